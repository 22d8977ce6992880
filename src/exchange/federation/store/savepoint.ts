import { sql } from 'kysely';
import type { Transaction } from '#platform/db/transact.ts';

/** Undoes what `work` wrote when it throws, and throws on; the transaction around it lives. */
export async function inSavepoint<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
  await sql`savepoint step`.execute(transaction);
  try {
    const value = await work();
    await sql`release savepoint step`.execute(transaction);
    return value;
  } catch (error) {
    await sql`rollback to savepoint step`.execute(transaction);
    await sql`release savepoint step`.execute(transaction);
    throw error;
  }
}

/** A failure of the database that another attempt may not meet: the whole transaction must go, nothing is the message's fault. */
export function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && (code === 'ENOSPC' || /^(40|53|55P03|57P|08)/.test(code));
}
