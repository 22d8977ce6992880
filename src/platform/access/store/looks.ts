import { sql } from 'kysely';
import type { ChildId } from '#kernel/identifier.ts';
import type { Transaction } from '../../db/transact.ts';
import type { AccessRow, AccessTables } from '../../ledger/access-log.ts';

/** The newest looks at one child's file, and searches that showed her, before a sequence number if one is given. Lists of a day's work are in the log, not here. */
export function listLooks(transaction: Transaction, childId: ChildId, before: number | null, limit: number): Promise<AccessRow[]> {
  const query = transaction.withTables<AccessTables>().selectFrom('platform.access_log').selectAll()
    .where(sql<boolean>`(child_id = ${childId} or (asked is not null and shown @> array[${childId}]))`).orderBy('sequence', 'desc').limit(limit);
  return (before === null ? query : query.where('sequence', '<', before)).execute();
}
