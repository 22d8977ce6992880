import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { checkPosition, longestPause, pauseAfter } from '#exchange/federation/rules.ts';
import { decideCustody, isIntakeSafe, outboxOf, receiveMessage, restoreNode, seedsOf, supersede, type CustodyCommand, type CustodyState, type Message, type OutboxEntry, type RuleSwitches } from '#rooms/handover/rules.ts';
import { configure, type Flaw } from '../../model/configuration.ts';
import { spoil } from '../../model/wrong-designs.ts';
import { LightDatabase, type SentRow } from './database.ts';
import { hashOf, type Letter, type Notary } from './letter.ts';
import { linksFor, proves, releaseLinks, signReleases, takeLinks } from './links.ts';

/** What a peer answers to a message: its receipt with the newest place on this line, or why there is none. */
export type Answer =
  | { readonly kind: 'receipt'; readonly head: number; readonly headIncarnation: number }
  | { readonly kind: 'refused'; readonly code: string; readonly isRewound?: boolean }
  | { readonly kind: 'nothing' };

/** How a peer knows this node: the newest incarnation and the newest place on each of its lines. */
export interface Standing {
  readonly incarnation: number;
  readonly lines: readonly { readonly inc: number; readonly tinc: number; readonly seq: number }[];
}

export interface Line {
  send(from: LightNode, letter: Letter): Answer;
  ask(from: LightNode, peer: NodeId): Standing | null;
}

export interface World {
  readonly notary: Notary;
  readonly line: Line;
  readonly rules: RuleSwitches;
  readonly flaw: Flaw | null;
  /** The node's own clock, in milliseconds, and a number that only rises for its machines. */
  now(node: NodeId): number;
  leastIncarnation(): number;
  draw(): number;
  /** Told of every acceptance that is saved. */
  onAccepted(node: NodeId, handoverId: Uuid): void;
}

const lineName = (peer: NodeId, inc: number, tinc: number): string => `${peer} ${inc} ${tinc}`;
const wholeEvery = longestPause / 6;

/**
 * One process of a node without its files and papers: the kernel of custody/1, the rules of its transport, and the courier's way of
 * working, over rows in memory. It may end at any point where the real one waits.
 */
export class LightNode {
  readonly database: LightDatabase;
  readonly self: NodeId;
  private readonly world: World;
  /** Stands outside the database. */
  keeper: number;
  private isWhole = true;
  private wholeAt = 0;
  private readonly concerned = new Set<ChildId>();

  constructor(world: World, database: LightDatabase, keeper: number) {
    this.world = world;
    this.database = database;
    this.self = database.self;
    this.keeper = keeper;
  }

  private get now(): number {
    return this.world.now(this.self);
  }

  private raise(least: number): number {
    this.keeper = Math.max(this.keeper + 1, least + 1, this.world.leastIncarnation());
    return this.keeper;
  }

  private save(before: CustodyState, after: CustodyState): void {
    const concerned = this.database.save(before, after, this.now);
    if (concerned === null) this.isWhole = true;
    else for (const childId of concerned) this.concerned.add(childId);
  }

  /** What people and clocks ask. @returns whether it was done */
  command(command: CustodyCommand): boolean {
    const { database, world } = this;
    return database.store.transact(() => {
      const before = database.load(seedsOf(command));
      const decided = decideCustody(before, command, world.rules);
      if (!decided.ok) return false;
      const after = world.flaw ? spoil(configure('', { flaw: world.flaw }), decided.value, before) : decided.value;
      this.save(before, after);
      if (command.kind === 'accept' || command.kind === 'request') {
        const { group } = after.incoming[command.handoverId]!;
        database.acceptances.set(command.handoverId, world.notary.accept(this.self, command.handoverId, group.map(({ childId }) => childId)));
        world.onAccepted(this.self, command.handoverId);
      }
      return true;
    });
  }

  /** A step that the kernel does not offer: for designs that lack a rule. */
  force(change: (state: CustodyState) => CustodyState): void {
    const before = this.database.whole();
    this.database.store.transact(() => this.save(before, change(before)));
  }

  isSafe = (childId: ChildId): boolean => this.world.flaw === 'intake-unwitnessed' || isIntakeSafe(this.database.load({ scope: 'slice', childIds: [childId], handoverIds: [] }), childId);

  /** One round of the courier. @returns how many messages a peer has stored */
  round(): number {
    this.align();
    const { mode } = this.database.frame();
    if (mode === 'superseded') return 0;
    const isWhole = this.isWhole || this.now >= this.wholeAt;
    const childIds = isWhole ? null : [...this.concerned];
    this.isWhole = false;
    this.concerned.clear();
    try {
      if (isWhole) {
        this.wholeAt = this.now + wholeEvery;
        for (const peer of this.database.peers.keys()) this.checkStanding(peer);
      }
      if (childIds === null || childIds.length > 0) this.database.store.transact(() => this.derive(childIds));
      return this.deliverDue();
    } catch (error) {
      this.isWhole = true;
      throw error;
    }
  }

