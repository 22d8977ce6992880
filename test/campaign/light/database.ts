import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { changesBetween, emptyState, isLive, rowsOf, type CustodyRecord, type CustodyState, type Incoming, type Intake, type NodeMode, type Outgoing, type PeerRecord, type SliceSeeds } from '#rooms/handover/rules.ts';
import type { Letter } from './letter.ts';
import { Store, Table } from './tables.ts';

/** A message on the work sheet of its sender. */
export interface SentRow {
  readonly letter: Letter;
  readonly key: string;
  readonly until: 'answer' | 'receipt';
  readonly isAnswer: boolean;
  readonly attempts: number;
  readonly nextAt: number;
  readonly isReceipted: boolean;
  readonly isRefused: boolean;
}
export interface Place {
  readonly sequence: number;
  readonly mid: string | null;
}
/** One signed link of a child's chain. */
export interface Link {
  readonly childId: ChildId;
  readonly epoch: number;
  readonly hash: string;
  readonly previous: string | null;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly handoverId: Uuid | null;
  /** The receiver's word, which is part of a release. */
  readonly acceptance: string | null;
}

type Links = readonly Link[];
const none: ReadonlySet<never> = new Set<never>();
const open = new Set(['offered', 'agreed', 'requested', 'committed', 'proposed', 'accepted', 'retracting']);

/**
 * The rows of one node in memory, with the indexes that its SQL has: custody and transport, each step in one transaction. Loads the
 * same slices as `rooms/handover/store/load.ts`.
 */
export class LightDatabase {
  readonly store = new Store();
  private readonly tables: { backUp(): void }[] = [];
  readonly self: NodeId;
  readonly node: Table<'node', { readonly incarnation: number; readonly mode: NodeMode }>;
  readonly peers: Table<NodeId, PeerRecord>;
  readonly custody: Table<ChildId, CustodyRecord>;
  readonly outgoing: Table<Uuid, Outgoing>;
  readonly incoming: Table<Uuid, Incoming>;
  readonly intakes: Table<ChildId, Intake>;
  readonly witnessed: Table<ChildId, NodeId>;
  readonly links: Table<ChildId, Links>;
  readonly openSince: Table<Uuid, number>;
  readonly acceptances: Table<Uuid, string>;
  readonly sent: Table<string, SentRow>;
  /** Names of what was delivered and is not owed again. */
  readonly done: Table<string, true>;
  readonly places: Table<string, Place>;
  readonly inbox: Table<string, string>;
  readonly heads: Table<string, Place>;
  readonly known: Table<NodeId, number>;
  private readonly byChild: Table<ChildId, ReadonlySet<Uuid>>;
  private readonly moved: Table<Uuid, ReadonlySet<ChildId>>;
  private readonly sentAbout: Table<ChildId, ReadonlySet<string>>;
  /** Names of what waits before it is tried again, for each peer: all of it goes at once when the peer is heard. */
  private readonly waiting: Table<NodeId, ReadonlySet<string>>;

  /** @param from the database whose last backup this one is restored from */
  constructor(self: NodeId, from?: LightDatabase) {
    this.self = self;
    const table = <Key, Row>(before: Table<Key, Row> | undefined, isIndex = false) => {
      const made = new Table<Key, Row>(this.store, before, isIndex);
      this.tables.push(made);
      return made;
    };
    this.node = table(from?.node);
    this.peers = table(from?.peers);
    this.custody = table(from?.custody);
    this.outgoing = table(from?.outgoing);
    this.incoming = table(from?.incoming);
    this.intakes = table(from?.intakes);
    this.witnessed = table(from?.witnessed);
    this.links = table(from?.links);
    this.openSince = table(from?.openSince);
    this.acceptances = table(from?.acceptances);
    this.sent = table(from?.sent);
    this.done = table(from?.done);
    this.places = table(from?.places);
    this.inbox = table(from?.inbox);
    this.heads = table(from?.heads);
    this.known = table(from?.known);
    this.byChild = table(from?.byChild);
    this.moved = table(from?.moved);
    this.sentAbout = table(from?.sentAbout);
    this.waiting = table(from?.waiting, true);
  }

  backUp(): void {
    for (const table of this.tables) table.backUp();
  }

  /** Everything, valid until the next row changes: whoever keeps it longer sees what was saved since. */
  whole = (): CustodyState => ({
    ...this.frame(),
    custody: this.custody.record(), outgoing: this.outgoing.record(), incoming: this.incoming.record(), intakes: this.intakes.record(), witnessed: this.witnessed.record(),
  });

  frame(): CustodyState {
    const { incarnation, mode } = this.node.get('node') ?? { incarnation: 0, mode: 'up' as const };
    return { ...emptyState(this.self, incarnation), mode, peers: Object.fromEntries(this.peers.entries()) };
  }

