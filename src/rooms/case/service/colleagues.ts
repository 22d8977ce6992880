import type { Uuid } from '#kernel/identifier.ts';
import type { Transaction } from '#platform/db/transact.ts';
import { findAccount, listTeamRows } from '#platform/access/store/accounts.ts';
import { withDirectory } from '#platform/access/store/reach.ts';
import type { Colleague } from '../rules/decide-team.ts';

/** A colleague at this node, by account. */
export async function findColleague(transaction: Transaction, workerId: string): Promise<Colleague | null> {
  const account = await withDirectory(transaction, () => findAccount(transaction, workerId as Uuid));
  return account ? { isActive: account.status === 'active', teamIds: account.team_ids } : null;
}

export const hasTeam = async (transaction: Transaction, teamId: string): Promise<boolean> =>
  (await withDirectory(transaction, () => listTeamRows(transaction))).some((team) => team.id === teamId);
