import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Result } from '#kernel/result.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import { accept, decline, deliver, grant, offer, request, withdraw } from '#rooms/handover/index.ts';
import { rowsOf, type CustodyState } from '#rooms/handover/rules.ts';
import { refuseRequested, retract } from '#rooms/handover/service/answer.ts';
import { someOverride, somePlan } from '#test/support/small-corridor.ts';

/** Something that a worker may do now: the verb of the product and what is said with it. */
export interface Act {
  readonly name: string;
  readonly verb: unknown;
  readonly input: Readonly<Record<string, unknown>>;
}

export type Run = (verb: Verb<never, unknown>, input: unknown) => Promise<Result<unknown>>;

const deliveryAt = (at: string) => ({ at, place: 'Tapachula', deliveredBy: 'Ana', receivedBy: 'Luz', condition: 'bien' });
const act = (name: string, verb: unknown, input: Act['input']): Act => ({ name, verb, input });

/** What is open at a node and waits for somebody's word; the most willing answers when nothing is drawn. */
export function answersAt(state: CustodyState, now: string, team: Uuid, draw: () => number = () => 0.5): Act[] {
  const answers: Act[] = [];
  for (const [handoverId, { status }] of rowsOf<Uuid, CustodyState['outgoing'][Uuid]>(state.outgoing)) {
    if (status === 'agreed') answers.push(draw() < 0.08 ? act('withdraw', withdraw, { handoverId }) : act('deliver', deliver, { handoverId, delivery: deliveryAt(now) }));
    // what cannot be granted, since the child has gone on, is refused
    if (status === 'requested') answers.push(...(draw() < 0.2 ? [] : [act('grant', grant, { handoverId })]), act('refuse', refuseRequested, { handoverId }));
    if (status === 'offered' && draw() < 0.06) answers.push(act('withdraw', withdraw, { handoverId }));
  }
  for (const [handoverId, { status, mode }] of rowsOf<Uuid, CustodyState['incoming'][Uuid]>(state.incoming)) {
    if (status === 'proposed') {
      answers.push(draw() < 0.12 ? act('decline', decline, { handoverId, reason: mode === 'forced' ? 'not_in_territory' : 'no_capacity' }) : act('accept', accept, { handoverId, plan: somePlan, teamId: team }));
    }
    if (status === 'accepted' && draw() < 0.03) answers.push(act('retract', retract, { handoverId }));
  }
  return answers;
}

/** Something new: an offer of a whole group that is held here, or a request for one that is not. */
export function openingAt(state: CustodyState, groups: readonly (readonly ChildId[])[], peers: readonly NodeId[], draw: () => number): Act | null {
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(draw() * all.length)];
  const isPull = draw() < 0.2;
  const isHeld = (childId: ChildId) => state.custody[childId]?.status === 'hold';
  const group = pick(groups.filter((children) => children.length > 0 && children.every((childId) => (isPull ? !isHeld(childId) : isHeld(childId) && state.custody[childId]!.encumberedBy === null))));
  if (!group) return null;
  const known = state.custody[group[0]!]?.pointer;
  const to = isPull && known && draw() < 0.8 ? known : pick(peers)!;
  if (isPull) return act('request', request, { childIds: group, to, evidence: 'present', plan: somePlan });
  const fate = draw();
  const kind = fate < 0.1 ? { mode: 'forced', urgency: 'forced' } : fate < 0.25 ? { isParallel: true, urgency: 'planned' } : { urgency: 'planned' };
  return act(fate < 0.1 ? 'force' : 'offer', offer, { childIds: group, to, reason: 'care', plan: somePlan, ...someOverride, ...kind, ...(fate > 0.7 ? { thenTo: peers.filter((peer) => peer !== to).slice(0, 1) } : {}) });
}