  /** At start and before each round: the database and the number outside it must say the same. */
  align(): void {
    const { incarnation } = this.database.frame();
    if (this.keeper !== incarnation) this.recover(incarnation);
  }

  private recover(noticedAt: number): void {
    const before = this.database.whole();
    if (before.incarnation !== noticedAt || before.mode === 'superseded') return;
    this.database.store.transact(() => this.save(before, restoreNode(before, this.raise(before.incarnation), this.world.rules)));
    this.isWhole = true;
  }

  private derive(childIds: readonly ChildId[] | null): void {
    const { database, world } = this;
    const state = childIds === null ? database.whole() : database.load({ scope: 'slice', childIds, handoverIds: [] });
    const owed = new Map(outboxOf(state, world.rules).map((entry) => [`${entry.message.to} ${entry.key}`, entry]));
    for (const name of database.sentOf(childIds)) if (!owed.has(name) && !database.sent.get(name)!.isAnswer) database.dropSent(name);
    for (const [name, entry] of owed) if (!database.sent.has(name) && !database.done.has(name)) this.write(name, entry, state, false);
  }

  private write(name: string, { key, resentUntil, message }: OutboxEntry, state: CustodyState, isAnswer: boolean): void {
    const { database } = this;
    const line = lineName(message.to, message.incarnation, message.addresseeIncarnation);
    const last = database.places.get(line) ?? { sequence: 0, mid: null };
    const links = message.type === 'COMMIT' ? releaseLinks(this.world.notary, database, message) : linksFor(database, message);
    const said = 'handoverId' in message ? (database.acceptances.get(message.handoverId) ?? links.find(({ handoverId }) => handoverId === message.handoverId)?.acceptance ?? null) : null;
    const childIds = 'childId' in message ? [message.childId] : 'group' in message ? message.group.map(({ childId }) => childId) : 'handoverId' in message ? (state.outgoing[message.handoverId] ?? state.incoming[message.handoverId])?.group.map(({ childId }) => childId) ?? [] : [];
    const content = { message, childIds, sequence: last.sequence + 1, previousMid: last.mid, acceptance: said };
    const letter: Letter = { ...content, links, mid: hashOf([content, links.map(({ hash }) => hash)]) };
    database.saveSent(name, { letter, key, until: resentUntil, isAnswer, attempts: 0, nextAt: this.now, isReceipted: false, isRefused: false });
    database.places.set(line, { sequence: letter.sequence, mid: letter.mid });
  }

  private deliverDue(): number {
    const { database } = this;
    const due = [...database.sent.entries()].filter(([, { nextAt }]) => nextAt <= this.now);
    const silent = new Set<NodeId>();
    let delivered = 0;
    for (const [name, taken] of due) {
      const row = database.sent.get(name);
      if (!row || row.letter.mid !== taken.letter.mid) continue;
      const peer = row.letter.message.to;
      const answer = silent.has(peer) ? { kind: 'nothing' as const } : this.send(name, row);
      if (answer.kind === 'nothing') silent.add(peer);
      if (this.take(name, row, answer)) delivered++;
    }
    return delivered;
  }

  private send(name: string, row: SentRow): Answer {
    this.database.store.transact(() => this.database.putSent(name, { ...row, attempts: row.attempts + 1 }));
    this.database.store.point();
    const answer = this.world.line.send(this, row.letter);
    this.database.store.point();
    return answer;
  }

  private take(name: string, { letter, until, isAnswer, attempts }: SentRow, answer: Answer): boolean {
    const { database } = this;
    const row = database.sent.get(name);
    if (!row) return false;
    const peer = letter.message.to;
    const pause = this.now + pauseAfter(attempts + 1, Math.floor(this.world.draw() * 256));
    if (answer.kind !== 'receipt') {
      const isVoid = isAnswer && answer.kind === 'refused' && ['message-old', 'superseded'].includes(answer.code);
      database.store.transact(() => (isVoid ? database.dropSent(name) : database.putSent(name, { ...row, nextAt: pause, isRefused: answer.kind === 'refused' })));
      if (answer.kind === 'refused' && (answer.isRewound || answer.code === 'superseded')) this.checkStanding(peer);
      return false;
    }
    const ours = database.places.get(lineName(peer, letter.message.incarnation, letter.message.addresseeIncarnation))?.sequence ?? 0;
    database.store.transact(() => {
      if (until === 'receipt') {
        database.dropSent(name);
        database.done.set(name, true);
      } else database.putSent(name, { ...row, isReceipted: true, isRefused: false, nextAt: letter.message.type === 'SYNC' ? pause : this.now + longestPause });
      this.resetPauses(peer);
    });
    if (answer.headIncarnation === letter.message.incarnation && answer.head > ours) this.recover(letter.message.incarnation);
    return true;
  }

