import { admitPeer, emptyState, type CustodyState } from '#rooms/handover/rules.ts';
import { originOf, witnessesOf, type Configuration } from './configuration.ts';
import { childId, nodeId } from './identifiers.ts';

/** The nodes at the start: all know each other; unless children register during the run, each is held and witnessed. */
export function startingNodes(configuration: Configuration): CustodyState[] {
  const { nodes, children, registers } = configuration;
  const indexes = Array.from({ length: nodes }, (_, index) => index);
  const states = indexes.map((index) =>
    indexes.filter((other) => other !== index).reduce((state, other) => admitPeer(state, nodeId(other), 0), emptyState(nodeId(index), 0)));
  if (registers) return states;
  for (let child = 0; child < children; child++) {
    const origin = originOf(configuration, child);
    const witnesses = witnessesOf(configuration, child);
    const self = nodeId(origin);
    states[origin] = {
      ...states[origin]!,
      custody: {
        ...states[origin]!.custody,
        [childId(child)]: { status: 'hold', epoch: 0, pointer: self, previous: self, handoverId: null, origin: self, encumberedBy: null, closed: false },
      },
      intakes: { ...states[origin]!.intakes, [childId(child)]: { asked: witnesses.map(nodeId), witnessedBy: witnesses.map(nodeId) } },
    };
    for (const witness of witnesses) {
      states[witness] = { ...states[witness]!, witnessed: { ...states[witness]!.witnessed, [childId(child)]: self } };
    }
  }
  return states;
}
