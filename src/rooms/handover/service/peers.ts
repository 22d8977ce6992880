import type { NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { listPeers } from '#rooms/governance/index.ts';
import { admitPeer, operationsOfStep, retirePeer, rowsOf, type PeerRecord } from '../rules.ts';
import { loadCustody } from '../store/load.ts';

/** Brings the protocol's list of peers in line with whom governance trusts. Runs as the node; running it again changes nothing. */
export async function alignPeers(unit: UnitOfWork): Promise<void> {
  const trusted = new Map((await listPeers(unit.transaction)).filter(({ status }) => status !== 'decommissioned').map((peer) => [peer.nodeId, peer.fencedIncarnation]));
  const before = await loadCustody(unit, { scope: 'whole' });
  let after = before;
  for (const [nodeId, fence] of trusted) if ((after.peers[nodeId]?.fence ?? -1) < fence) after = admitPeer(after, nodeId, fence);
  for (const [nodeId] of rowsOf<NodeId, PeerRecord>(before.peers)) if (!trusted.has(nodeId)) after = retirePeer(after, nodeId);
  await record(unit, operationsOfStep(before, after, unit.now));
}

/**
 * A peer was heard in a newer incarnation by a message that custody does not read (a card, a note): from now on its older
 * ones are void, and messages of custody are addressed to this one (R1, R16).
 */
export async function hearIncarnation(unit: UnitOfWork, nodeId: NodeId, incarnation: number): Promise<Operation[]> {
  const before = await loadCustody(unit, { scope: 'slice', childIds: [], handoverIds: [] });
  if ((before.peers[nodeId]?.fence ?? incarnation) >= incarnation) return [];
  return record(unit, operationsOfStep(before, admitPeer(before, nodeId, incarnation), unit.now));
}
