import { sql } from 'kysely';
import { isUuid, type Uuid, type WorkerId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Role } from '#kernel/role.ts';
import type { Transaction } from '../../db/transact.ts';
import type { NodeServices } from '../../services.ts';
import type { AccessBodies } from '../rules/operations.ts';
import type { Language } from '../schema/words.ts';
import { withDirectory } from './reach.ts';
import { tablesOf, type AccountRow } from './tables.ts';

export interface Names {
  readonly userName: string;
  readonly displayName: string;
}

const context = 'access.account';

/**
 * The token under which a user name is found: small and capital letters alike, dots and hyphens do not tell two apart.
 * The word in front keeps it apart from the folios of children's papers.
 */
export const userNameTokenOf = (node: NodeServices, userName: string): string => node.vault.searchToken('folio', `user name ${userName}`)!;

export const namesOf = (node: NodeServices, row: Pick<AccountRow, 'sealed'>): Names => node.vault.openForNode(row.sealed, context) as Names;

export const findAccount = (transaction: Transaction, id: WorkerId): Promise<AccountRow | undefined> =>
  tablesOf(transaction).selectFrom('access.account').selectAll().where('id', '=', id).executeTakeFirst();

/** As `findAccount`, and keeps others from changing it until the transaction ends. */
export const lockAccount = (transaction: Transaction, id: WorkerId): Promise<AccountRow | undefined> =>
  tablesOf(transaction).selectFrom('access.account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const findAccountByToken = (transaction: Transaction, token: string): Promise<AccountRow | undefined> =>
  tablesOf(transaction).selectFrom('access.account').selectAll().where('user_name_token', '=', token).executeTakeFirst();

/** Makes other makers of accounts and teams wait until this transaction ends, so that no name is taken twice. */
export async function lockNames(transaction: Transaction): Promise<void> {
  await sql`lock table access.account, access.team in share row exclusive mode`.execute(transaction);
}

export const listAccountRows = (transaction: Transaction): Promise<AccountRow[]> =>
  tablesOf(transaction).selectFrom('access.account').selectAll().orderBy('created_at').orderBy('id').execute();

export const listTeamRows = (transaction: Transaction): Promise<{ id: Uuid; name: string }[]> =>
  tablesOf(transaction).selectFrom('access.team').selectAll().orderBy('name').execute();

/** Display names of workers, by identifier; an identifier that is nobody's account (the node itself) is left out. */
export async function findWorkerNames(node: NodeServices, transaction: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)].filter(isUuid);
  if (wanted.length === 0) return new Map();
  const rows = await withDirectory(transaction, () =>
    tablesOf(transaction).selectFrom('access.account').select(['id', 'sealed']).where('id', 'in', wanted).execute(),
  );
  return new Map(rows.map((row) => [row.id, namesOf(node, row).displayName]));
}

export async function insertAccount(node: NodeServices, transaction: Transaction, body: AccessBodies['account-created'], createdAt: Instant): Promise<void> {
  const names: Names = { userName: body.userName.toLowerCase(), displayName: body.displayName };
  await tablesOf(transaction).insertInto('access.account').values({
    id: body.accountId,
    user_name_token: userNameTokenOf(node, body.userName),
    sealed: node.vault.sealForNode(names, context),
    roles: [...body.roles],
    team_ids: [...body.teamIds],
    status: 'active',
    language: body.language,
    created_at: createdAt,
  }).execute();
}

const update = async (transaction: Transaction, id: WorkerId, change: Partial<Pick<AccountRow, 'roles' | 'team_ids' | 'status' | 'language'>>) => {
  await tablesOf(transaction).updateTable('access.account').set(change).where('id', '=', id).execute();
};

export const setRights = (transaction: Transaction, id: WorkerId, roles: readonly Role[], teamIds: readonly Uuid[]): Promise<void> =>
  update(transaction, id, { roles: [...roles], team_ids: [...teamIds] });
export const setStatus = (transaction: Transaction, id: WorkerId, status: 'active' | 'disabled'): Promise<void> => update(transaction, id, { status });
export const setLanguage = (transaction: Transaction, id: WorkerId, language: Language): Promise<void> => update(transaction, id, { language });

export async function insertTeam(transaction: Transaction, id: Uuid, name: string): Promise<void> {
  await tablesOf(transaction).insertInto('access.team').values({ id, name }).execute();
}

export async function renameTeam(transaction: Transaction, id: Uuid, name: string): Promise<void> {
  await tablesOf(transaction).updateTable('access.team').set({ name }).where('id', '=', id).execute();
}
