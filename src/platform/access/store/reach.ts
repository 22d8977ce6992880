import { sql } from 'kysely';
import type { Transaction } from '../../db/transact.ts';

/**
 * `accounts`: an administrator's act may touch accounts and how they sign in. `directory`: names of workers and teams
 * may be read. Neither shows anything about a child.
 */
export type AccessReach = 'accounts' | 'directory';

const setReach = (transaction: Transaction, reach: AccessReach | '') => sql`select set_config('app.access', ${reach}, true)`.execute(transaction);

/** Opens the rest of the transaction to `reach`. Only after the caller's role was checked. */
export const widenTo = (transaction: Transaction, reach: AccessReach): Promise<unknown> => setReach(transaction, reach);

/** Opens the transaction to the names of workers and teams while `read` runs. */
export async function withDirectory<T>(transaction: Transaction, read: () => Promise<T>): Promise<T> {
  await setReach(transaction, 'directory');
  const value = await read();
  await setReach(transaction, '');
  return value;
}
