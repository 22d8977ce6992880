import type { NodeId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import {
  decideCustody, outboxOf, receiveMessage, type CustodyCommand, type CustodyState, type Message, type MessageOf, type MessageType, type OutboxEntry,
} from '#rooms/handover/rules.ts';
import { configure, type Configuration } from './configuration.ts';
import { childId, handoverId, nodeId } from './identifiers.ts';
import { startingNodes } from './world.ts';

/* Short words for unit tests of the kernel: nodes A, B and C; A holds c0 and c1 (siblings) unless told otherwise. */

export const [A, B, C] = [nodeId(0), nodeId(1), nodeId(2)];
export const [c0, c1, c2] = [childId(0), childId(1), childId(2)];
export const [h0, h1, h2, h3] = [handoverId(0), handoverId(1), handoverId(2), handoverId(3)];

export const startABC = (differences: Partial<Configuration> = {}): [CustodyState, CustodyState, CustodyState] =>
  startingNodes(configure('unit', { children: 2, groups: [[0, 1]], ...differences })) as [CustodyState, CustodyState, CustodyState];

/** The state after a command; throws when it is refused. */
export const after = (state: CustodyState, ...commands: CustodyCommand[]): CustodyState =>
  commands.reduce((current, command) => valueOf(decideCustody(current, command)), state);

/** The code with which a command is refused, or null. */
export function refusalOf(state: CustodyState, command: CustodyCommand): string | null {
  const decided = decideCustody(state, command);
  return decided.ok ? null : decided.problem.code;
}

/** The state after a message; throws when it is refused. */
export function told(state: CustodyState, message: Message): CustodyState {
  const reception = receiveMessage(state, message);
  if (reception.outcome === 'refused') throw new Error(`refused: ${reception.code}`);
  return reception.state;
}

export const entriesOf = (state: CustodyState, type: MessageType, to?: NodeId): OutboxEntry[] =>
  outboxOf(state).filter(({ message }) => message.type === type && (to === undefined || message.to === to));

/** The one message of a type that the node owes; throws unless there is exactly one. */
export function owed<Type extends MessageType>(state: CustodyState, type: Type, to?: NodeId): MessageOf<Type> {
  const entries = entriesOf(state, type, to);
  if (entries.length !== 1) throw new Error(`${entries.length} messages ${type}`);
  return entries[0]!.message as MessageOf<Type>;
}

export const offerTo = (to: NodeId, differences: Partial<Extract<CustodyCommand, { kind: 'offer' }>> = {}): CustodyCommand =>
  ({ kind: 'offer', handoverId: h0, childIds: [c0, c1], to, mode: 'push', parallel: false, thenTo: [], ...differences });
export const declineOf = (differences: Partial<Extract<CustodyCommand, { kind: 'decline' }>> = {}): CustodyCommand =>
  ({ kind: 'decline', handoverId: h0, reason: 'no_capacity', redirect: null, canTake: [], ...differences });

/** A and B after B accepted the group that A offered; A knows it. */
export function agreed(differences: Parameters<typeof offerTo>[1] = {}): [CustodyState, CustodyState, CustodyState] {
  const [a, b, c] = startABC();
  const offering = after(a, offerTo(B, differences));
  const accepting = after(told(b, owed(offering, 'OFFER')), { kind: 'accept', handoverId: h0 });
  return [told(offering, owed(accepting, 'ACCEPT')), accepting, c];
}

/** A and B after A committed and B took the group; A has not seen the acknowledgement. */
export function taken(): [CustodyState, CustodyState, CustodyState] {
  const [a, b, c] = agreed();
  const committed = after(a, { kind: 'commit', handoverId: h0 });
  return [committed, told(b, owed(committed, 'COMMIT')), c];
}
