import type { Uuid, WorkerId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '../../db/transact.ts';
import type { NodeServices } from '../../services.ts';
import { tablesOf, type PasskeyRow } from './tables.ts';

const context = 'access.passkey';

export const listPasskeyRows = (transaction: Transaction, accountId: WorkerId): Promise<PasskeyRow[]> =>
  tablesOf(transaction).selectFrom('access.passkey').selectAll().where('account_id', '=', accountId).orderBy('created_at').execute();

export const findPasskey = (transaction: Transaction, credentialId: string): Promise<PasskeyRow | undefined> =>
  tablesOf(transaction).selectFrom('access.passkey').selectAll().where('credential_id', '=', credentialId).executeTakeFirst();

export async function countPasskeys(transaction: Transaction): Promise<ReadonlyMap<string, number>> {
  const rows = await tablesOf(transaction).selectFrom('access.passkey')
    .select(['account_id', (build) => build.fn.countAll<number>().as('count')]).groupBy('account_id').execute();
  return new Map(rows.map((row) => [row.account_id, row.count]));
}

export async function insertPasskey(transaction: Transaction, row: PasskeyRow): Promise<void> {
  await tablesOf(transaction).insertInto('access.passkey').values(row).execute();
}

export async function notePasskeyUse(transaction: Transaction, id: Uuid, counter: number, now: Instant): Promise<void> {
  await tablesOf(transaction).updateTable('access.passkey').set({ counter, last_used_at: now }).where('id', '=', id).execute();
}

export async function deletePasskey(transaction: Transaction, id: Uuid): Promise<void> {
  await tablesOf(transaction).deleteFrom('access.passkey').where('id', '=', id).execute();
}

/** What the worker called it, "my phone": sealed, since people write their name there. */
export const sealLabel = (node: NodeServices, label: string): Buffer => node.vault.sealForNode(label, context);
export const openLabel = (node: NodeServices, sealed: Buffer): string => node.vault.openForNode(sealed, context) as string;
