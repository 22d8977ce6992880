import { decideCustody, isIntakeSafe, isLive, rowsOf, type CustodyCommand, type CustodyState } from '#rooms/handover/rules.ts';
import { originOf, witnessesOf, type Configuration } from './configuration.ts';
import { childId, handoverId, indexOf, indexOfNode, nodeId } from './identifiers.ts';
import { flawedSteps, spoil, type Step } from './wrong-designs.ts';

/** What the whole system still allows: the next handover's number, and what is left of the bounds. */
export interface Allowance {
  readonly nextHandover: number;
  readonly mayRequest: boolean;
}

/** Every step that the kernel does not refuse; registrations are included where the child is unknown. */
export function stepsOf(configuration: Configuration, state: CustodyState, allowance: Allowance): Step[] {
  if (state.mode !== 'up' && !configuration.registers) return [];
  const commands = [...openingsOf(configuration, state, allowance), ...answersOf(configuration, state)];
  const steps = commands.flatMap((command): Step[] => {
    const decided = decideCustody(state, command, configuration.rules);
    if (!decided.ok) return [];
    return [{
      label: `${state.self}.${command.kind} ${JSON.stringify(command)}`, after: spoil(configuration, decided.value, state), kind: command.kind,
      child: command.kind === 'register' ? indexOf(command.childId) : -1,
      accepts: command.kind === 'accept' || command.kind === 'request' ? indexOf(command.handoverId) : -1,
    }];
  });
  return state.mode === 'up' ? [...steps, ...flawedSteps(configuration, state)] : steps;
}

const others = ({ nodes }: Configuration, state: CustodyState): number[] =>
  Array.from({ length: nodes }, (_, index) => index).filter((index) => index !== indexOfNode(state.self));

/** What people may begin: registrations, closures, offers, requests. */
export function openingsOf(configuration: Configuration, state: CustodyState, { nextHandover, mayRequest }: Allowance): CustodyCommand[] {
  const { children, closes, groups, handovers, parallel, registers } = configuration;
  const commands: CustodyCommand[] = [];
  for (let child = 0; child < children; child++) {
    if (registers && nodeId(originOf(configuration, child)) === state.self) {
      commands.push({ kind: 'register', childId: childId(child), witnesses: witnessesOf(configuration, child).map(nodeId) });
      const isWaiting = !isIntakeSafe(state, childId(child), configuration.witnesses);
      if (configuration.witnesses > 1 && isWaiting) for (const peer of others(configuration, state)) commands.push({ kind: 'ask-witness', childId: childId(child), witness: nodeId(peer) });
    }
    if (closes) commands.push({ kind: 'close', childId: childId(child) });
  }
  if (nextHandover >= handovers) return commands;
  for (const group of groups) for (const receiver of others(configuration, state)) {
    const opening = { handoverId: handoverId(nextHandover), childIds: group.map(childId), to: nodeId(receiver) };
    commands.push({ kind: 'offer', ...opening, mode: 'push', parallel, thenTo: [] });
    if (mayRequest) commands.push({ kind: 'request', ...opening });
  }
  return commands;
}

/** What people and timers may do about the handovers a node knows; the most willing answer stands first. */
export function answersOf({ purges, retracts, rules }: Configuration, state: CustodyState): CustodyCommand[] {
  const commands: CustodyCommand[] = [];
  for (const [handoverId, outgoing] of rowsOf(state.outgoing)) {
    if (outgoing.status === 'agreed' || (!rules.withdrawalIsFinal && outgoing.status === 'withdrawn')) commands.push({ kind: 'commit', handoverId });
    if (isLive(outgoing)) commands.push({ kind: 'withdraw', handoverId, reason: 'expired' });
    if (outgoing.status === 'requested') commands.push({ kind: 'grant', handoverId }, { kind: 'refuse', handoverId });
    if (purges && outgoing.status === 'acknowledged') commands.push({ kind: 'purge', handoverId });
  }
  for (const [handoverId, incoming] of rowsOf(state.incoming)) {
    if (incoming.status === 'proposed') {
      commands.push({ kind: 'accept', handoverId }, { kind: 'decline', handoverId, reason: 'no_capacity', redirect: null, canTake: [] });
    }
    if (retracts && incoming.status === 'accepted') commands.push({ kind: 'retract', handoverId });
  }
  return commands;
}
