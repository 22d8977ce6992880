import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { refuse } from '#kernel/result.ts';
import { isLive, type CustodyState } from './state.ts';
import { outgoingOf } from './update.ts';
import type { RuleSwitches } from './switches.ts';

type Refusal = ReturnType<typeof refuse>;

/** How many receivers may be asked for one child at once, so that they are not made to prepare in vain (R4). */
const mostParallelOffers = 3;

/**
 * Why a child may not be offered, released or closed now: `child-not-held`, `child-closed`, `child-disputed`, `child-in-handover`;
 * null when it may. Needs the child's record and the live offers that touch it.
 * @param parallel the new offer is flagged as one of several
 */
export function whyNotFree(state: CustodyState, childId: ChildId, parallel: boolean, rules: RuleSwitches): Refusal | null {
  const record = state.custody[childId];
  if (record?.status !== 'hold') return refuse('child-not-held', { childId });
  if (record.closed) return refuse('child-closed', { childId });
  if (state.disputed?.has(childId)) return refuse('child-disputed', { childId });
  if (!rules.oneOfferPerChild || record.encumberedBy === null) return null;
  const live = outgoingOf(state, childId).filter(([, outgoing]) => isLive(outgoing));
  const mayJoin = parallel && live.length < mostParallelOffers && live.every(([, outgoing]) => outgoing.parallel);
  return mayJoin ? null : refuse('child-in-handover', { childId });
}

/** The first refusal among several children, or null. */
export function whyNotAllFree(state: CustodyState, childIds: readonly ChildId[], parallel: boolean, rules: RuleSwitches): Refusal | null {
  for (const childId of childIds) {
    const refusal = whyNotFree(state, childId, parallel, rules);
    if (refusal) return refusal;
  }
  return null;
}

/** Why a new handover cannot be opened under this identifier with this group and counterpart, or null. */
export function whyNotNew(state: CustodyState, handoverId: Uuid, childIds: readonly ChildId[], counterpart: NodeId): Refusal | null {
  if (counterpart === state.self) return refuse('receiver-is-self');
  if (!state.peers[counterpart]) return refuse('not-found', { node: counterpart });
  if (state.outgoing[handoverId] ?? state.incoming[handoverId]) return refuse('already-done', { handoverId });
  if (childIds.length === 0 || new Set(childIds).size < childIds.length) return refuse('input-invalid', { field: 'childIds' });
  return null;
}
