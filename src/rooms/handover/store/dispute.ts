import { sql } from 'kysely';
import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { asNode } from '#platform/db/transact.ts';
import type { Projector, UnitOfWork } from '#platform/services.ts';
import type { Disputed, DisputeSettled } from '../schema.ts';
import { tablesOf, type HandoverTables } from './tables.ts';

type Unit = Parameters<Projector>[0];
type Reading = Pick<UnitOfWork, 'transaction'>;
export type DisputeRow = HandoverTables['handover.dispute'];

/** Of these children those who are disputed now. */
export async function disputedOf(unit: Reading, childIds: readonly ChildId[]): Promise<ReadonlySet<ChildId>> {
  if (childIds.length === 0) return new Set();
  const rows = await tablesOf(unit.transaction).selectFrom('handover.dispute').select('child_id').where('settled_at', 'is', null).execute();
  const known = new Set(childIds);
  return new Set(rows.flatMap(({ child_id: childId }) => (known.has(childId) ? [childId] : [])));
}

/** The disputes of a child, settled ones among them; the newest place of the chain first. */
export const disputesOf = (unit: Reading, childId: ChildId): Promise<DisputeRow[]> =>
  asNode(unit.transaction, () => tablesOf(unit.transaction).selectFrom('handover.dispute').selectAll().where('child_id', '=', childId).orderBy('epoch', 'desc').execute());

/** All disputes that are not settled, or those of some children: for those who must hear of them. */
export async function openDisputes(unit: Reading, childIds?: readonly ChildId[]): Promise<DisputeRow[]> {
  const rows = await asNode(unit.transaction, () => tablesOf(unit.transaction).selectFrom('handover.dispute').selectAll().where('settled_at', 'is', null).orderBy('found_at').execute());
  return childIds === undefined ? rows : rows.filter(({ child_id: childId }) => childIds.includes(childId));
}

/** How many open disputes each node has signed: counts alone, whoever asks. */
export async function disputesBySigner(unit: Reading): Promise<ReadonlyMap<NodeId, number>> {
  const counts = new Map<NodeId, number>();
  for (const { signer } of await openDisputes(unit)) counts.set(signer, (counts.get(signer) ?? 0) + 1);
  return counts;
}

/** Once for each place of the chain: a third block there changes nothing. */
export async function saveDisputed(unit: Unit, { childId, body, madeAt }: Operation<string, Disputed>): Promise<void> {
  const { epoch, signer, first, second, toldBy } = body;
  const json = (value: unknown) => sql<never>`${JSON.stringify(value)}::jsonb`;
  await tablesOf(unit.transaction).insertInto('handover.dispute')
    .values({ child_id: childId!, epoch, signer, first: json(first), second: json(second), found_at: instantOf(madeAt), told_by: toldBy, settled_at: null })
    .onConflict((on) => on.columns(['child_id', 'epoch']).doNothing()).execute();
}

export const saveDisputeSettled = async (unit: Unit, childId: ChildId, { epoch }: DisputeSettled, at: Instant): Promise<void> =>
  void (await tablesOf(unit.transaction).updateTable('handover.dispute').set({ settled_at: at }).where('child_id', '=', childId).where('epoch', '=', epoch).execute());
