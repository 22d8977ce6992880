import type { Uuid } from '#kernel/identifier.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { roles } from '#kernel/role.ts';
import { command } from '../../ledger/command.ts';
import { query } from '../../ledger/query.ts';
import type { UnitOfWork } from '../../services.ts';
import { accessOperation } from '../rules/operations.ts';
import * as schema from '../schema/accounts.ts';
import { listAccountRows, listTeamRows, lockNames, namesOf } from '../store/accounts.ts';
import { widenTo, withDirectory } from '../store/reach.ts';

const everyone = { roles } as const;
const administrators = { roles: ['administrator'] } as const;

export const listTeams = query({
  name: 'access.list-teams',
  input: schema.listTeams.input,
  scope: everyone,
  read: async ({ transaction }) => succeed({ teams: await withDirectory(transaction, () => listTeamRows(transaction)) }),
});

/** Colleagues, for assigning a child and for showing who acted. */
export const listWorkers = query({
  name: 'access.list-workers',
  input: schema.listWorkers.input,
  scope: everyone,
  async read({ node, transaction }) {
    const rows = await withDirectory(transaction, () => listAccountRows(transaction));
    const workers = rows.map((row) => ({
      id: row.id,
      displayName: namesOf(node, row).displayName,
      roles: row.roles,
      teamIds: row.team_ids,
      isActive: row.status === 'active',
    }));
    return succeed({ workers });
  },
});

async function teamsOf({ transaction }: UnitOfWork) {
  await widenTo(transaction, 'accounts');
  await lockNames(transaction);
  return listTeamRows(transaction);
}

const isTaken = (teams: readonly { id: Uuid; name: string }[], name: string): boolean =>
  teams.some((team) => team.name.toLowerCase() === name.toLowerCase());

export const createTeam = command({
  name: 'access.create-team',
  input: schema.createTeam.input,
  scope: administrators,
  load: async (unit) => succeed(await teamsOf(unit)),
  decide(teams, { name }, facts) {
    if (isTaken(teams, name)) return refuse('conflict', { field: 'name' });
    const id = facts.newIdentifier();
    return succeed({ operations: [accessOperation('team-created', { teamId: id, name })], output: { id } });
  },
});

export const renameTeam = command({
  name: 'access.rename-team',
  input: schema.renameTeam.input,
  scope: administrators,
  load: async (unit) => succeed(await teamsOf(unit)),
  decide(teams, { teamId, name }) {
    const team = teams.find((candidate) => candidate.id === teamId);
    if (!team) return refuse('not-found');
    if (isTaken(teams.filter((other) => other !== team), name)) return refuse('conflict', { field: 'name' });
    return succeed({ operations: [accessOperation('team-renamed', { teamId: team.id, name })], output: {} });
  },
});