  private resetPauses(peer: NodeId): void {
    const { database } = this;
    for (const name of database.waitingFor(peer)) {
      const row = database.sent.get(name)!;
      if (row.nextAt > this.now) database.putSent(name, { ...row, nextAt: this.now });
    }
  }

  private checkStanding(peer: NodeId): void {
    const { incarnation, mode } = this.database.frame();
    const standing = mode === 'superseded' ? null : this.world.line.ask(this, peer);
    if (!standing) return;
    if (standing.incarnation > incarnation) {
      const before = this.database.frame();
      this.database.store.transact(() => this.save(before, supersede(before)));
      return;
    }
    const isBehind = standing.lines.some(({ inc, tinc, seq }) => inc === incarnation && seq > (this.database.places.get(lineName(peer, inc, tinc))?.sequence ?? 0));
    if (isBehind) this.recover(incarnation);
  }

  /** How this node knows a peer: what it would sign. */
  standingOf(peer: NodeId): Standing {
    const lines = [...this.database.heads.entries()].filter(([name]) => name.startsWith(`${peer} `)).map(([name, { sequence }]) => {
      const [, inc, tinc] = name.split(' ');
      return { inc: Number(inc), tinc: Number(tinc), seq: sequence };
    });
    return { incarnation: this.database.known.get(peer) ?? 0, lines };
  }

  /** Takes in one message, as `exchange/federation/inbox.ts`: known already, place, proof, then the kernel, in one transaction. */
  receive(letter: Letter): Answer {
    return this.database.store.transact(() => this.accept(letter));
  }

  private accept(letter: Letter): Answer {
    const { database, world } = this;
    const { message, mid, sequence, previousMid } = letter;
    const { from, incarnation, addresseeIncarnation } = message;
    const line = lineName(from, incarnation, addresseeIncarnation);
    const head = database.heads.get(line) ?? { sequence: 0, mid: null };
    if (database.inbox.get(`${line} ${sequence}`) === mid) {
      if (message.type === 'SYNC') this.apply(letter);
      return { kind: 'receipt', head: head.sequence, headIncarnation: incarnation };
    }
    const fences = !world.rules.olderSenderIsVoid ? 0 : (database.known.get(from) ?? 0);
    const place = checkPosition(
      { ownIncarnation: world.rules.olderAddresseeIsVoid ? this.keeper : 0, fence: fences, lastSequence: head.sequence, midAtSequence: database.inbox.get(`${line} ${sequence}`) ?? null, midBefore: database.inbox.get(`${line} ${sequence - 1}`) ?? null },
      { mid, incarnation, addresseeIncarnation, sequence, previousMid }, message.type === 'SYNC',
    );
    if (!place.ok) return { kind: 'refused', code: place.problem.code, isRewound: place.problem.details['reason'] === 'rewound' };
    if (!proves(world.notary, this.self, letter)) return { kind: 'refused', code: 'message-malformed' };
    const refusal = this.apply(letter);
    if (refusal) return { kind: 'refused', code: refusal };
    const newest = Math.max(head.sequence, sequence);
    database.inbox.set(`${line} ${sequence}`, mid);
    database.heads.set(line, newest === sequence ? { sequence, mid } : head);
    database.known.set(from, Math.max(database.known.get(from) ?? 0, incarnation));
    this.resetPauses(from);
    return { kind: 'receipt', head: newest, headIncarnation: incarnation };
  }

  private apply(letter: Letter): string | null {
    const { database, world } = this;
    const { message } = letter;
    const before = database.load(seedsOf(message));
    const reception = receiveMessage(before, message, world.rules);
    this.save(before, reception.state);
    if (reception.outcome === 'refused') return reception.code;
    takeLinks(world.notary, database, letter, reception.state);
    if ('handoverId' in message && letter.acceptance !== null && (message.type === 'ACCEPT' || message.type === 'REQUEST')) database.acceptances.set(message.handoverId, letter.acceptance);
    for (const answer of reception.answers) this.answer(answer, reception.state);
    return null;
  }

  private answer(message: Message, state: CustodyState): void {
    const key = `${message.type} ${this.now} ${this.world.draw()}`;
    signReleases(this.world.notary, this.database);
    this.write(`${message.to} ${key}`, { key, resentUntil: 'receipt', message }, state, true);
  }
}
