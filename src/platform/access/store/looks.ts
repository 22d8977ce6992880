import type { ChildId } from '#kernel/identifier.ts';
import type { Transaction } from '../../db/transact.ts';
import type { AccessRow, AccessTables } from '../../ledger/access-log.ts';

/** The newest looks at one child's file, before a sequence number if one is given. */
export function listLooks(transaction: Transaction, childId: ChildId, before: number | null, limit: number): Promise<AccessRow[]> {
  const query = transaction.withTables<AccessTables>().selectFrom('platform.access_log').selectAll()
    .where('child_id', '=', childId).orderBy('sequence', 'desc').limit(limit);
  return (before === null ? query : query.where('sequence', '<', before)).execute();
}
