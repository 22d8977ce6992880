import { sql } from 'kysely';
import type { WorkerId } from '#kernel/identifier.ts';
import type { Transaction } from '../../db/transact.ts';
import type { NodeServices } from '../../services.ts';
import { tablesOf, type CredentialRow } from './tables.ts';

const context = 'access.credential';

export const findCredential = (transaction: Transaction, accountId: WorkerId): Promise<CredentialRow | undefined> =>
  tablesOf(transaction).selectFrom('access.credential').selectAll().where('account_id', '=', accountId).executeTakeFirst();

/** Locks it, so that a code or a recovery code cannot be used twice at once. */
export const lockCredential = (transaction: Transaction, accountId: WorkerId): Promise<CredentialRow | undefined> =>
  tablesOf(transaction).selectFrom('access.credential').selectAll().where('account_id', '=', accountId).forUpdate().executeTakeFirst();

export const listCredentials = (transaction: Transaction): Promise<Pick<CredentialRow, 'account_id' | 'must_change_password' | 'totp_sealed'>[]> =>
  tablesOf(transaction).selectFrom('access.credential').select(['account_id', 'must_change_password', 'totp_sealed']).execute();

/** Sets the password; `temporary_until` marks one that must be changed and ends by itself. */
export async function savePassword(transaction: Transaction, accountId: WorkerId, password: Pick<CredentialRow, 'password_hash' | 'must_change_password' | 'temporary_until'>): Promise<void> {
  await tablesOf(transaction).insertInto('access.credential').values({ account_id: accountId, ...password, totp_last_step: 0, recovery_code_hashes: [] })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(password)).execute();
}

export async function updateCredential(transaction: Transaction, accountId: WorkerId, change: Partial<Omit<CredentialRow, 'account_id'>>): Promise<void> {
  await tablesOf(transaction).updateTable('access.credential').set(change).where('account_id', '=', accountId).execute();
}

/** @returns whether the code was there: it is not any more */
export async function takeRecoveryCode(transaction: Transaction, accountId: WorkerId, hash: string): Promise<boolean> {
  const result = await tablesOf(transaction).updateTable('access.credential')
    .set({ recovery_code_hashes: sql`array_remove(recovery_code_hashes, ${hash})` })
    .where('account_id', '=', accountId).where(sql<boolean>`${hash} = any (recovery_code_hashes)`).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export const sealTotp = (node: NodeServices, secret: string): Buffer => node.vault.sealForNode(secret, context);
export const openTotp = (node: NodeServices, sealed: Buffer): string => node.vault.openForNode(sealed, context) as string;

export async function removeSecondFactors(transaction: Transaction, accountId: WorkerId): Promise<void> {
  await updateCredential(transaction, accountId, { totp_sealed: null, totp_pending_sealed: null, recovery_code_hashes: [] });
  await tablesOf(transaction).deleteFrom('access.passkey').where('account_id', '=', accountId).execute();
}
