import { sql } from 'kysely';
import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { deleteRowsOf } from '#platform/db/delete-rows.ts';
import type { Transaction } from '#platform/db/transact.ts';
import { eachByItself, type Projector, type UnitOfWork } from '#platform/services.ts';
import type { BatchState } from './rules/decide.ts';
import type { ImportBodies, RowAct } from './rules/operations.ts';
import type { ImportBatch } from './schema.ts';

type BatchRow = { batch_id: Uuid; digest: string; row_count: number; opened_at: Instant; undone_at: Instant | null; sealed: Buffer };
type ImportedRow = { batch_id: Uuid; row_number: number; child_id: ChildId; is_annulled: boolean };
type Tables = { 'interchange.batch': BatchRow; 'interchange.imported_row': ImportedRow };

const context = 'interchange.batch';
const tablesOf = (transaction: Transaction) => transaction.withTables<Tables>();

/** Writes the batches and their rows from what was recorded. */
export const projectInterchange: Projector = eachByItself(async ({ node, transaction }, operation) => {
  const tables = tablesOf(transaction);
  switch (operation.kind) {
    case 'interchange.batch-opened': {
      const { batchId, digest, fileName, rowCount } = operation.body as ImportBodies['batch-opened'];
      const sealed = node.vault.sealForNode({ fileName, openedBy: operation.actorLabel }, context);
      await tables.insertInto('interchange.batch').values({ batch_id: batchId, digest, row_count: rowCount, opened_at: instantOf(operation.madeAt), undone_at: null, sealed }).execute();
      return;
    }
    case 'interchange.batch-undone':
      await tables.updateTable('interchange.batch').set({ undone_at: instantOf(operation.madeAt) }).where('batch_id', '=', (operation.body as ImportBodies['batch-undone']).batchId).execute();
      return;
    case 'interchange.row-imported': {
      const { batchId, row } = operation.body as RowAct;
      await tables.insertInto('interchange.imported_row').values({ batch_id: batchId, row_number: row, child_id: operation.childId!, is_annulled: false }).execute();
      return;
    }
    case 'interchange.row-annulled':
      await tables.updateTable('interchange.imported_row').set({ is_annulled: true }).where('child_id', '=', operation.childId).execute();
      return;
    default:
      throw new Error(`${operation.kind} is unknown here`);
  }
});

async function stateOf(transaction: Transaction, batch: BatchRow | undefined): Promise<BatchState | null> {
  if (!batch) return null;
  const rows = await tablesOf(transaction).selectFrom('interchange.imported_row').select(['row_number', 'child_id']).where('batch_id', '=', batch.batch_id).execute();
  return { batchId: batch.batch_id, isUndone: batch.undone_at !== null, imported: new Map(rows.map((row) => [row.row_number, row.child_id])) };
}

/** The batch of a file that was not undone. */
export const findBatchOfFile = async (transaction: Transaction, digest: string): Promise<BatchState | null> =>
  stateOf(transaction, await tablesOf(transaction).selectFrom('interchange.batch').selectAll().where('digest', '=', digest).where('undone_at', 'is', null).executeTakeFirst());

export const findBatch = async (transaction: Transaction, batchId: Uuid): Promise<BatchState | null> =>
  stateOf(transaction, await tablesOf(transaction).selectFrom('interchange.batch').selectAll().where('batch_id', '=', batchId).executeTakeFirst());

export interface RowToUndo {
  readonly row_number: number;
  readonly child_id: ChildId;
  /** Kind of the newest operation about the child. */
  readonly latest: string;
}

/** Rows of a batch that are not annulled, in order, with the latest act about each child as far as the log is within reach. */
export async function rowsToUndo(transaction: Transaction, batchId: Uuid, after: number, limit: number): Promise<RowToUndo[]> {
  const result = await sql<RowToUndo>`select r.row_number, r.child_id, coalesce(o.kind, 'not-found') as latest from interchange.imported_row r
    left join lateral (select kind from platform.operation where child_id = r.child_id order by sequence desc limit 1) o on true
    where r.batch_id = ${batchId} and not r.is_annulled and r.row_number > ${after} order by r.row_number limit ${limit}`.execute(transaction);
  return result.rows;
}

const mostBatches = 200;

/** The newest batches. */
export async function listBatches({ node, transaction }: Pick<UnitOfWork, 'node' | 'transaction'>): Promise<ImportBatch[]> {
  const result = await sql<BatchRow & { imported: number; annulled: number }>`select b.*, count(r.child_id)::int as imported, (count(*) filter (where r.is_annulled))::int as annulled
    from interchange.batch b left join interchange.imported_row r on r.batch_id = b.batch_id group by b.batch_id order by b.opened_at desc limit ${mostBatches}`.execute(transaction);
  return result.rows.map((row) => {
    const { fileName, openedBy } = node.vault.openForNode(row.sealed, context) as { fileName: string; openedBy: string };
    return { batchId: row.batch_id, fileName, openedBy, rowCount: row.row_count, openedAt: row.opened_at, undoneAt: row.undone_at, imported: row.imported, annulled: row.annulled };
  });
}

/** For a child who is erased: that she came with a spreadsheet. */
export const forgetChild = (transaction: Transaction, childId: ChildId): Promise<void> => deleteRowsOf(transaction, childId, ['interchange.imported_row']);
