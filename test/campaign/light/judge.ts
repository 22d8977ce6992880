import type { ChildId } from '#kernel/identifier.ts';
import type { Verdict } from '../judge.ts';
import type { LightNode } from './node.ts';
import { nodeName, type LightWorld } from './world.ts';

const openOutgoing = new Set(['offered', 'agreed', 'requested', 'committed']);

const isUp = ({ database }: LightNode): boolean => database.node.get('node')!.mode === 'up';
const holds = ({ database }: LightNode, childId: ChildId): boolean => database.custody.get(childId)?.status === 'hold';

/** Who must act for the children of open handovers at a node, by child: those who accepted, and those who wait for the receipt. */
function answeredAt(nodes: readonly LightNode[]): Set<ChildId> {
  const answered = new Set<ChildId>();
  for (const { database } of nodes) for (const handoverId of database.openSince.keys()) {
    const outgoing = database.outgoing.get(handoverId);
    const incoming = database.incoming.get(handoverId);
    if (outgoing?.status === 'committed') for (const { childId } of outgoing.group) answered.add(childId);
    if (incoming?.status === 'accepted' || incoming?.status === 'retracting') for (const { childId } of incoming.group) answered.add(childId);
  }
  return answered;
}

/** What must hold at every instant (I1, I7; I2, I4, I6 while nobody recovers). `confirmed` are the children whom no device keeps any more. */
export function judgeInstant(world: LightWorld, confirmed: ReadonlySet<ChildId>): Verdict {
  const { nodes, groups } = world;
  const isCalm = nodes.every(isUp);
  const answered = isCalm ? answeredAt(nodes) : new Set<ChildId>();
  const wrong = { lost: 0, doubleOwned: 0, split: 0, unanswered: 0 };
  for (const group of groups) {
    const places = new Set<string>();
    for (const childId of group) {
      if (!nodes.some(({ database }) => database.custody.has(childId)) && !confirmed.has(childId)) continue;
      const holders = nodes.filter((node) => isUp(node) && holds(node, childId));
      const isSurprise = holders.some(({ self, database }) => database.custody.get(childId)!.handoverId !== null && !world.accepted.has(`${self} ${database.custody.get(childId)!.handoverId}`));
      if (holders.length > 1 || isSurprise) wrong.doubleOwned++;
      if (!isCalm) continue;
      if (holders.length === 0 && confirmed.has(childId) && !answered.has(childId)) wrong.lost++;
      places.add(holders[0]?.self ?? 'under way');
    }
    if (places.size > 1 && group.every((childId) => confirmed.has(childId))) wrong.split++;
  }
  return wrong;
}

/** What must hold once everything is answered: the origin's pointers lead to one custodian, nothing is open. */
export function judgeEnd(world: LightWorld, confirmed: ReadonlySet<ChildId>): Verdict {
  const { nodes } = world;
  const open = nodes.reduce((sum, node) => sum + (isUp(node) ? 0 : 1) + [...node.database.outgoing.values()].filter(({ status }) => openOutgoing.has(status)).length
    + [...node.database.incoming.values()].filter(({ status }) => ['proposed', 'accepted', 'retracting'].includes(status)).length, 0);
  const lost = [...confirmed].filter((childId) => !leadsToCustodian(world, childId)).length;
  return { ...judgeInstant(world, confirmed), lost, unanswered: open };
}

function leadsToCustodian({ nodes, origins, indexOf }: LightWorld, childId: ChildId): boolean {
  let at = nodeName(origins.get(childId)!);
  for (let hops = 0; hops <= nodes.length; hops++) {
    const record = nodes[indexOf(at)]!.database.custody.get(childId);
    if (!record) return false;
    if (record.status === 'hold') return true;
    at = record.pointer;
  }
  return false;
}

/** Children whose chain is not whole and signed at the custodian, or tells another story at another node. */
export function divergentChains({ nodes, notary }: LightWorld, confirmed: ReadonlySet<ChildId>): number {
  let count = 0;
  for (const childId of confirmed) {
    const holder = nodes.find((node) => holds(node, childId));
    const longest = holder?.database.links.get(childId) ?? [];
    const epoch = holder?.database.custody.get(childId)?.epoch ?? 0;
    const isLinked = longest.every((link, place) => link.epoch === place && notary.isSigned(link) && link.previous === (longest[place - 1]?.hash ?? null));
    const isWhole = isLinked && (longest.length === epoch + 1 || (epoch === 0 && longest.length === 0));
    const isSame = nodes.every(({ database }) => (database.links.get(childId) ?? []).every(({ epoch, hash }) => longest[epoch]?.hash === hash));
    if (!isWhole || !isSame) count++;
  }
  return count;
}
