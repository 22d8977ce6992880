import type { WorkerId } from '#kernel/identifier.ts';
import { addHours, type Instant } from '#kernel/instant.ts';
import type { Transaction } from '../../db/transact.ts';
import { untouched, type Guard } from '../rules/lockout.ts';
import { tablesOf, type ChallengeKind, type ChallengeRow } from './tables.ts';

/** Failures older than this are forgotten. */
const hoursRemembered = 24;

/** What is remembered of a user name's failures; the row is locked, so that attempts are counted one after the other. */
export async function lockGuard(transaction: Transaction, token: string, now: Instant): Promise<Guard> {
  const tables = tablesOf(transaction);
  await tables.deleteFrom('access.sign_in_guard').where('last_attempt_at', '<', addHours(now, -hoursRemembered)).execute();
  await tables.insertInto('access.sign_in_guard').values({ user_name_token: token, failures: 0, last_attempt_at: now, locked_until: null })
    .onConflict((conflict) => conflict.column('user_name_token').doNothing()).execute();
  const row = await tables.selectFrom('access.sign_in_guard').selectAll().where('user_name_token', '=', token).forUpdate().executeTakeFirst();
  return row ? { failures: row.failures, lockedUntil: row.locked_until } : untouched;
}

export async function saveGuard(transaction: Transaction, token: string, guard: Guard, now: Instant): Promise<void> {
  await tablesOf(transaction).updateTable('access.sign_in_guard')
    .set({ failures: guard.failures, locked_until: guard.lockedUntil, last_attempt_at: now }).where('user_name_token', '=', token).execute();
}

export async function clearGuard(transaction: Transaction, token: string): Promise<void> {
  await tablesOf(transaction).deleteFrom('access.sign_in_guard').where('user_name_token', '=', token).execute();
}

export async function insertChallenge(transaction: Transaction, row: ChallengeRow, now: Instant): Promise<void> {
  const tables = tablesOf(transaction);
  await tables.deleteFrom('access.sign_in_challenge').where('expires_at', '<', now).execute();
  await tables.insertInto('access.sign_in_challenge').values(row).execute();
}

export const findChallenge = (transaction: Transaction, tokenHash: string, kind: ChallengeKind, now: Instant): Promise<ChallengeRow | undefined> =>
  tablesOf(transaction).selectFrom('access.sign_in_challenge').selectAll()
    .where('token_hash', '=', tokenHash).where('kind', '=', kind).where('expires_at', '>', now).executeTakeFirst();

/**
 * Uses a challenge up.
 * @param accountId whose it must be; null for a passkey sign-in, where nobody is known yet
 * @returns whether it was there, of this kind and in time
 */
export async function takeChallenge(transaction: Transaction, tokenHash: string, kind: ChallengeKind, accountId: WorkerId | null, now: Instant): Promise<boolean> {
  const taken = await tablesOf(transaction).deleteFrom('access.sign_in_challenge').where('token_hash', '=', tokenHash).where('kind', '=', kind)
    .where('account_id', accountId === null ? 'is' : '=', accountId).where('expires_at', '>', now).executeTakeFirst();
  return taken.numDeletedRows === 1n;
}
