import type { MessageOf } from './messages.ts';
import { endingFor, haveSameEpochs, type CustodyRecord, type CustodyState } from './state.ts';
import { settleWithLost } from './succession.ts';
import type { RuleSwitches } from './switches.ts';
import { moveIncoming, withIncoming, withKnowledge } from './update.ts';

/* What the receiver of a handover does with the sender's messages. */

/** Proposed to the duty officer; declined as stale when a newer custody of any of the children is known here. */
export function receiveOffer(state: CustodyState, { handoverId, from, group, mode }: MessageOf<'OFFER'>): CustodyState {
  if (state.incoming[handoverId]) return state;
  const isStale = group.some(({ childId, epoch }) => (state.custody[childId]?.epoch ?? -1) >= epoch);
  return withIncoming(state, handoverId, {
    from, group, mode, revision: 0, ...(isStale ? { status: 'declined', ending: endingFor('stale') } : { status: 'proposed', ending: null }),
  });
}

/**
 * The sender has released the children to us: taken, each child whose epoch is newer than what is known here (R3). A
 * withdrawal blocks it (R6), a local refusal does not (R19). A commit that brings nothing new is acknowledged in any
 * case (R27): custody is where it says or further on, and its sender must be able to end it. A repeated one only asks for
 * the ACK again.
 */
export function receiveCommit(state: CustodyState, message: MessageOf<'COMMIT'>, rules: RuleSwitches): CustodyState {
  const { handoverId, from, group } = message;
  const known = state.incoming[handoverId];
  if (known && known.from !== from) return state;
  const isRepeated = known?.status === 'taken' && (!rules.epochsMustMatch || haveSameEpochs(known.group, group));
  if (isRepeated) return withIncoming(state, handoverId, moveIncoming(known, 'taken'));

  const news = group.filter(({ childId, epoch }) => !rules.commitMustBeNewer || (state.custody[childId]?.epoch ?? -1) < epoch);
  const isBlocked = known?.status === 'withdrawn' || (known?.status === 'declined' && !rules.commitBeatsDecline);
  if (rules.withdrawalIsFinal && isBlocked && (news.length > 0 || !rules.pastCommitAcknowledged)) return state;
  const held = news.map(({ childId, epoch, origin }) => [childId, {
    status: 'hold', epoch, pointer: state.self, previous: from, handoverId, origin, encumberedBy: null, closed: false,
  } satisfies CustodyRecord] as const);
  const taken = withIncoming(withKnowledge(state, new Map(held)), handoverId, {
    from, group: group.map(({ childId, epoch }) => ({ childId, epoch })), mode: known?.mode ?? 'push', status: 'taken', ending: null,
    revision: (known?.revision ?? -1) + 1,
  });
  return known?.mode === 'succession' ? settleWithLost(taken, held.map(([childId]) => childId)) : taken;
}

/** The sender has withdrawn. One that overtakes its offer is remembered, so that the late offer is dead. */
export function receiveWithdraw(state: CustodyState, { handoverId, from, ending }: MessageOf<'WITHDRAW'>): CustodyState {
  const known = state.incoming[handoverId];
  if (!known) return withIncoming(state, handoverId, { from, group: [], mode: 'push', status: 'withdrawn', ending, revision: 0 });
  const isOpen = known.status === 'proposed' || known.status === 'accepted' || known.status === 'retracting';
  return known.from === from && isOpen ? withIncoming(state, handoverId, moveIncoming(known, 'withdrawn', ending)) : state;
}
