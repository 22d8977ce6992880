import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { allRules, type RuleSwitches } from '#rooms/handover/rules.ts';
import type { Flaw } from '../../model/configuration.ts';
import { LightDatabase } from './database.ts';
import { Notary, type Letter } from './letter.ts';
import { LightNode, type Answer, type Standing, type World } from './node.ts';
import { usual, type Temper } from './temper.ts';
import { DiskFull, ProcessEnded } from './tables.ts';

/** What the line does to a message, of a hundred. */
const troubled = { drop: 0.08, dropAnswer: 0.07, duplicate: 0.1, delay: 0.12 };
const start = Date.UTC(2026, 2, 2, 15);
const hour = 3_600_000;

export interface LightOptions {
  readonly nodes: number;
  readonly children: number;
  readonly draw: () => number;
  readonly rules?: RuleSwitches;
  readonly flaw?: Flaw | null;
  readonly temper?: Temper;
}

export const nodeName = (index: number): NodeId => `n${index}` as NodeId;
const childName = (index: number): ChildId => `c${String(index).padStart(5, '0')}` as ChildId;

/** Nodes in one process with their backups and old machines, the line between them, one clock that each may read wrongly. */
export class LightWorld implements World {
  readonly notary = new Notary();
  readonly rules: RuleSwitches;
  readonly flaw: Flaw | null;
  readonly draw: () => number;
  readonly temper: Temper;
  readonly nodes: LightNode[] = [];
  /** Machines that were given up and go on. */
  readonly oldMachines: LightNode[] = [];
  readonly skews: number[];
  readonly groups: ChildId[][] = [];
  readonly origins = new Map<ChildId, number>();
  readonly accepted = new Set<string>();
  readonly counts = { sent: 0, dropped: 0, duplicated: 0, delayed: 0, reordered: 0, parted: 0 };
  readonly overheard: Letter[] = [];
  isTroubled = false;
  milliseconds = start;
  private readonly parted = new Set<string>();
  private held: { readonly letter: Letter; readonly due: number }[] = [];
  /** Until when a letter does not get through, and none of its copies; 0 for one that does. */
  private readonly stuckUntil = new Map<string, number>();
  private nextHandover = 0;

  constructor({ nodes, children, draw, rules = allRules, flaw = null, temper = usual }: LightOptions) {
    this.temper = temper;
    this.rules = rules;
    this.flaw = flaw;
    this.draw = draw;
    this.skews = Array.from({ length: nodes }, () => 0);
    for (let index = 0; index < nodes; index++) {
      const database = new LightDatabase(nodeName(index));
      database.store.transact(() => {
        database.node.set('node', { incarnation: 0, mode: 'up' });
        for (let peer = 0; peer < nodes; peer++) if (peer !== index) database.peers.set(nodeName(peer), { fence: 0, synced: false, done: false });
      });
      this.nodes.push(new LightNode(this, database, 0));
      database.backUp();
    }
    for (let child = 0; child < children; child++) {
      const group = child % temper.siblingEvery === temper.siblingEvery - 1 && child > 0 ? this.groups.at(-1)! : [];
      this.origins.set(childName(child), group.length > 0 ? this.origins.get(group[0]!)! : child % nodes);
      group.push(childName(child));
      if (group.length === 1) this.groups.push(group);
    }
  }

  newHandover = (): Uuid => `h${String(++this.nextHandover).padStart(7, '0')}` as Uuid;
  now = (node: NodeId): number => this.milliseconds + this.skews[this.indexOf(node)]! * hour;
  indexOf = (node: NodeId): number => Number(node.slice(1));
  leastIncarnation = (): number => Math.floor((this.milliseconds - start) / 60_000);
  onAccepted = (node: NodeId, handoverId: Uuid): void => void this.accepted.add(`${node} ${handoverId}`);

  readonly line = {
    send: (from: LightNode, letter: Letter): Answer => this.pass(from.self, letter),
    ask: (from: LightNode, peer: NodeId): Standing | null => (this.isCut(from.self, peer) || this.isDue(troubled.drop) ? null : this.nodes[this.indexOf(peer)]!.standingOf(from.self)),
  };

  /** Who holds all of these children; null when nobody does. */
  holderOf = (group: readonly ChildId[]): NodeId | null =>
    (group.length > 0 && this.nodes.find(({ database }) => group.every((childId) => database.custody.get(childId)?.status === 'hold'))?.self) || null;

  part = (one: number, other: number): void => void this.parted.add(`${nodeName(one)} ${nodeName(other)}`).add(`${nodeName(other)} ${nodeName(one)}`);
  healLines = (): void => this.parted.clear();

  backUp = (index: number): void => this.nodes[index]!.database.backUp();

