import { sql, type RawBuilder } from 'kysely';
import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { deleteRowsOf } from '#platform/db/delete-rows.ts';
import { asNode, type Transaction } from '#platform/db/transact.ts';
import type { Projector, UnitOfWork } from '#platform/services.ts';
import type { ChildErased, ErasureProposed, ErasureView, HoldLifted, HoldPlaced, Purged } from '../schema/erasure.ts';
import { tablesOf } from './tables.ts';

type Unit = Parameters<Projector>[0];
type Reading = Pick<UnitOfWork, 'node' | 'transaction'>;
const [erasureContext, proposalContext, holdContext] = ['handover.erasure', 'handover.erasure-proposal', 'handover.legal-hold'];

/** What speaks of the child and goes with her file. */
const forgotten = ['terms', 'step', 'referral', 'contact', 'search', 'search_peer', 'closing', 'care', 'paper_acceptance', 'consulate', 'return_act', 'erasure_proposal', 'legal_hold'].map((name) => `handover.${name}`);

const ofChild = (childId: ChildId): RawBuilder<boolean> => sql<boolean>`child_id = ${childId}`;
/** What proves custody and leads on: identifiers, codes, hashes, signed links. */
const kept: Readonly<Record<string, (childId: ChildId) => RawBuilder<boolean>>> = {
  'handover.custody': ofChild, 'handover.tenure': ofChild, 'handover.chain_link': ofChild, 'handover.last_block': ofChild, 'handover.alias': ofChild, 'handover.dispute': ofChild, 'handover.card': ofChild,
  'handover.tracking': ofChild, 'handover.intake': ofChild, 'handover.witnessed': ofChild, 'handover.succession': ofChild,
  'handover.settled_ending': (childId) => sql<boolean>`handover_id in (select handover_id from handover.member where child_id = ${childId})`,
};

/** The rows that stay, as they are now: they go into the act of erasing, since the acts that gave them cannot be read afterwards. */
export const keptRows = (unit: Pick<UnitOfWork, 'transaction'>, childId: ChildId): Promise<ChildErased['kept']> =>
  asNode(unit.transaction, async () => {
    const rows: Record<string, object[]> = {};
    for (const [table, where] of Object.entries(kept)) {
      rows[table] = (await sql<{ row: object }>`select to_jsonb(t) as row from ${sql.table(table)} t where ${where(childId)}`.execute(unit.transaction)).rows.map(({ row }) => row);
    }
    return rows;
  });

