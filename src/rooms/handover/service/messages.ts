import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { recordArrival } from '#rooms/case/index.ts';
import { operationsOfStep, outboxOf, receiveMessage, rowsOf, seedsOf, type CustodyRecord, type CustodyState, type Incoming, type Message, type Outgoing, type OutboxEntry, type ReceptionRefusal, type SliceSeeds, type StepDetails } from '../rules.ts';
import type { ChainLink, StateChanged, StepTaken } from '../schema.ts';
import { loadCustody } from '../store/load.ts';
import { gateTracking, openTracking } from '../rules/track-mode.ts';
import { findReceivingTeam, readLinksOf } from '../store/read.ts';
import { recordDispute } from './dispute.ts';
import { saidOfHandover } from './said.ts';
import { trackingsOf } from '../store/tracking.ts';

export interface ReceivedMessage {
  readonly message: Message;
  /** What the message says beside the protocol: terms and profiles of an offer, plan of an acceptance. */
  readonly details?: StepDetails;
  /** Links of the chain that came along, with both signatures verified by the wire. */
  readonly links?: readonly ChainLink[];
}

export interface MessageOutcome {
  /** Null when applied; else why there is no receipt. */
  readonly refusal: ReceptionRefusal | null;
  readonly answers: readonly Message[];
  readonly operations: readonly Operation[];
  /** Children whom this message has made ours: their files come next, then `recordArrivals`. */
  readonly taken: readonly TakenChild[];
}

export interface TakenChild {
  readonly childId: ChildId;
  /** Null when peers taught us that a child registered here is ours. */
  readonly handoverId: Uuid | null;
  /** This node had been responsible for the child before. */
  readonly isReturn: boolean;
}

/** Applies one verified message in the caller's transaction (as the node) and records the kernel's step. */
export async function receiveCustodyMessage(unit: UnitOfWork, { message, details, links }: ReceivedMessage): Promise<MessageOutcome> {
  const before = await loadCustody(unit, seedsOf(message));
  const reception = receiveMessage(before, message);
  const recorded = await record(unit, operationsOfStep(before, reception.state, unit.now, details));
  if (reception.outcome === 'applied') recorded.push(...(await recordLostAcceptance(unit, message, details?.said, reception.state)));
  if (links && reception.outcome === 'applied') recorded.push(...(await recordNews(unit, links, (link) => isOfRecord(link, message, reception.state))));
  return {
    refusal: reception.outcome === 'refused' ? reception.code : null,
    answers: reception.outcome === 'applied' ? reception.answers : [],
    operations: recorded,
    taken: [...newlyTaken(before, reception.state), ...(message.type === 'SYNCR' ? newlyHeld(before, reception.state) : [])],
  };
}

/**
 * Puts proven links on record that are of record; one that says otherwise than the link which is known there is never taken over: it
 * repeats it, or it proves that its signer gave the child twice.
 */
async function recordNews(unit: UnitOfWork, links: readonly ChainLink[], isOfRecord: (link: ChainLink) => boolean): Promise<Operation[]> {
  const known = await readLinksOf(unit, [...new Set(links.map(({ childId }) => childId))]);
  const knownAt = ({ childId, epoch }: ChainLink) => known.get(childId)?.find((link) => link.epoch === epoch);
  const [others, news] = [links.filter((link) => knownAt(link) && knownAt(link)!.blockHash !== link.blockHash), links.filter((link) => !knownAt(link) || knownAt(link)!.blockHash === link.blockHash)];
  const recorded = await recordLinks(unit, news.filter(isOfRecord));
  for (const link of others) recorded.push(...(await recordDispute(unit, knownAt(link)!, link, null)));
  return recorded;
}

/**
 * The receiver's word for a release that this node issues again after a restore: it lost the one it had, and the receiver repeats
 * it until the children have come. Without it no release can be signed.
 */
async function recordLostAcceptance(unit: UnitOfWork, message: Message, said: StepDetails['said'], { self, outgoing }: CustodyState): Promise<Operation[]> {
  if ((message.type !== 'ACCEPT' && message.type !== 'REQUEST') || said?.acceptance === undefined) return [];
  const { handoverId, from } = message;
  const release = outgoing[handoverId];
  if (release?.status !== 'committed' || release.to !== from || (await saidOfHandover(unit, handoverId))?.acceptance) return [];
  return record(unit, release.group.map(({ childId, epoch }) => (
    { kind: 'handover.answered', childId, body: { handoverId, from: self, to: from, status: 'agreed', epoch, ...said } satisfies StepTaken })));
}