  load(seeds: SliceSeeds): CustodyState {
    if (seeds.scope === 'whole') return this.whole();
    const groupOf = (handoverId: Uuid) => [...(this.outgoing.get(handoverId)?.group ?? []), ...(this.incoming.get(handoverId)?.group ?? [])].map(({ childId }) => childId);
    const about = (childId: ChildId) => [...(this.byChild.get(childId) ?? none)];
    const isLiveHere = (handoverId: Uuid) => isLive(this.outgoing.get(handoverId) ?? ({ status: 'withdrawn' } as Outgoing));
    const named = new Set([...seeds.childIds, ...seeds.handoverIds.flatMap(groupOf)]);
    const touching = [...named].flatMap(about);
    const isOpenHere = (handoverId: Uuid) => isLiveHere(handoverId) || this.outgoing.get(handoverId)?.status === 'committed';
    const near = new Set([...named, ...touching.filter(isOpenHere).flatMap((id) => this.outgoing.get(id)!.group.map(({ childId }) => childId))]);
    for (const childId of named) {
      const by = this.custody.get(childId)?.handoverId;
      if (by) for (const other of this.moved.get(by) ?? none) near.add(other);
    }
    const wanted = new Set([...seeds.handoverIds, ...touching, ...[...near].flatMap(about).filter(isLiveHere)]);
    const only = <Key extends string, Row>(table: Table<Key, Row>, keys: Iterable<Key>) => Object.fromEntries([...keys].flatMap((key) => (table.has(key) ? [[key, table.get(key)!]] : []))) as Record<Key, Row>;
    return {
      ...this.frame(),
      custody: only(this.custody, near), outgoing: only(this.outgoing, wanted), incoming: only(this.incoming, wanted), intakes: only(this.intakes, named), witnessed: only(this.witnessed, named),
    };
  }

  /** Saves a step. @returns the children about whom something may be owed now; null: about anyone */
  save(before: CustodyState, after: CustodyState, now: number): ChildId[] | null {
    const changes = changesBetween(before, after);
    const concerned = new Set<ChildId>();
    if (changes.node) this.node.set('node', changes.node);
    for (const [nodeId, peer] of rowsOf<NodeId, PeerRecord | null>(changes.peers)) if (peer) this.peers.set(nodeId, peer);
    for (const [childId, record] of rowsOf<ChildId, CustodyRecord | null>(changes.custody)) this.saveCustody(childId, record, concerned);
    for (const [id, row] of rowsOf<Uuid, Outgoing | null>(changes.outgoing)) this.saveHandover(this.outgoing, id, row, now, concerned);
    for (const [id, row] of rowsOf<Uuid, Incoming | null>(changes.incoming)) this.saveHandover(this.incoming, id, row, now, concerned);
    for (const [childId, intake] of rowsOf<ChildId, Intake | null>(changes.intakes)) {
      concerned.add(childId);
      if (intake) this.intakes.set(childId, intake);
    }
    for (const [childId, origin] of rowsOf<ChildId, NodeId | null>(changes.witnessed)) {
      concerned.add(childId);
      if (origin) this.witnessed.set(childId, origin);
    }
    return changes.node || Object.keys(changes.peers).length > 0 ? null : [...concerned];
  }

  private saveCustody(childId: ChildId, record: CustodyRecord | null, concerned: Set<ChildId>): void {
    concerned.add(childId);
    const before = this.custody.get(childId);
    if (before && record && record.epoch < before.epoch) throw new Error(`custody of ${childId} went back from epoch ${before.epoch} to ${record.epoch}`);
    if (before?.handoverId) this.moved.set(before.handoverId, new Set([...(this.moved.get(before.handoverId) ?? none)].filter((other) => other !== childId)));
    if (record?.handoverId) this.moved.set(record.handoverId, new Set([...(this.moved.get(record.handoverId) ?? none), childId]));
    if (record) this.custody.set(childId, record);
    else this.custody.delete(childId);
  }

  private saveHandover<Row extends Outgoing | Incoming>(table: Table<Uuid, Row>, id: Uuid, row: Row | null, now: number, concerned: Set<ChildId>): void {
    for (const { childId } of (row ?? table.get(id))?.group ?? []) {
      concerned.add(childId);
      const about = this.byChild.get(childId) ?? none;
      if (!about.has(id)) this.byChild.set(childId, new Set([...about, id]));
    }
    if (!row) return table.delete(id);
    table.set(id, row);
    if (open.has(row.status) !== this.openSince.has(id)) {
      if (open.has(row.status)) this.openSince.set(id, now);
      else this.openSince.delete(id);
    }
  }

  /** Puts a message on the work sheet, listed under its children. */
  saveSent(name: string, row: SentRow): void {
    if (!this.sent.has(name)) for (const childId of row.letter.childIds) this.sentAbout.set(childId, new Set([...(this.sentAbout.get(childId) ?? none), name]));
    this.putSent(name, row);
  }

  /** Changes what is on the work sheet already. */
  putSent(name: string, row: SentRow): void {
    this.sent.set(name, row);
    this.wait(name, row.letter.message.to, !row.isReceipted && !row.isRefused && row.attempts > 0);
  }

  private wait(name: string, peer: NodeId, isWaiting: boolean): void {
    const names = this.waiting.get(peer) ?? none;
    if (names.has(name) !== isWaiting) this.waiting.set(peer, new Set(isWaiting ? [...names, name] : [...names].filter((other) => other !== name)));
  }

  waitingFor = (peer: NodeId): Iterable<string> => this.waiting.get(peer) ?? none;

  dropSent(name: string): void {
    const row = this.sent.get(name);
    if (!row) return;
    this.wait(name, row.letter.message.to, false);
    for (const childId of row.letter.childIds) this.sentAbout.set(childId, new Set([...(this.sentAbout.get(childId) ?? none)].filter((other) => other !== name)));
    this.sent.delete(name);
  }

  sentOf = (childIds: readonly ChildId[] | null): string[] => (childIds === null ? [...this.sent.keys()] : [...new Set(childIds.flatMap((childId) => [...(this.sentAbout.get(childId) ?? none)]))]);
}
