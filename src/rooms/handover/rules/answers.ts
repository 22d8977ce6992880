import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { CustodyCommand } from './commands.ts';
import { whyNotNew } from './guards.ts';
import { endingFor, forcedDeclineReasons, includesChild, unassignedEpoch, type CustodyState, type Incoming } from './state.ts';
import { moveIncoming, withIncoming } from './update.ts';

type DeclineCommand = Extract<CustodyCommand, { kind: 'decline' }>;

/** Accepts a proposal. It binds: this node answers for the children until the sender decides (R5). Refuses `handover-not-open`. */
export function accept(state: CustodyState, handoverId: Uuid): Result<CustodyState> {
  const proposed = state.incoming[handoverId];
  if (proposed?.status !== 'proposed') return refuse('handover-not-open', { handoverId });
  return succeed(withIncoming(state, handoverId, moveIncoming(proposed, 'accepted')));
}

/**
 * Declines a proposal, perhaps with a counter-proposal of those who could be taken. Children already brought to this
 * country can be refused for three reasons only; lack of room is not one (protocol section 8).
 * Refuses `handover-not-open`; `input-invalid` with `field` `reason`, `redirect` or `canTake`.
 */
export function decline(state: CustodyState, command: DeclineCommand): Result<CustodyState> {
  const { handoverId, reason, redirect, canTake } = command;
  const proposed = state.incoming[handoverId];
  if (proposed?.status !== 'proposed') return refuse('handover-not-open', { handoverId });
  const isForced = proposed.mode === 'forced';
  if (isForced && !forcedDeclineReasons.some((allowed) => allowed === reason)) return refuse('input-invalid', { field: 'reason' });
  if ((reason === 'redirect') !== (redirect !== null) || redirect === state.self) return refuse('input-invalid', { field: 'redirect' });
  if (!isCounterProposal(proposed, canTake) || (isForced && canTake.length > 0)) return refuse('input-invalid', { field: 'canTake' });
  return succeed(withIncoming(state, handoverId, moveIncoming(proposed, 'declined', endingFor(reason, redirect, canTake))));
}

/** None, or some but not all of the group, each once: all of it would be an acceptance. */
const isCounterProposal = (proposed: Incoming, canTake: readonly ChildId[]): boolean =>
  new Set(canTake).size === canTake.length
  && canTake.length < Math.max(proposed.group.length, 1)
  && canTake.every((childId) => includesChild(proposed.group, childId));

/** Asks the sender to be let off an acceptance or a request; until it answers, we stay answerable. Refuses `handover-not-open`. */
export function retract(state: CustodyState, handoverId: Uuid): Result<CustodyState> {
  const accepted = state.incoming[handoverId];
  if (accepted?.status !== 'accepted') return refuse('handover-not-open', { handoverId });
  return succeed(withIncoming(state, handoverId, moveIncoming(accepted, 'retracting')));
}

/**
 * Asks the presumed custodian for children who are in front of us: an acceptance given in advance.
 * Refuses `receiver-is-self`, `not-found`, `already-done` (identifier used, or a child is held here), `input-invalid`.
 */
export function request(state: CustodyState, handoverId: Uuid, childIds: readonly ChildId[], to: NodeId): Result<CustodyState> {
  const refusal = whyNotNew(state, handoverId, childIds, to);
  if (refusal) return refusal;
  const held = childIds.find((childId) => state.custody[childId]?.status === 'hold');
  if (held !== undefined) return refuse('already-done', { childId: held });
  return succeed(withIncoming(state, handoverId, {
    from: to, group: childIds.map((childId) => ({ childId, epoch: unassignedEpoch })), mode: 'pull', status: 'accepted', ending: null, revision: 0,
  }));
}
