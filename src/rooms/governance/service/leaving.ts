import type { NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { succeed, type Result } from '#kernel/result.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { changeStatus } from '../rules/peers.ts';
import { findPeer } from '../store.ts';

/** A peer says that it has left: it had handed over every child before, and nothing more will come of it. The same word once more changes nothing. */
export async function takeLeft(unit: UnitOfWork, nodeId: NodeId): Promise<Result<Operation[]>> {
  const peer = await findPeer(unit.transaction, nodeId);
  if (peer?.status === 'decommissioned') return succeed([]);
  const changed = changeStatus(peer, nodeId, 'decommissioned', 'left', 0);
  return changed.ok ? succeed(await record(unit, changed.value.operations)) : changed;
}
