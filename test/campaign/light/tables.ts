/** The process of a node has ended: what it had not committed is undone. */
export class ProcessEnded extends Error {}
/** A row could not be written. */
export class DiskFull extends Error {}

/** Where a process may end or its disk be full: before every row that is written, and around every commit. */
export interface Mortality {
  /** Points until the end; infinite while nothing is planned. */
  pointsLeft: number;
  isDiskFull: boolean;
}

type Undo = () => void;

/** Tables of one database: rows are immutable values, a transaction is undone by what it noted. */
export class Store {
  readonly mortality: Mortality = { pointsLeft: Number.POSITIVE_INFINITY, isDiskFull: false };
  private undos: Undo[] | null = null;

  point(): void {
    if (--this.mortality.pointsLeft < 0) throw new ProcessEnded('the process has ended');
  }

  /** All of it or nothing. */
  transact<T>(work: () => T): T {
    if (this.undos) return work();
    const undos: Undo[] = [];
    this.undos = undos;
    try {
      const result = work();
      this.point();
      this.undos = null;
      return result;
    } catch (error) {
      this.undos = null;
      for (const undo of undos.toReversed()) undo();
      throw error;
    }
  }

  note(undo: Undo): void {
    if (!this.undos) throw new Error('a row was written outside a transaction');
    this.point();
    if (this.mortality.isDiskFull) throw new DiskFull('no space left on device');
    this.undos.push(undo);
  }

  /** What is undone with the transaction, but is no row: nothing can fail there. */
  noteIndex = (undo: Undo): void => void this.undos!.push(undo);
}

/** A row with its place in the order of insertion. */
interface Placed<Row> {
  readonly row: Row;
  readonly place: number;
}

export class Table<Key, Row> {
  private readonly note: (undo: Undo) => void;
  private readonly rows: Map<Key, Placed<Row>>;
  /** Of what changed since the last backup: the row as it was then, undefined where there was none. */
  private readonly backedUp = new Map<Key, Placed<Row> | undefined>();
  private all: Record<string, Row> | null = null;
  private lastPlace = 0;

  /**
   * @param from a table of another database: this one begins as that one was at its last backup
   * @param isIndex follows from rows of other tables
   */
  constructor(store: Store, from?: Table<Key, Row>, isIndex = false) {
    this.note = isIndex ? (undo) => store.noteIndex(undo) : (undo) => store.note(undo);
    this.rows = new Map(from?.atBackup());
    this.lastPlace = from?.lastPlace ?? 0;
  }

  get = (key: Key): Row | undefined => this.rows.get(key)?.row;
  has = (key: Key): boolean => this.rows.has(key);
  keys = (): Iterable<Key> => this.rows.keys();
  *entries(): Iterable<[Key, Row]> {
    for (const [key, { row }] of this.rows) yield [key, row];
  }
  *values(): Iterable<Row> {
    for (const { row } of this.rows.values()) yield row;
  }
  /** All rows by key, as they are until the next of them changes. */
  record = (): Readonly<Record<string, Row>> => (this.all ??= Object.fromEntries(this.entries()));

  /** A backup notes nothing but that from now on changes must be noted: its cost does not grow with the rows. */
  backUp = (): void => this.backedUp.clear();

  set(key: Key, row: Row): void {
    this.change(key, row);
  }

  delete(key: Key): void {
    if (this.rows.has(key)) this.change(key, undefined);
  }

  private change(key: Key, row: Row | undefined): void {
    const before = this.rows.get(key);
    this.note(() => this.put(key, before?.row));
    if (!this.backedUp.has(key)) this.backedUp.set(key, before);
    this.put(key, row);
  }

  private put(key: Key, row: Row | undefined): void {
    if (row === undefined) this.rows.delete(key);
    else this.rows.set(key, { row, place: this.rows.get(key)?.place ?? ++this.lastPlace });
    if (this.all === null) return;
    if (row === undefined) delete this.all[String(key)];
    else this.all[String(key)] = row;
  }

  private atBackup(): [Key, Placed<Row>][] {
    const rows = new Map(this.rows);
    for (const [key, placed] of this.backedUp) {
      if (placed === undefined) rows.delete(key);
      else rows.set(key, placed);
    }
    return [...rows].toSorted(([, one], [, other]) => one.place - other.place);
  }
}
