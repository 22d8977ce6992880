import type { Uuid, WorkerId } from '#kernel/identifier.ts';
import { addDays, type Instant } from '#kernel/instant.ts';
import type { Transaction } from '../../db/transact.ts';
import type { SessionTimes } from '../rules/session.ts';
import { tablesOf, type AccountRow, type SessionRow } from './tables.ts';

/** Ended sessions are kept so long that a worker can still see them in the ledger's company, then forgotten. */
const daysKept = 30;

export type SessionOfAccount = SessionRow & Pick<AccountRow, 'sealed' | 'roles' | 'team_ids' | 'status' | 'language' | 'user_name_token'> & { readonly must_change_password: boolean };

export const timesOf = (row: Pick<SessionRow, 'last_seen_at' | 'expires_at' | 'stepped_up_at' | 'revoked_at'>): SessionTimes => ({
  lastSeenAt: row.last_seen_at,
  expiresAt: row.expires_at,
  steppedUpAt: row.stepped_up_at,
  revokedAt: row.revoked_at,
});

/** The session of a token with its account as it is now: a right that was taken away is gone at the next request. */
export const findSession = (transaction: Transaction, tokenHash: string): Promise<SessionOfAccount | undefined> =>
  tablesOf(transaction).selectFrom('access.session as session')
    .innerJoin('access.account as account', 'account.id', 'session.account_id')
    .innerJoin('access.credential as credential', 'credential.account_id', 'session.account_id')
    .selectAll('session')
    .select(['account.sealed', 'account.roles', 'account.team_ids', 'account.status', 'account.language', 'account.user_name_token', 'credential.must_change_password'])
    .where('session.token_hash', '=', tokenHash)
    .executeTakeFirst();

export async function insertSession(transaction: Transaction, row: SessionRow): Promise<void> {
  const tables = tablesOf(transaction);
  await tables.deleteFrom('access.session').where('account_id', '=', row.account_id).where('expires_at', '<', addDays(row.created_at, -daysKept)).execute();
  await tables.insertInto('access.session').values(row).execute();
}

export async function noteSight(transaction: Transaction, id: Uuid, now: Instant): Promise<void> {
  await tablesOf(transaction).updateTable('access.session').set({ last_seen_at: now }).where('id', '=', id).execute();
}

/** Gives the session a new secret: the old one ends with this transaction. */
export async function renewSession(transaction: Transaction, id: Uuid, change: Partial<Pick<SessionRow, 'stepped_up_at'>> & Pick<SessionRow, 'token_hash'>): Promise<void> {
  await tablesOf(transaction).updateTable('access.session').set(change).where('id', '=', id).execute();
}

/** Sessions neither revoked nor past their absolute end, newest first; whether one is idle too long is a rule. */
export const listSessionRows = (transaction: Transaction, accountId: WorkerId, now: Instant): Promise<SessionRow[]> =>
  tablesOf(transaction).selectFrom('access.session').selectAll().where('account_id', '=', accountId)
    .where('revoked_at', 'is', null).where('expires_at', '>', now).orderBy('created_at', 'desc').execute();

export async function revokeSessions(transaction: Transaction, ids: readonly Uuid[], now: Instant): Promise<void> {
  if (ids.length === 0) return;
  await tablesOf(transaction).updateTable('access.session').set({ revoked_at: now }).where('id', 'in', ids).where('revoked_at', 'is', null).execute();
}

/** @param except a session that goes on */
export async function revokeAllSessions(transaction: Transaction, accountId: WorkerId, now: Instant, except?: Uuid): Promise<void> {
  const open = await listSessionRows(transaction, accountId, now);
  await revokeSessions(transaction, open.map((row) => row.id).filter((id) => id !== except), now);
}

/** By account: when it was last seen, for the administrator's list. */
export async function findLastSights(transaction: Transaction): Promise<ReadonlyMap<string, Instant>> {
  const rows = await tablesOf(transaction).selectFrom('access.session')
    .select(['account_id', (build) => build.fn.max('last_seen_at').as('last')]).groupBy('account_id').execute();
  return new Map(rows.map((row) => [row.account_id, row.last]));
}
