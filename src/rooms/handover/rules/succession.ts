import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { CustodyCommand } from './commands.ts';
import { whyNotNew } from './guards.ts';
import type { CommittedMember, Fact } from './messages.ts';
import { commit } from './release.ts';
import {
  childrenOf, endingFor, rowsOf, type CustodyRecord, type CustodyState, type Incoming, type Outgoing,
} from './state.ts';
import type { RuleSwitches } from './switches.ts';
import { liveOffersTouching, moveIncoming, moveOutgoing, withCustody, withIncoming, withKnowledge, withOutgoing } from './update.ts';

/*
 * A node that is lost for ever leaves custody that nobody can release. Once it is decommissioned everywhere, and every active node
 * has said what it knows of its children, the root of its country appoints who follows: an offer in the place of the lost node, in
 * its own next epoch. The successor's acceptance comes before it (I7), the epoch rises by one (I4), and the lost node's own words are
 * void by then (R1), so that it cannot have moved the child behind the root's back.
 */

/**
 * Offers children of a lost node to a successor. Refuses `state-changed` (the node is active still), `child-not-held` (its custodian
 * is another one), `child-in-handover` (somebody has been asked), and as every new handover.
 */
export function appoint(state: CustodyState, { handoverId, childIds, to, lost }: Extract<CustodyCommand, { kind: 'appoint' }>): Result<CustodyState> {
  const refusal = whyNotNew(state, handoverId, childIds, to);
  if (refusal) return refusal;
  if (lost === state.self || state.peers[lost]) return refuse('state-changed', { node: lost });
  for (const childId of childIds) {
    const record = state.custody[childId];
    if (record?.status !== 'past' || record.pointer !== lost) return refuse('child-not-held', { childId });
    if (liveOffersTouching(state, [childId]).length > 0) return refuse('child-in-handover', { childId });
  }
  const group = childIds.map((childId) => ({ childId, epoch: state.custody[childId]!.epoch + 1 }));
  return succeed(withOutgoing(state, [[handoverId, { to, group, mode: 'succession', status: 'offered', parallel: false, thenTo: [], ending: null, revision: 0 }]]));
}

/** The successor has accepted: nobody is there who could still deliver, so it is responsible from this step on. */
export function confirmAppointment(agreed: CustodyState, handoverId: Uuid, rules: RuleSwitches): CustodyState {
  const committed = commit(agreed, handoverId, rules);
  if (committed.ok) return settleWithLost(committed.value, childrenOf(agreed.outgoing[handoverId]!.group));
  return withOutgoing(agreed, [[handoverId, moveOutgoing(agreed.outgoing[handoverId]!, 'withdrawn', endingFor('superseded'))]]);
}

/** What another node knows of children of the lost one, for the root: the higher epoch wins. */
export function learnOfLost(state: CustodyState, facts: readonly Fact[]): CustodyState {
  const records = new Map<ChildId, CustodyRecord>();
  for (const { childId, epoch, custodian, previous, handoverId, origin } of facts) {
    if (custodian === state.self || (records.get(childId)?.epoch ?? state.custody[childId]?.epoch ?? -1) >= epoch) continue;
    records.set(childId, { status: 'past', epoch, pointer: custodian, previous, handoverId, origin, encumberedBy: null, closed: false });
  }
  return withKnowledge(state, records);
}

/** Who follows a lost node for these children, as the root has signed it. */
export interface Successor {
  readonly root: NodeId;
  readonly successor: NodeId;
  readonly handoverId: Uuid;
  readonly group: readonly CommittedMember[];
}

/** A node that pointed to the lost one now points to its successor. Only forward in epochs (R9), never against our own custody. */
export function learnSuccession(state: CustodyState, { root, successor, handoverId, group }: Successor): CustodyState {
  const learnt = group.flatMap(({ childId, epoch, origin }) => {
    const known = state.custody[childId];
    if (known && (known.status === 'hold' || known.epoch >= epoch)) return [];
    const record: CustodyRecord = { status: 'past', epoch, pointer: successor, previous: root, handoverId, origin: known?.origin ?? origin, encumberedBy: null, closed: false };
    return [[childId, record] as const];
  });
  return settleWithLost(withCustody(state, learnt), group.map(({ childId }) => childId));
}

/**
 * What was under way with the lost node ends once each of its children is known in a later epoch: a release that it never
 * acknowledged, an offer of it that was accepted. Until then whoever was bound stays answerable.
 */
export function settleWithLost(state: CustodyState, childIds: readonly ChildId[]): CustodyState {
  const isGone = (node: NodeId) => node !== state.self && !state.peers[node];
  const touches = ({ group }: Outgoing | Incoming) => group.some(({ childId }) => childIds.includes(childId));
  const isPast = ({ group }: Outgoing | Incoming, least: number) => group.every(({ childId, epoch }) => (state.custody[childId]?.epoch ?? -1) >= epoch + least);
  const released = rowsOf<Uuid, Outgoing>(state.outgoing).filter(([, row]) => row.status === 'committed' && isGone(row.to) && touches(row) && isPast(row, 1));
  const settled = withOutgoing(state, released.map(([handoverId, row]) => [handoverId, moveOutgoing(row, 'acknowledged')] as const));
  return rowsOf<Uuid, Incoming>(state.incoming)
    .filter(([, row]) => (row.status === 'proposed' || row.status === 'accepted' || row.status === 'retracting') && isGone(row.from) && touches(row) && isPast(row, 0))
    .reduce((before, [handoverId, row]) => withIncoming(before, handoverId, moveIncoming(row, 'withdrawn', endingFor('superseded'))), settled);
}

