import type { Uuid, WorkerId } from '#kernel/identifier.ts';
import type { Decision } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { fileRoles, type Role } from '#kernel/role.ts';
import type { Language } from '../schema/words.ts';
import { accessOperation } from './operations.ts';

export interface AccountState {
  readonly id: WorkerId;
  readonly status: 'active' | 'disabled';
}

interface Rights {
  readonly roles: readonly Role[];
  readonly teamIds: readonly Uuid[];
}

/**
 * Who keeps the accounts does not open files: with both, one person could give themself sight of any child unseen.
 * Refuses with `conflict` (`roles`) and `not-found` (`team`).
 */
function checkRights(rights: Rights, knownTeamIds: readonly Uuid[]): Result<true> {
  const opensFiles = rights.roles.some((role) => (fileRoles as readonly Role[]).includes(role));
  if (opensFiles && rights.roles.includes('administrator')) return refuse('conflict', { field: 'roles' });
  return rights.teamIds.every((id) => knownTeamIds.includes(id)) ? succeed(true) : refuse('not-found', { field: 'teamIds' });
}

export interface NewAccount extends Rights {
  readonly userName: string;
  readonly displayName: string;
  readonly language?: Language;
}

/** Refuses as `checkRights`, and with `conflict` (`userName`) when it is taken. */
export function decideAccount(
  state: { readonly isNameTaken: boolean; readonly knownTeamIds: readonly Uuid[]; readonly temporaryPassword: string },
  input: NewAccount,
  facts: { newIdentifier(): Uuid },
): Result<Decision<{ id: WorkerId; temporaryPassword: string }>> {
  const rights = checkRights(input, state.knownTeamIds);
  if (!rights.ok) return rights;
  if (state.isNameTaken) return refuse('conflict', { field: 'userName' });
  const id = facts.newIdentifier();
  const { userName, displayName, roles, teamIds, language = 'es' } = input;
  return succeed({
    operations: [accessOperation('account-created', { accountId: id, userName, displayName, roles, teamIds, language })],
    output: { id, temporaryPassword: state.temporaryPassword },
  });
}

/** Nobody changes their own rights: not even those who change everybody else's. */
const refuseOwn = (account: AccountState, actor: string): Result<true> => (account.id === actor ? refuse('not-allowed') : succeed(true));

/** Refuses with `not-allowed` for the own account, and as `checkRights`. */
export function decideRoles(
  state: { readonly account: AccountState; readonly knownTeamIds: readonly Uuid[] },
  input: Rights,
  facts: { readonly actor: string },
): Result<Decision<Record<string, never>>> {
  const own = refuseOwn(state.account, facts.actor);
  if (!own.ok) return own;
  const rights = checkRights(input, state.knownTeamIds);
  if (!rights.ok) return rights;
  const body = { accountId: state.account.id, roles: input.roles, teamIds: input.teamIds };
  return succeed({ operations: [accessOperation('account-roles-changed', body)], output: {} });
}

/** Refuses with `not-allowed` for the own account, `already-done` when it has that status. */
export function decideStatus(
  account: AccountState,
  input: { readonly status: 'active' | 'disabled' },
  facts: { readonly actor: string },
): Result<Decision<Record<string, never>>> {
  const own = refuseOwn(account, facts.actor);
  if (!own.ok) return own;
  if (account.status === input.status) return refuse('already-done');
  return succeed({ operations: [accessOperation('account-status-set', { accountId: account.id, status: input.status })], output: {} });
}

/** Refuses with `not-allowed` for the own account: that is a change of password, with the old one. */
export function decideReset(
  state: { readonly account: AccountState; readonly temporaryPassword: string },
  input: { readonly removesSecondFactors?: boolean },
  facts: { readonly actor: string },
): Result<Decision<{ temporaryPassword: string }>> {
  const own = refuseOwn(state.account, facts.actor);
  if (!own.ok) return own;
  const body = { accountId: state.account.id, removesSecondFactors: input.removesSecondFactors ?? false };
  return succeed({ operations: [accessOperation('password-reset', body)], output: { temporaryPassword: state.temporaryPassword } });
}
