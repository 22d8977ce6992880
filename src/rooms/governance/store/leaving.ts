import { instantOf } from '#kernel/hybrid-clock.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { LeavingDeclared } from '../schema.ts';

type LeavingRow = { only_row: boolean; reason: string; declared_label: string; declared_at: Instant; left_at: Instant | null };
const tables = (transaction: Transaction) => transaction.withTables<{ 'governance.leaving': LeavingRow }>();

/** That this node is about to leave or has left; null while it stays. */
export async function findLeaving(transaction: Transaction): Promise<{ reason: string; declaredLabel: string; declaredAt: Instant; leftAt: Instant | null } | null> {
  const row = await tables(transaction).selectFrom('governance.leaving').selectAll().executeTakeFirst();
  return row ? { reason: row.reason, declaredLabel: row.declared_label, declaredAt: row.declared_at, leftAt: row.left_at } : null;
}

export async function leavingDeclared(transaction: Transaction, { body, actorLabel, madeAt }: Operation<string, LeavingDeclared>): Promise<void> {
  await tables(transaction).insertInto('governance.leaving').values({ only_row: true, reason: body.reason, declared_label: actorLabel, declared_at: instantOf(madeAt), left_at: null }).execute();
}

export async function leavingWithdrawn(transaction: Transaction): Promise<void> {
  await tables(transaction).deleteFrom('governance.leaving').execute();
}

export async function nodeLeft(transaction: Transaction, { madeAt }: Operation): Promise<void> {
  await tables(transaction).updateTable('governance.leaving').set({ left_at: instantOf(madeAt) }).execute();
}
