import { rowsOf, type CustodyCommand, type CustodyState, type GroupMember, type Message } from '#rooms/handover/rules.ts';
import { witnessesOf, type Configuration } from './configuration.ts';
import { childId, handoverId, indexOf, indexOfNode, nodeId } from './identifiers.ts';

/* The notation of the reference model, in which `traces.json` and `lock-step.json` are written. */

const childrenIn = (group: readonly GroupMember[]): number[] => group.map((member) => indexOf(member.childId));
const epochsIn = (group: readonly GroupMember[]): number[] => group.map((member) => member.epoch);

/** The step that delivers a message. */
export function deliveryNotation(message: Message): string {
  const heading = { inc: message.incarnation, ti: message.addresseeIncarnation };
  return `deliver ${message.type} ${message.from}->${message.to} ${JSON.stringify({ ...heading, ...contentNotation(message) })}`;
}

function contentNotation(message: Message): object {
  switch (message.type) {
    case 'OFFER': case 'COMMIT': return { h: indexOf(message.handoverId), cs: childrenIn(message.group), e: epochsIn(message.group) };
    case 'ACCEPT': return { h: indexOf(message.handoverId), cs: childrenIn(message.group), e: epochsIn(message.group), oinc: 0 };
    case 'ACK': return { h: indexOf(message.handoverId), e: epochsIn(message.group) };
    case 'DECLINE': case 'WITHDRAW': return { h: indexOf(message.handoverId) };
    case 'REQUEST': case 'RETRACT': return { h: indexOf(message.handoverId), cs: childrenIn(message.group) };
    case 'TRACK': return { cs: childrenIn(message.group), e: epochsIn(message.group), prev: indexOfNode(message.previous), hid: indexOf(message.handoverId) };
    case 'BEACON': case 'WITNESS': return { c: indexOf(message.childId) };
    case 'SYNC': return {};
    case 'SYNCR': return { forInc: message.forIncarnation, done: message.done ? 1 : 0, info: message.facts
      .map((fact) => [indexOf(fact.childId), fact.epoch, indexOfNode(fact.custodian), indexOfNode(fact.previous), fact.handoverId ? indexOf(fact.handoverId) : -1])
      .sort((one, other) => one[0]! - other[0]!) };
  }
}

/** One step of a trace: what is done, and at which node. A delivery is matched by its text. */
export type TraceStep =
  | { readonly kind: 'start' | 'delivery' }
  | { readonly kind: 'backup' | 'restore'; readonly node: number }
  | { readonly kind: 'drop'; readonly child: number }
  /** Null for a step that only a wrong design has. */
  | { readonly kind: 'command'; readonly node: number; readonly command: CustodyCommand | null };

export function parseStep(text: string, configuration: Configuration): TraceStep {
  if (text === 'init') return { kind: 'start' };
  if (text.startsWith('deliver ')) return { kind: 'delivery' };
  if (text.startsWith('device drops')) return { kind: 'drop', child: Number(text.split(' ').at(-1)) };
  const [, letter, verb, facts] = /^([A-E])\.(\w+) ?(.*)$/.exec(text)!;
  const node = indexOfNode(nodeId('ABCDE'.indexOf(letter!)));
  if (verb === 'backup') return { kind: 'backup', node };
  if (verb === 'RESTORE') return { kind: 'restore', node };
  return { kind: 'command', node, command: parseCommand(verb!, JSON.parse(facts!) as CommandFacts, configuration) };
}

interface CommandFacts { readonly h: number; readonly c: number; readonly cs: number[]; readonly to: number }

function parseCommand(verb: string, { h, c, cs, to }: CommandFacts, configuration: Configuration): CustodyCommand | null {
  switch (verb) {
    case 'register': return { kind: 'register', childId: childId(c), witnesses: witnessesOf(configuration, c).map(nodeId) };
    case 'offer': return { kind: 'offer', handoverId: handoverId(h), childIds: cs.map(childId), to: nodeId(to), mode: 'push', parallel: false, thenTo: [] };
    case 'request': return { kind: 'request', handoverId: handoverId(h), childIds: [childId(c)], to: nodeId(to) };
    case 'decline': return { kind: 'decline', handoverId: handoverId(h), reason: 'no_capacity', redirect: null, canTake: [] };
    case 'withdraw': return { kind: 'withdraw', handoverId: handoverId(h), reason: 'withdrawn' };
    case 'accept': case 'commit': case 'grant': case 'refuse': case 'purge': return { kind: verb, handoverId: handoverId(h) };
    default: return null;
  }
}

/** Everything that the reference model keeps of a node, in one line. */
export function nodeNotation(state: CustodyState): string {
  const part = (name: string, rows: string[]): string[] => (rows.length === 0 ? [] : [`${name} ${rows.sort().join(', ')}`]);
  // a release issued again lists its children by their identifiers, which real nodes draw at random
  const groupText = (group: readonly GroupMember[]): string => group.map((member) => `${member.childId}@${member.epoch}`).toSorted().join('+');
  return [
    `${state.self}${state.incarnation} ${state.mode}`,
    ...part('peers', rowsOf(state.peers).map(([node, { fence, synced, done }]) => `${node}${fence}${synced ? ' synced' : ''}${done ? ' done' : ''}`)),
    ...part('custody', rowsOf(state.custody).map(([child, row]) =>
      `${child} ${row.status}@${row.epoch} of ${row.pointer} from ${row.previous} by ${row.handoverId ?? '-'}${row.encumberedBy ? ` bound ${row.encumberedBy}` : ''}${row.closed ? ' closed' : ''}`)),
    ...part('outgoing', rowsOf(state.outgoing).map(([id, row]) => `${id} to ${row.to} ${row.status} ${groupText(row.group)}`)),
    ...part('incoming', rowsOf(state.incoming).map(([id, row]) => `${id} from ${row.from} ${row.mode} ${row.status} ${groupText(row.group)}`)),
    ...part('witnessed here', Object.keys(state.witnessed)),
    ...part('intakes witnessed', rowsOf(state.intakes).filter(([, row]) => row.witnessedBy.length > 0).map(([child]) => child)),
  ].join(' | ');
}
