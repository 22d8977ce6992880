import { sql } from 'kysely';
import type { Transaction } from './transact.ts';

/** Deletes every row about one child from these tables, each of which names her in `child_id`: for a child who is erased, as the node. */
export async function deleteRowsOf(transaction: Transaction, childId: string, tables: readonly string[]): Promise<void> {
  for (const table of tables) await sql`delete from ${sql.table(table)} where child_id = ${childId}`.execute(transaction);
}