  /** The machine is lost and comes back from its last backup with a number of its own; the old one may go on. */
  restore(index: number, leavesOld: boolean): void {
    const old = this.nodes[index]!;
    if (leavesOld) this.oldMachines.push(old);
    const database = new LightDatabase(old.self, old.database);
    const node = new LightNode(this, database, Math.max(old.keeper + 1, this.leastIncarnation()));
    this.nodes[index] = node;
    this.alive(index, () => node.align());
  }

  /** A new process on the same database. */
  restart(index: number): void {
    const { database, keeper } = this.nodes[index]!;
    Object.assign(database.store.mortality, { pointsLeft: Number.POSITIVE_INFINITY, isDiskFull: false });
    if (this.flaw === 'sent-from-memory') database.store.transact(() => {
      for (const [name, row] of database.sent.entries()) {
        if (row.isReceipted) continue;
        database.dropSent(name);
        database.done.set(name, true);
      }
    });
    const node = new LightNode(this, database, keeper);
    this.nodes[index] = node;
    node.align();
  }

  /** Runs something at a node whose process may end meanwhile. @returns what came of it */
  alive(index: number, work: () => unknown): string {
    try {
      return String(work());
    } catch (error) {
      if (error instanceof DiskFull) return 'disk full';
      if (!(error instanceof ProcessEnded)) throw error;
      this.restart(index);
      return 'process ended';
    }
  }

  /** What was held back arrives, in another order. @returns how many messages */
  release(): number {
    const isDue = ({ due }: { readonly due: number }): boolean => !this.isTroubled || due <= this.milliseconds;
    const arriving = this.held.filter(isDue).map(({ letter }, place) => ({ letter, place, order: this.draw() })).toSorted((one, other) => one.order - other.order);
    this.held = this.held.filter((one) => !isDue(one));
    for (const [index, { letter, place }] of arriving.entries()) {
      if (index !== place) this.counts.reordered++;
      this.arrive(letter);
    }
    return arriving.length;
  }

  /** Straight to the door of its addressee, past all faults. */
  arrive(letter: Letter): Answer {
    const index = this.indexOf(letter.message.to);
    let answer: Answer = { kind: 'nothing' };
    const said = this.alive(index, () => { answer = this.nodes[index]!.receive(letter); });
    return said === 'disk full' ? { kind: 'refused', code: 'disk-full' } : answer;
  }

  /** Whether a letter about custody was written before one of its two nodes was restored, and its addressee has not got it, or not any more. */
  isFromBefore = ({ message: { type, from, to, incarnation, addresseeIncarnation }, sequence, mid }: Letter): boolean => {
    const [sender, addressee] = [this.nodes[this.indexOf(from)]!, this.nodes[this.indexOf(to)]!];
    const isOld = sender.keeper > incarnation || addressee.keeper > addresseeIncarnation;
    return isOld && type !== 'SYNC' && type !== 'SYNCR' && addressee.database.inbox.get(`${from} ${incarnation} ${addresseeIncarnation} ${sequence}`) !== mid;
  };

  private isDue = (share: number): boolean => this.isTroubled && this.draw() < share;
  private isCut = (from: NodeId, to: NodeId): boolean => this.parted.has(`${from} ${to}`);

  private pass(from: NodeId, letter: Letter): Answer {
    this.counts.sent++;
    this.overheard.push(letter);
    if (this.overheard.length > 600) this.overheard.shift();
    if (this.isCut(from, letter.message.to)) return this.lose('parted');
    if (this.isDue(troubled.drop)) return this.lose('dropped');
    if (this.isStuck(letter)) return { kind: 'refused', code: 'bad-gateway' };
    if (this.isDue(troubled.delay)) {
      this.held.push({ letter, due: 0 });
      return this.lose('delayed');
    }
    const answer = this.arrive(letter);
    if (this.isDue(troubled.duplicate)) {
      this.counts.duplicated++;
      this.arrive(letter);
    }
    return this.isDue(troubled.dropAnswer) ? this.lose('dropped') : answer;
  }

  /** Something on the way refuses this letter for some hours, whoever sends it again; what it kept of it arrives late. */
  private isStuck(letter: Letter): boolean {
    const { stuck } = this.temper;
    if (stuck === 0 || !this.isTroubled) return false;
    const known = this.stuckUntil.get(letter.mid);
    if (known !== undefined) return known > this.milliseconds;
    const until = this.draw() < stuck ? this.milliseconds + this.draw() * 12 * hour : 0;
    this.stuckUntil.set(letter.mid, until);
    if (until === 0) return false;
    this.counts.delayed++;
    this.held.push({ letter, due: until });
    return true;
  }

  private lose(fate: 'parted' | 'dropped' | 'delayed'): Answer {
    this.counts[fate]++;
    return { kind: 'nothing' };
  }
}
