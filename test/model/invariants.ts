import { isAnswerable, rowsOf, type CustodyRecord, type CustodyState } from '#rooms/handover/rules.ts';
import { childId, indexOf, indexOfNode } from './identifiers.ts';

/** `absent`; `on-device`: registered, the device keeps its copy; `confirmed`: only the nodes have the child. */
export type Registration = 'absent' | 'on-device' | 'confirmed';

/** What the checker knows about the world beside the nodes' own states. */
export interface Situation {
  readonly registrations: readonly Registration[];
  readonly origins: readonly number[];
  readonly siblings: readonly (readonly number[])[];
  /** Whether the node ever accepted (or requested) that handover, as the world remembers it. */
  readonly hasAccepted: (node: number, handover: number) => boolean;
}

/** The first broken promise (protocol section 0), or null. */
export function findBroken(nodes: readonly CustodyState[], situation: Situation): string | null {
  const isRecovering = nodes.some((node) => node.mode === 'recovering');
  const places: (string | null)[] = [];
  for (const [child, registration] of situation.registrations.entries()) {
    places.push(null);
    if (registration === 'absent') continue;
    const holders = nodes.filter((node) => node.mode === 'up' && node.custody[childId(child)]?.status === 'hold');
    if (holders.length > 1) return `I1 two custodians of child ${child}: ${holders.map((node) => node.self).join()}`;
    if (isRecovering) continue;
    const isAnswered = registration === 'on-device' || nodes.some((node) => isAnswerable(node, childId(child)));
    if (!isAnswered) return `I2 nobody is answerable for child ${child}`;
    if (registration === 'on-device') continue;
    const place = placeOf(nodes, child);
    if (place.tokens.length !== 1) return `I3 child ${child} has ${place.tokens.length} custody tokens, not 1`;
    const broken = findFork(nodes, child) ?? findLostPointer(nodes, child, situation.origins[child]!, place.underWayTo) ?? findSurprise(holders, child, situation);
    if (broken) return broken;
    places[child] = place.tokens[0]!;
  }
  const split = situation.siblings.find((group) => new Set(group.map((child) => places[child])).size > 1 && group.every((child) => places[child]));
  return split ? `I6 siblings were split: ${split.map((child) => places[child]).join()}` : null;
}

/** Where the newest custody of a child is: held, or released and not yet taken. */
function placeOf(nodes: readonly CustodyState[], child: number): { tokens: string[]; underWayTo: Set<number> } {
  const newest = Math.max(...nodes.map((node) => node.custody[childId(child)]?.epoch ?? -1));
  const underWayTo = new Set<number>();
  for (const node of nodes) for (const [, { group, status, to }] of rowsOf(node.outgoing)) {
    const receiver = nodes[indexOfNode(to)]!.custody[childId(child)];
    const hasArrived = receiver?.status === 'hold' && receiver.epoch >= newest;
    if (status === 'committed' && !hasArrived && group.some((member) => member.childId === childId(child) && member.epoch === newest)) underWayTo.add(indexOfNode(to));
  }
  const held = nodes.filter((node) => node.mode === 'up' && isHeldAt(node.custody[childId(child)], newest)).map((node) => `held by ${node.self}`);
  return { tokens: [...held, ...[...underWayTo].map((node) => `under way to ${nodes[node]!.self}`)], underWayTo };
}

const isHeldAt = (record: CustodyRecord | undefined, epoch: number): boolean => record?.status === 'hold' && record.epoch === epoch;

function findFork(nodes: readonly CustodyState[], child: number): string | null {
  const custodians = new Map<number, string>();
  for (const node of nodes) {
    const record = node.custody[childId(child)];
    if (!record) continue;
    if ((custodians.get(record.epoch) ?? record.pointer) !== record.pointer) return `I4 epoch ${record.epoch} of child ${child} has two custodians`;
    custodians.set(record.epoch, record.pointer);
  }
  return null;
}

function findLostPointer(nodes: readonly CustodyState[], child: number, origin: number, underWayTo: ReadonlySet<number>): string | null {
  let at = origin;
  for (let hops = 0; hops <= nodes.length + 2; hops++) {
    const record = nodes[at]!.custody[childId(child)];
    if (record?.status === 'hold' || underWayTo.has(at)) return null;
    if (!record) break;
    at = indexOfNode(record.pointer);
  }
  return `I5 child ${child} cannot be reached from its origin`;
}

/** Stricter than custody/1 asks: the custodian has accepted the very handover by which it holds the child. */
function findSurprise(holders: readonly CustodyState[], child: number, { hasAccepted }: Situation): string | null {
  const surprised = holders.find((node) => {
    const by = node.custody[childId(child)]!.handoverId;
    return by !== null && !hasAccepted(indexOfNode(node.self), indexOf(by));
  });
  return surprised ? `I7 ${surprised.self} became custodian of child ${child} without accepting` : null;
}

/** Nothing is open: every node is up, every handover has ended, and the origin's pointer names the custodian. */
export function isSettled(nodes: readonly CustodyState[], { registrations, origins }: Pick<Situation, 'registrations' | 'origins'>): boolean {
  const isQuiet = nodes.every((node) => node.mode === 'up'
    && Object.values(node.outgoing).every(({ status }) => ['acknowledged', 'withdrawn', 'declined'].includes(status))
    && Object.values(node.incoming).every(({ status }) => ['taken', 'withdrawn', 'declined'].includes(status)));
  return isQuiet && registrations.every((registration, child) => {
    if (registration === 'absent') return true;
    const holders = nodes.filter((node) => node.custody[childId(child)]?.status === 'hold');
    return registration === 'confirmed' && holders.length === 1 && nodes[origins[child]!]!.custody[childId(child)]?.pointer === holders[0]!.self;
  });
}
