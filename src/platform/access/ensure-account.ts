import type { Uuid, WorkerId } from '#kernel/identifier.ts';
import { succeed, type Result } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { nodeScope, transact } from '../db/transact.ts';
import type { NodeServices } from '../services.ts';
import { hashPassword } from '../vault/index.ts';
import { act, nodeCaller, type Outcome } from './acting.ts';
import { decideAccount } from './rules/accounts.ts';
import { accessOperation } from './rules/operations.ts';
import type { Language } from './schema/words.ts';
import { findAccountByToken, listTeamRows, userNameTokenOf } from './store/accounts.ts';
import { savePassword } from './store/credentials.ts';

export interface WantedAccount {
  readonly userName: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly teamIds: readonly Uuid[];
  readonly language?: Language;
  readonly password: string;
  /** The password opens nothing until it is changed: for the first administrator of a real node. */
  readonly mustChangePassword?: boolean;
}

export interface EnsuredAccount {
  readonly id: WorkerId;
  readonly isNew: boolean;
}

/**
 * Makes an account unless there is one of that user name, which then stays as it is. Without an administrator: for the
 * command line and the training corridor. Refuses with `conflict` (roles) and `not-found` (team).
 */
export async function ensureAccount(node: NodeServices, wanted: WantedAccount): Promise<Result<EnsuredAccount>> {
  const token = userNameTokenOf(node, wanted.userName);
  const existing = await transact(node.database, nodeScope(node.clock.now()), (transaction) => findAccountByToken(transaction, token));
  if (existing) return succeed({ id: existing.id, isNew: false });
  const passwordHash = await hashPassword(wanted.password);
  return act(node, nodeCaller(node), async (unit): Promise<Outcome<Result<EnsuredAccount>>> => {
    const knownTeamIds = (await listTeamRows(unit.transaction)).map((team) => team.id);
    const decision = decideAccount({ isNameTaken: false, knownTeamIds, temporaryPassword: '' }, wanted, unit);
    if (!decision.ok) return { operations: [], value: decision };
    const { id } = decision.value.output;
    await savePassword(unit.transaction, id, { password_hash: passwordHash, must_change_password: wanted.mustChangePassword ?? false, temporary_until: null });
    return { operations: decision.value.operations, value: succeed({ id, isNew: true }) };
  });
}

/** The team of that name, made if there is none. */
export const ensureTeam = (node: NodeServices, name: string): Promise<Uuid> =>
  act(node, nodeCaller(node), async (unit): Promise<Outcome<Uuid>> => {
    const existing = (await listTeamRows(unit.transaction)).find((team) => team.name.toLowerCase() === name.toLowerCase());
    if (existing) return { operations: [], value: existing.id };
    const teamId = unit.newIdentifier();
    return { operations: [accessOperation('team-created', { teamId, name })], value: teamId };
  });
