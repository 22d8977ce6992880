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
}

export class Table<Key, Row> {
  private readonly store: Store;
  private readonly rows: Map<Key, Row>;
  private all: Readonly<Record<string, Row>> | null = null;

  constructor(store: Store, from?: Table<Key, Row>) {
    this.store = store;
    this.rows = new Map(from?.rows);
  }

  get = (key: Key): Row | undefined => this.rows.get(key);
  has = (key: Key): boolean => this.rows.has(key);
  keys = (): Iterable<Key> => this.rows.keys();
  entries = (): Iterable<[Key, Row]> => this.rows.entries();
  values = (): Iterable<Row> => this.rows.values();
  /** All rows by key: made once for as long as none of them changes. */
  record = (): Readonly<Record<string, Row>> => (this.all ??= Object.fromEntries(this.rows));

  set(key: Key, row: Row): void {
    const [isKnown, before] = [this.rows.has(key), this.rows.get(key)];
    this.note(() => void (isKnown ? this.rows.set(key, before!) : this.rows.delete(key)));
    this.rows.set(key, row);
  }

  delete(key: Key): void {
    if (!this.rows.has(key)) return;
    const before = this.rows.get(key)!;
    this.note(() => void this.rows.set(key, before));
    this.rows.delete(key);
  }

  private note(undo: Undo): void {
    this.store.note(() => {
      this.all = null;
      undo();
    });
    this.all = null;
  }
}
