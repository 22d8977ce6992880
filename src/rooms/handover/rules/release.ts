import type { Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { whyNotAllFree } from './guards.ts';
import { childrenOf, endingFor, isLost, type CustodyRecord, type CustodyState, type Outgoing } from './state.ts';
import type { RuleSwitches } from './switches.ts';
import { liveOffersTouching, moveOutgoing, withCustody, withdrawOffers, withOutgoing } from './update.ts';

/** The one moment at which authority moves: every child of the group passes on in the same step (R11). */
function release(state: CustodyState, handoverId: Uuid, outgoing: Outgoing): CustodyState {
  const passed = outgoing.group.map(({ childId, epoch }) => {
    const record: CustodyRecord = {
      ...state.custody[childId]!, status: 'past', epoch, pointer: outgoing.to, previous: state.self, handoverId, encumberedBy: null,
    };
    return [childId, record] as const;
  });
  return withCustody(withOutgoing(state, [[handoverId, moveOutgoing(outgoing, 'committed')]]), passed);
}

/**
 * Commits an accepted offer: the receiver becomes the custodian; other live offers that touch the children end.
 * Refuses `handover-not-open` (not agreed), `child-not-held`, `child-disputed`, `state-changed` (made in another epoch, R24).
 */
export function commit(state: CustodyState, handoverId: Uuid, rules: RuleSwitches): Result<CustodyState> {
  const agreed = state.outgoing[handoverId];
  const isOpen = agreed?.status === 'agreed' || (!rules.withdrawalIsFinal && agreed?.status === 'withdrawn');
  if (!agreed || !isOpen) return refuse('handover-not-open', { handoverId });
  for (const { childId, epoch } of agreed.group) {
    const record = state.custody[childId];
    if (!record || !(agreed.mode === 'succession' ? isLost(state, record) : record.status === 'hold')) return refuse('child-not-held', { childId });
    if (state.disputed?.has(childId)) return refuse('child-disputed', { childId });
    if (rules.offerBoundToEpoch && record.epoch + 1 !== epoch) return refuse('state-changed', { childId });
  }
  const rivals = liveOffersTouching(state, childrenOf(agreed.group)).filter(([rivalId]) => rivalId !== handoverId);
  return succeed(release(withdrawOffers(state, rivals, 'superseded'), handoverId, agreed));
}

/**
 * Grants a request: commits at once, since the requester's acceptance came with it; the epochs are assigned now.
 * Refuses `handover-not-open` (not requested), `child-not-held`, `child-closed`, `child-in-handover` (withdraw the offer first).
 */
export function grant(state: CustodyState, handoverId: Uuid, rules: RuleSwitches): Result<CustodyState> {
  const requested = state.outgoing[handoverId];
  if (requested?.status !== 'requested') return refuse('handover-not-open', { handoverId });
  const refusal = whyNotAllFree(state, childrenOf(requested.group), false, rules);
  if (refusal) return refusal;
  const group = requested.group.map(({ childId }) => ({ childId, epoch: state.custody[childId]!.epoch + 1 }));
  return succeed(release(state, handoverId, { ...requested, group }));
}

/** Refuses a request; the requester is told. Refuses `handover-not-open`. */
export function refuseRequest(state: CustodyState, handoverId: Uuid): Result<CustodyState> {
  const requested = state.outgoing[handoverId];
  if (requested?.status !== 'requested') return refuse('handover-not-open', { handoverId });
  return succeed(withOutgoing(state, [[handoverId, moveOutgoing(requested, 'withdrawn', endingFor('refused'))]]));
}

/** Forgets an acknowledged handover; the custody records stay as tombstones (R8). Refuses `handover-not-open`. */
export function purge(state: CustodyState, handoverId: Uuid): Result<CustodyState> {
  if (state.outgoing[handoverId]?.status !== 'acknowledged') return refuse('handover-not-open', { handoverId });
  return succeed(withOutgoing(state, [[handoverId, null]]));
}