/**
 * A release that was not taken (withdrawn, void), or of which a peer told when its answer did not count any more, leaves no link:
 * another one of the same epoch may follow, and would find its place taken. A genesis that is witnessed has no record yet.
 */
function isOfRecord({ childId, epoch, handoverId }: ChainLink, { type }: Message, { custody }: CustodyState): boolean {
  const record = custody[childId];
  return type === 'BEACON' || (record !== undefined && (record.epoch > epoch || (record.epoch === epoch && record.handoverId === handoverId)));
}

/** A team of this agency takes the children whose files have come: the clocks that run anew with each agency start. */
export async function recordArrivals(unit: UnitOfWork, taken: readonly TakenChild[]): Promise<Operation[]> {
  const recorded: Operation[] = [];
  for (const { childId, handoverId, isReturn } of taken) {
    recorded.push(...(await recordArrival(unit, { childId, teamId: await findReceivingTeam(unit, handoverId), workerId: null, isReturn })));
  }
  return recorded;
}

/** Puts links of the chain on record, in the file of each child. */
export async function recordLinks(unit: UnitOfWork, links: readonly ChainLink[]): Promise<Operation[]> {
  const byChild = Map.groupBy(links, (link) => link.childId);
  return record(unit, [...byChild].map(([childId, own]) => ({ kind: 'handover.linked', childId, body: { links: own } })));
}

function newlyTaken(before: CustodyState, after: CustodyState): TakenChild[] {
  return rowsOf<Uuid, Incoming>(after.incoming)
    .filter(([handoverId, row]) => row.status === 'taken' && before.incoming[handoverId]?.status !== 'taken')
    .flatMap(([handoverId, row]) => row.group.map(({ childId }) => ({ childId, handoverId, isReturn: before.custody[childId] !== undefined })))
    .filter(({ childId, handoverId }) => after.custody[childId]?.handoverId === handoverId);
}

/** Children whom this node holds by what a peer told it after a restore: their files come back as copies. */
const newlyHeld = (before: CustodyState, after: CustodyState): TakenChild[] =>
  rowsOf<ChildId, CustodyRecord>(after.custody)
    .filter(([childId, record]) => record.status === 'hold' && before.custody[childId]?.status !== 'hold')
    .map(([childId, { handoverId }]) => ({ childId, handoverId, isReturn: before.custody[childId] !== undefined }));

export interface OwedMessages {
  readonly entries: readonly OutboxEntry[];
  /** The children a message is about. */
  childrenOf(entry: OutboxEntry): ChildId[];
}

/** The messages this node owes, for a part of its state or for all of it (R13): derived, never remembered. */
export async function owedMessages(unit: UnitOfWork, seeds: SliceSeeds): Promise<OwedMessages> {
  const state = await loadCustody(unit, seeds);
  const owed = outboxOf(state);
  const tracked = owed.flatMap(({ message }) => (message.type === 'TRACK' ? message.group.map(({ childId }) => childId) : []));
  const trackings = await trackingsOf(unit, tracked);
  return {
    entries: gateTracking(owed, (childId) => trackings.get(childId) ?? openTracking, state.peers),
    childrenOf: ({ message }) => {
      if ('childId' in message) return [message.childId];
      if (!('handoverId' in message)) return [];
      const group = 'group' in message ? message.group : (state.outgoing[message.handoverId] ?? state.incoming[message.handoverId])?.group;
      return (group ?? []).map(({ childId }) => childId);
    },
  };
}

/** The children about whom something may be owed after a recorded step; null when it may be about anyone. */
export function childrenOfStep({ changes }: StateChanged): ChildId[] | null {
  if (changes.node !== null || Object.keys(changes.peers).length > 0) return null;
  const handovers = [...Object.values<Outgoing | Incoming | null>(changes.outgoing), ...Object.values<Outgoing | Incoming | null>(changes.incoming)];
  const named = [...Object.keys(changes.custody), ...Object.keys(changes.intakes), ...Object.keys(changes.witnessed)] as ChildId[];
  return [...new Set([...named, ...handovers.flatMap((row) => row?.group.map(({ childId }) => childId) ?? [])])];
}
