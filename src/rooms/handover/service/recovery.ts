import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { asNode } from '#platform/db/transact.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { operationsOfStep, restoreNode, supersede, type NodeMode } from '../rules.ts';
import { loadCustody } from '../store/load.ts';
import { tablesOf } from '../store/tables.ts';

/** How this node stands: whether it may act, under which number, since when, and what its peers have answered. */
export interface NodeStanding {
  readonly mode: NodeMode;
  readonly incarnation: number;
  /** Since when the mode holds; null where it never changed. */
  readonly since: Instant | null;
  readonly peers: readonly { readonly nodeId: NodeId; readonly hasAnswered: boolean; readonly isComplete: boolean; readonly changedAt: Instant | null }[];
}

/** Reads how this node stands. Says nothing about children. */
export const nodeStanding = (unit: Pick<UnitOfWork, 'transaction'>): Promise<NodeStanding> =>
  asNode(unit.transaction, async () => {
    const tables = tablesOf(unit.transaction);
    const { mode, incarnation, since } = await tables.selectFrom('handover.node_state').selectAll().executeTakeFirstOrThrow();
    const peers = await tables.selectFrom('handover.peer_state').selectAll().orderBy('node_id').execute();
    return {
      mode, incarnation, since,
      peers: peers.map(({ node_id: nodeId, synced, done, changed_at: changedAt }) => ({ nodeId, hasAnswered: synced, isComplete: done, changedAt })),
    };
  });

/** Reads only whether this node may act: what every message and every page asks. */
export const nodeMode = async (unit: Pick<UnitOfWork, 'transaction'>): Promise<NodeMode> =>
  (await asNode(unit.transaction, () => tablesOf(unit.transaction).selectFrom('handover.node_state').select('mode').executeTakeFirstOrThrow())).mode;

/**
 * This node has come back from an older copy of itself (custody/1 section 7): from now on it asks its peers and moves
 * nothing until all have answered. Does nothing when another process has begun the same since.
 * @param noticedAt the incarnation under which it was noticed
 * @param raise gives the new incarnation, above the given one, kept outside the database before this transaction ends
 */
export async function beginRecovery(unit: UnitOfWork, noticedAt: number, raise: (above: number) => number): Promise<Operation[]> {
  const before = await loadCustody(unit, { scope: 'whole' });
  if (before.incarnation !== noticedAt) return [];
  return record(unit, operationsOfStep(before, restoreNode(before, raise(before.incarnation)), unit.now));
}

/** A peer has proven that a newer incarnation of this node exists: this machine is locked. */
export async function lockSuperseded(unit: UnitOfWork, noticedAt: number): Promise<Operation[]> {
  const before = await loadCustody(unit, { scope: 'slice', childIds: [], handoverIds: [] });
  return before.incarnation === noticedAt ? record(unit, operationsOfStep(before, supersede(before), unit.now)) : [];
}
