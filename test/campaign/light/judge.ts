import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Verdict } from '../judge.ts';
import type { LightNode } from './node.ts';
import { nodeName, type LightWorld } from './world.ts';

const openOutgoing = new Set(['offered', 'agreed', 'requested', 'committed']);

const isUp = ({ database }: LightNode): boolean => database.node.get('node')!.mode === 'up';
const holds = ({ database }: LightNode, childId: ChildId): boolean => database.custody.get(childId)?.status === 'hold';

/** What the open handovers of all nodes say of each child. */
interface Open {
  /** Children for whom somebody must act although nobody may hold them: those who were accepted, and those whose receipt is awaited. */
  readonly answered: ReadonlySet<ChildId>;
  readonly releases: ReadonlyMap<ChildId, readonly { readonly to: NodeId; readonly epoch: number }[]>;
}

function openAt(nodes: readonly LightNode[]): Open {
  const answered = new Set<ChildId>();
  const releases = new Map<ChildId, { readonly to: NodeId; readonly epoch: number }[]>();
  for (const { database } of nodes) for (const handoverId of database.openSince.keys()) {
    const outgoing = database.outgoing.get(handoverId);
    const incoming = database.incoming.get(handoverId);
    if (incoming?.status === 'accepted' || incoming?.status === 'retracting') for (const { childId } of incoming.group) answered.add(childId);
    if (outgoing?.status !== 'committed') continue;
    for (const { childId, epoch } of outgoing.group) {
      answered.add(childId);
      releases.set(childId, [...(releases.get(childId) ?? []), { to: outgoing.to, epoch }]);
    }
  }
  return { answered, releases };
}

/** Where the newest custody of a child is: held, or released and not taken yet. */
function tokensOf({ nodes, indexOf }: LightWorld, { releases }: Open, childId: ChildId): Set<string> {
  const newest = Math.max(...nodes.map(({ database }) => database.custody.get(childId)?.epoch ?? -1));
  const isAtNewest = (node: LightNode) => holds(node, childId) && node.database.custody.get(childId)!.epoch >= newest;
  const held = nodes.filter((node) => isUp(node) && isAtNewest(node)).map(({ self }) => self);
  const underWay = (releases.get(childId) ?? []).filter(({ to, epoch }) => epoch === newest && !isAtNewest(nodes[indexOf(to)]!));
  return new Set([...held, ...underWay.map(({ to }) => `under way to ${to}`)]);
}

/** Whether two nodes name another custodian in one epoch (I4). */
function isForked({ nodes }: LightWorld, childId: ChildId): boolean {
  const custodians = new Map<number, NodeId>();
  return nodes.some(({ database }) => {
    const record = database.custody.get(childId);
    if (!record) return false;
    const known = custodians.get(record.epoch) ?? record.pointer;
    custodians.set(record.epoch, known);
    return known !== record.pointer;
  });
}

/** What must hold at every instant (I1, I7; I2 to I6 while nobody recovers). `confirmed` are the children whom no device keeps any more. */
export function judgeInstant(world: LightWorld, confirmed: ReadonlySet<ChildId>): Verdict {
  const { nodes, groups } = world;
  const open = nodes.every(isUp) ? openAt(nodes) : null;
  const wrong = { lost: 0, doubleOwned: 0, split: 0, unanswered: 0 };
  for (const group of groups) {
    const places = new Set<string>();
    for (const childId of group) {
      if (!confirmed.has(childId) && !nodes.some(({ database }) => database.custody.has(childId))) continue;
      const holders = nodes.filter((node) => isUp(node) && holds(node, childId));
      const isSurprise = holders.some(({ self, database }) => database.custody.get(childId)!.handoverId !== null && !world.accepted.has(`${self} ${database.custody.get(childId)!.handoverId}`));
      const tokens = open && confirmed.has(childId) ? tokensOf(world, open, childId) : null;
      if (holders.length > 1 || isSurprise || (tokens !== null && (tokens.size > 1 || isForked(world, childId)))) wrong.doubleOwned++;
      if (open === null || tokens === null) continue;
      const isAnswered = holders.length > 0 || open.answered.has(childId);
      if (!isAnswered || tokens.size === 0 || !leadsToCustodian(world, childId, open)) wrong.lost++;
      places.add([...tokens].join());
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
  const lost = [...confirmed].filter((childId) => !leadsToCustodian(world, childId, null)).length;
  return { ...judgeInstant(world, confirmed), lost, unanswered: open };
}

/** Whether the pointers lead from the origin to who holds the child, or will when her release arrives (I5). */
function leadsToCustodian({ nodes, origins, indexOf }: LightWorld, childId: ChildId, open: Open | null): boolean {
  let at = nodeName(origins.get(childId)!);
  for (let hops = 0; hops <= nodes.length + 2; hops++) {
    const record = nodes[indexOf(at)]!.database.custody.get(childId);
    if (record?.status === 'hold' || open?.releases.get(childId)?.some(({ to }) => to === at)) return true;
    if (!record) return false;
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
