import type { NodeId, Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { CustodyCommand } from './commands.ts';
import { whyNotAllFree, whyNotNew } from './guards.ts';
import { childrenOf, endingFor, isLive, type CustodyState, type Outgoing } from './state.ts';
import type { RuleSwitches } from './switches.ts';
import { moveOutgoing, withOutgoing } from './update.ts';

type OfferCommand = Extract<CustodyCommand, { kind: 'offer' }>;
type OfferNextCommand = Extract<CustodyCommand, { kind: 'offer-next' }>;

/**
 * Offers a group to one receiver; the children are bound until it ends. A forced offer announces children who are
 * already on their way. A return is simply an offer to `custody[childId].previous`.
 * Refuses `receiver-is-self`, `not-found` (no such peer), `already-done` (identifier used), `input-invalid` (empty or
 * repeated children), `child-not-held`, `child-closed`, `child-in-handover`.
 */
export function offer(state: CustodyState, command: OfferCommand, rules: RuleSwitches): Result<CustodyState> {
  const refusal = whyNotNew(state, command.handoverId, command.childIds, command.to)
    ?? whyNotAllFree(state, command.childIds, command.parallel, rules);
  if (refusal) return refusal;
  const offered: Outgoing = {
    to: command.to,
    group: command.childIds.map((childId) => ({ childId, epoch: state.custody[childId]!.epoch + 1 })),
    mode: command.mode,
    status: 'offered',
    parallel: command.parallel,
    thenTo: command.thenTo.filter((node) => node !== state.self && node !== command.to),
    ending: null,
    revision: 0,
  };
  return succeed(withOutgoing(state, [[command.handoverId, offered]]));
}

/**
 * Whom to ask after an offer ended without custody moving: the node the receiver pointed to, else the next in order;
 * null when the offer has not ended so, or nobody is left (the supervisor decides then).
 * @param passOver nodes that may not be asked, because no agreement covers it or a lock forbids it
 */
export function nextReceiver(state: CustodyState, ended: Outgoing, passOver: readonly NodeId[] = []): NodeId | null {
  if (ended.mode === 'pull' || ended.mode === 'succession' || (ended.status !== 'declined' && ended.status !== 'withdrawn')) return null;
  const redirect = ended.ending?.redirect;
  const inOrder = redirect && redirect !== state.self ? [redirect, ...ended.thenTo] : ended.thenTo;
  return inOrder.find((node) => !passOver.includes(node)) ?? null;
}

/**
 * Offers the group of an ended offer to its next receiver; the rest of the order moves to the new offer, so that the
 * old one cannot be continued twice. The caller checks which receivers an agreement covers and passes over the others.
 * Refuses `handover-not-open` when it has not ended or nobody is left, and as `offer`.
 */
export function offerNext(state: CustodyState, { handoverId, newHandoverId, passOver }: OfferNextCommand, rules: RuleSwitches): Result<CustodyState> {
  const ended = state.outgoing[handoverId];
  const to = ended ? nextReceiver(state, ended, passOver) : null;
  if (!ended || ended.mode === 'pull' || ended.mode === 'succession' || to === null) return refuse('handover-not-open', { handoverId });
  const offered = offer(state, {
    kind: 'offer', handoverId: newHandoverId, childIds: childrenOf(ended.group), to,
    mode: ended.mode, parallel: ended.parallel, thenTo: ended.thenTo,
  }, rules);
  if (!offered.ok) return offered;
  const ending = ended.ending && { ...ended.ending, redirect: null };
  return succeed(withOutgoing(offered.value, [[handoverId, { ...ended, thenTo: [], ending }]]));
}

/**
 * Ends an own offer; needs nobody's leave, and never works after the commit (R6).
 * Refuses `handover-not-open`.
 */
export function withdraw(state: CustodyState, handoverId: Uuid, reason: 'withdrawn' | 'expired'): Result<CustodyState> {
  const open = state.outgoing[handoverId];
  if (!open || !isLive(open)) return refuse('handover-not-open', { handoverId });
  return succeed(withOutgoing(state, [[handoverId, moveOutgoing(open, 'withdrawn', endingFor(reason))]]));
}
