import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { DisplayName, Done, InstantOrNull, InstantText, Language, RoleName, UserName, UuidText } from './words.ts';

/** Accounts and teams, kept by administrators; the directory is for every worker of the node. */
const AccountStatus = Type.Enum(['active', 'disabled']);
const RoleNames = Type.Array(RoleName, { minItems: 1, maxItems: 8, uniqueItems: true });
const TeamIds = Type.Array(UuidText, { maxItems: 20, uniqueItems: true });
const TeamName = Type.String({ minLength: 2, maxLength: 80 });

export const Account = Type.Object({
  id: UuidText,
  userName: Type.String(),
  displayName: Type.String(),
  roles: Type.Array(RoleName),
  teamIds: Type.Array(UuidText),
  status: AccountStatus,
  language: Language,
  mustChangePassword: Type.Boolean(),
  secondFactors: Type.Object({ hasTotp: Type.Boolean(), passkeyCount: Type.Integer() }),
  createdAt: InstantText,
  lastSeenAt: InstantOrNull,
});
export type Account = Static<typeof Account>;

export const listAccounts = endpoint({
  method: 'GET',
  path: '/api/accounts',
  summary: 'All accounts of this node',
  input: Type.Object({}),
  output: Type.Object({ accounts: Type.Array(Account) }),
});

/** Shown once, to be told to the worker by another way; it ends after three days or at the first change. */
const TemporaryPassword = Type.String();

/** Refuses with `conflict` (user name taken; administrator together with a role that opens files), `not-found` (team). */
export const createAccount = endpoint({
  method: 'POST',
  path: '/api/accounts',
  summary: 'Create an account',
  input: Type.Object({ userName: UserName, displayName: DisplayName, roles: RoleNames, teamIds: TeamIds, language: Type.Optional(Language) }, { additionalProperties: false }),
  output: Type.Object({ id: UuidText, temporaryPassword: TemporaryPassword }),
});

/** Ends the worker's sessions. Refuses with `not-allowed` for the own account, `conflict` and `not-found` as above. */
export const changeAccountRoles = endpoint({
  method: 'PUT',
  path: '/api/accounts/:accountId/roles',
  summary: 'Change roles and teams of an account',
  input: Type.Object({ accountId: UuidText, roles: RoleNames, teamIds: TeamIds }, { additionalProperties: false }),
  output: Done,
});

/** Refuses with `not-allowed` for the own account, `already-done`. */
export const setAccountStatus = endpoint({
  method: 'PUT',
  path: '/api/accounts/:accountId/status',
  summary: 'Disable an account or open it again',
  input: Type.Object({ accountId: UuidText, status: AccountStatus }, { additionalProperties: false }),
  output: Done,
});

/** Also ends all sessions, the lock and, when asked, the second factors. Refuses with `not-allowed` for the own account. */
export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/accounts/:accountId/password-reset',
  summary: 'Give a temporary password',
  input: Type.Object({ accountId: UuidText, removesSecondFactors: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  output: Type.Object({ temporaryPassword: TemporaryPassword }),
});

export const listTeams = endpoint({
  method: 'GET',
  path: '/api/teams',
  summary: 'Teams of this node',
  input: Type.Object({}),
  output: Type.Object({ teams: Type.Array(Type.Object({ id: UuidText, name: Type.String() })) }),
});

/** Refuses with `conflict` when the name is taken. */
export const createTeam = endpoint({
  method: 'POST',
  path: '/api/teams',
  summary: 'Create a team',
  input: Type.Object({ name: TeamName }, { additionalProperties: false }),
  output: Type.Object({ id: UuidText }),
});

export const renameTeam = endpoint({
  method: 'PUT',
  path: '/api/teams/:teamId',
  summary: 'Rename a team',
  input: Type.Object({ teamId: UuidText, name: TeamName }, { additionalProperties: false }),
  output: Done,
});

/** Colleagues, for assigning and for showing who acted; nothing about how they sign in. */
export const listWorkers = endpoint({
  method: 'GET',
  path: '/api/workers',
  summary: 'Colleagues at this node',
  input: Type.Object({}),
  output: Type.Object({
    workers: Type.Array(Type.Object({
      id: UuidText,
      displayName: Type.String(),
      roles: Type.Array(RoleName),
      teamIds: Type.Array(UuidText),
      isActive: Type.Boolean(),
    })),
  }),
});
