import { sql } from 'kysely';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '../db/transact.ts';
import { contentOf, type AccessTables } from './access-log.ts';
import type { OperationRow, OperationTables } from './operations.ts';

/** An operation as an auditor sees it: that it is there, never what it holds or about whom it is. */
export type OperationLink = Pick<OperationRow, 'sequence' | 'kind' | 'received_at' | 'node' | 'previous_hash' | 'hash'>;

/** An entry of the access log as it was hashed. */
export interface AccessLink {
  readonly content: Readonly<Record<string, unknown>>;
  readonly previousHash: string;
  readonly hash: string;
}

/** From the first to the last link of a period, without a gap: a clock that was set back moves no link out of its place. */
const span = (table: string, column: string, from: Instant, until: Instant) => sql<boolean>`sequence between
  (select min(sequence) from ${sql.table(table)} where ${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${until})
  and (select max(sequence) from ${sql.table(table)} where ${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${until})`;

/** The links of the operation log of a period, in order; at most `limit`. Runs as the node. */
export const operationsOfPeriod = (transaction: Transaction, from: Instant, until: Instant, limit: number): Promise<OperationLink[]> =>
  transaction.withTables<OperationTables>().selectFrom('platform.operation').select(['sequence', 'kind', 'received_at', 'node', 'previous_hash', 'hash'])
    .where(span('platform.operation', 'received_at', from, until)).orderBy('sequence').limit(limit).execute();

/** The entries of the access log of a period, in order; at most `limit`. Runs as the node. */
export async function accessOfPeriod(transaction: Transaction, from: Instant, until: Instant, limit: number): Promise<AccessLink[]> {
  const rows = await transaction.withTables<AccessTables>().selectFrom('platform.access_log').selectAll()
    .where(span('platform.access_log', 'at', from, until)).orderBy('sequence').limit(limit).execute();
  return rows.map((row) => ({ content: contentOf(row), previousHash: row.previous_hash, hash: row.hash }));
}