export async function saveErased(unit: Unit, { id, body, actorLabel }: Operation<string, ChildErased>): Promise<void> {
  const { childId, epoch, at, reason, basis, proposedBy } = body;
  for (const [table, where] of Object.entries(kept)) {
    await sql`delete from ${sql.table(table)} where ${where(childId)}`.execute(unit.transaction);
    const rows = body.kept[table] ?? [];
    if (rows.length > 0) await sql`insert into ${sql.table(table)} select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(unit.transaction);
  }
  await deleteRowsOf(unit.transaction, childId, forgotten);
  const content = unit.node.vault.sealForNode({ basis, proposedBy, approvedBy: actorLabel }, erasureContext);
  await tablesOf(unit.transaction).insertInto('handover.erasure').values({ operation_id: id, child_id: childId, epoch, at, reason, content_sealed: content }).execute();
}

/** One erasure on record here, in what is not sealed. */
export interface ErasedRow {
  readonly operationId: Uuid;
  readonly childId: ChildId;
  readonly epoch: number;
  readonly at: Instant;
}

/** Which children were erased here, newest first: all, or those of `childIds`. */
export const listErased = (transaction: Transaction, childIds?: readonly ChildId[]): Promise<ErasedRow[]> =>
  asNode(transaction, async () => {
    if (childIds?.length === 0) return [];
    const all = tablesOf(transaction).selectFrom('handover.erasure').select(['operation_id as operationId', 'child_id as childId', 'epoch', 'at']).orderBy('at', 'desc').orderBy('operation_id');
    return (childIds === undefined ? all : all.where('child_id', 'in', [...childIds])).execute();
  });

/** As `listErased`, with who decided and on what ground: all, or one child's. */
export const findErasures = (unit: Reading, childId?: ChildId): Promise<(ErasureView & ErasedRow)[]> =>
  asNode(unit.transaction, async () => {
    const all = tablesOf(unit.transaction).selectFrom('handover.erasure').selectAll().orderBy('at', 'desc').orderBy('operation_id');
    const rows = await (childId === undefined ? all : all.where('child_id', '=', childId)).execute();
    return rows.map(({ operation_id: operationId, child_id: about, epoch, at, reason, content_sealed: sealed }) => (
      { operationId, childId: about, epoch, at, reason, ...(unit.node.vault.openForNode(sealed, erasureContext) as Pick<ErasureView, 'basis' | 'proposedBy' | 'approvedBy'>) }));
  });

export const savePurged = async (unit: Unit, { childId, node, epoch, at, destroyed, remains }: Purged): Promise<void> =>
  void (await tablesOf(unit.transaction).insertInto('handover.purged_there').values({ child_id: childId, node, epoch, at, destroyed: [...destroyed], remains: [...remains] })
    .onConflict((on) => on.columns(['child_id', 'node', 'at']).doNothing()).execute());

export interface PurgedRow {
  readonly child_id: ChildId;
  readonly node: NodeId;
  readonly at: Instant;
}

/** Which other agencies say that they erased these children. */
export const findPurged = (transaction: Transaction, childIds: readonly ChildId[]): Promise<PurgedRow[]> =>
  asNode(transaction, async () => (childIds.length === 0 ? [] : tablesOf(transaction).selectFrom('handover.purged_there').select(['child_id', 'node', 'at']).where('child_id', 'in', [...childIds]).orderBy('at').execute()));

export async function saveProposal(unit: Unit, { childId, body, actor, actorLabel, madeAt }: Operation<string, ErasureProposed>): Promise<void> {
  const sealed = await unit.node.vault.sealForChild(unit.transaction, childId!, { ...body, byLabel: actorLabel }, proposalContext);
  const row = { proposed_by: actor, at: instantOf(madeAt), content_sealed: sealed };
  await tablesOf(unit.transaction).insertInto('handover.erasure_proposal').values({ child_id: childId!, ...row }).onConflict((on) => on.column('child_id').doUpdateSet(row)).execute();
}

export const dropProposal = async (unit: Unit, childId: ChildId): Promise<void> =>
  void (await tablesOf(unit.transaction).deleteFrom('handover.erasure_proposal').where('child_id', '=', childId).execute());

export async function saveHold(unit: Unit, { childId, body, actorLabel, madeAt }: Operation<string, HoldPlaced>): Promise<void> {
  const { holdId, authority, reference } = body;
  const sealed = await unit.node.vault.sealForChild(unit.transaction, childId!, { authority, reference, byLabel: actorLabel }, holdContext);
  await tablesOf(unit.transaction).insertInto('handover.legal_hold').values({ hold_id: holdId, child_id: childId!, placed_at: instantOf(madeAt), lifted_at: null, content_sealed: sealed }).execute();
}

export const saveLifted = async (unit: Unit, { holdId }: HoldLifted, at: Instant): Promise<void> =>
  void (await tablesOf(unit.transaction).updateTable('handover.legal_hold').set({ lifted_at: at }).where('hold_id', '=', holdId).execute());

export const openSealed = async (unit: Reading, childId: ChildId, sealed: Buffer, of: 'proposal' | 'hold'): Promise<Record<string, unknown> | null> => {
  const opened = await unit.node.vault.openForChild(unit.transaction, childId, sealed, of === 'proposal' ? proposalContext : holdContext);
  return opened.ok ? (opened.value as Record<string, unknown>) : null;
};

/** When each agency erased the child for the last time, this one among them. */
export async function erasuresOf(unit: Reading, childId: ChildId): Promise<Map<NodeId, Instant>> {
  const own = (await listErased(unit.transaction, [childId])).toReversed().map(({ at }) => [unit.node.nodeId, at] as const);
  return new Map([...(await findPurged(unit.transaction, [childId])).map(({ node, at }) => [node, at] as const), ...own]);
}
