import type { WorkerId } from '#kernel/identifier.ts';
import { addHours } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { command } from '../../ledger/command.ts';
import { query } from '../../ledger/query.ts';
import type { UnitOfWork } from '../../services.ts';
import { hashPassword } from '../../vault/index.ts';
import { decideAccount, decideReset, decideRoles, decideStatus } from '../rules/accounts.ts';
import { temporaryPasswordHours } from '../rules/session.ts';
import * as schema from '../schema/accounts.ts';
import { readableSecret } from '../second-factor.ts';
import { findAccountByToken, listAccountRows, listTeamRows, lockAccount, lockNames, namesOf, userNameTokenOf } from '../store/accounts.ts';
import { listCredentials, removeSecondFactors, savePassword } from '../store/credentials.ts';
import { clearGuard } from '../store/guard.ts';
import { countPasskeys } from '../store/passkeys.ts';
import { widenTo } from '../store/reach.ts';
import { findLastSights, revokeAllSessions } from '../store/sessions.ts';
import type { AccountRow } from '../store/tables.ts';

const administrators = { roles: ['administrator'] } as const;
const administratorsAgain = { roles: ['administrator'], needsStepUp: true } as const;

export const listAccounts = query({
  name: 'access.list-accounts',
  input: schema.listAccounts.input,
  scope: administrators,
  async read({ node, transaction }) {
    await widenTo(transaction, 'accounts');
    const credentials = new Map((await listCredentials(transaction)).map((row) => [row.account_id, row]));
    const passkeyCounts = await countPasskeys(transaction);
    const lastSights = await findLastSights(transaction);
    const accounts = (await listAccountRows(transaction)).map((row): schema.Account => ({
      id: row.id,
      ...namesOf(node, row),
      roles: row.roles,
      teamIds: row.team_ids,
      status: row.status,
      language: row.language,
      mustChangePassword: credentials.get(row.id)?.must_change_password ?? true,
      secondFactors: { hasTotp: credentials.get(row.id)?.totp_sealed != null, passkeyCount: passkeyCounts.get(row.id) ?? 0 },
      createdAt: row.created_at,
      lastSeenAt: lastSights.get(row.id) ?? null,
    }));
    return succeed({ accounts });
  },
});

const knownTeamIds = async ({ transaction }: UnitOfWork) => (await listTeamRows(transaction)).map((team) => team.id);

/** The account of an administrator's act, locked. Refuses with `not-found`. */
async function accountOf({ transaction }: UnitOfWork, id: WorkerId): Promise<Result<AccountRow>> {
  await widenTo(transaction, 'accounts');
  const row = await lockAccount(transaction, id);
  return row ? succeed(row) : refuse('not-found');
}

/** Gives a password that works for three days and opens nothing until it is changed. */
async function giveTemporaryPassword({ transaction, now }: UnitOfWork, accountId: WorkerId, temporaryPassword: string): Promise<void> {
  await savePassword(transaction, accountId, {
    password_hash: await hashPassword(temporaryPassword),
    must_change_password: true,
    temporary_until: addHours(now, temporaryPasswordHours),
  });
}

export const createAccount = command({
  name: 'access.create-account',
  input: schema.createAccount.input,
  scope: administratorsAgain,
  async load(unit, input) {
    await widenTo(unit.transaction, 'accounts');
    await lockNames(unit.transaction);
    const taken = await findAccountByToken(unit.transaction, userNameTokenOf(unit.node, input.userName));
    return succeed({ isNameTaken: taken !== undefined, knownTeamIds: await knownTeamIds(unit), temporaryPassword: readableSecret(unit.node) });
  },
  decide: decideAccount,
  save: (unit, { output }) => giveTemporaryPassword(unit, output.id, output.temporaryPassword),
});

export const changeAccountRoles = command({
  name: 'access.change-account-roles',
  input: schema.changeAccountRoles.input,
  scope: administratorsAgain,
  async load(unit, input) {
    const account = await accountOf(unit, input.accountId);
    return account.ok ? succeed({ account: account.value, knownTeamIds: await knownTeamIds(unit) }) : account;
  },
  decide: decideRoles,
  save: ({ transaction, now }, _, { account }) => revokeAllSessions(transaction, account.id, now),
});

export const setAccountStatus = command({
  name: 'access.set-account-status',
  input: schema.setAccountStatus.input,
  scope: administratorsAgain,
  load: (unit, input) => accountOf(unit, input.accountId),
  decide: decideStatus,
  save: ({ transaction, now }, _, account) => revokeAllSessions(transaction, account.id, now),
});

export const resetPassword = command({
  name: 'access.reset-password',
  input: schema.resetPassword.input,
  scope: administratorsAgain,
  async load(unit, input) {
    const account = await accountOf(unit, input.accountId);
    return account.ok ? succeed({ account: account.value, temporaryPassword: readableSecret(unit.node) }) : account;
  },
  decide: (state, input, facts) => decideReset(state, input, facts),
  async save(unit, { output }, { account }, input) {
    await giveTemporaryPassword(unit, account.id, output.temporaryPassword);
    if (input.removesSecondFactors) await removeSecondFactors(unit.transaction, account.id);
    await revokeAllSessions(unit.transaction, account.id, unit.now);
    await clearGuard(unit.transaction, account.user_name_token);
  },
});
