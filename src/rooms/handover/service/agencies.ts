import type { NodeId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findPeer } from '#rooms/governance/index.ts';
import type { AgencyView } from '../schema.ts';

/** A node as people know it: this one from its settings, others from their card. One that nobody knows any more shows its identifier. */
export async function agencyOf(unit: UnitOfWork, nodeId: NodeId): Promise<AgencyView> {
  const { settings, nodeId: self } = unit.node;
  if (nodeId === self) return { nodeId, name: settings.name, shortName: settings.shortName, country: settings.country, dutyPhone: settings.dutyPhone, isThisNode: true };
  const peer = await findPeer(unit.transaction, nodeId);
  if (!peer) return { nodeId, name: nodeId, shortName: nodeId, country: '', dutyPhone: '', isThisNode: false };
  return { nodeId, name: peer.member, shortName: peer.name, country: peer.country, dutyPhone: peer.dutyPhone, isThisNode: false };
}

/** As `agencyOf`, asking for each node once. */
export function agencyBook(unit: UnitOfWork): (nodeId: NodeId) => Promise<AgencyView> {
  const known = new Map<NodeId, Promise<AgencyView>>();
  return (nodeId) => {
    const found = known.get(nodeId) ?? agencyOf(unit, nodeId);
    known.set(nodeId, found);
    return found;
  };
}
