import { route, type Route } from '../http/route.ts';
import * as schema from './schema.ts';
import { changeAccountRoles, createAccount, listAccounts, resetPassword, setAccountStatus } from './service/accounts.ts';
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from './service/codes.ts';
import { askAccess, breakGlass, decideAccess, listAccessRequests, listReviews, reviewBreakGlass } from './service/grants.ts';
import { listPasskeys, passkeyRegistrationOptions, registerPasskey, removePasskey } from './service/passkeys.ts';
import { listSessions, revokeSession, setLanguage } from './service/sessions.ts';
import { createTeam, listTeams, listWorkers, renameTeam } from './service/teams.ts';
import { whoLooked } from './service/who-looked.ts';

/** What a signed-in worker can do here; signing in itself stands in `doors.ts`. */
export const accessRoutes: readonly Route[] = [
  route(schema.setLanguage, setLanguage),
  route(schema.listSessions, listSessions),
  route(schema.revokeSession, revokeSession),
  route(schema.beginTotp, beginTotp),
  route(schema.confirmTotp, confirmTotp),
  route(schema.removeTotp, removeTotp),
  route(schema.renewRecoveryCodes, renewRecoveryCodes),
  route(schema.listPasskeys, listPasskeys),
  route(schema.passkeyRegistrationOptions, passkeyRegistrationOptions),
  route(schema.registerPasskey, registerPasskey),
  route(schema.removePasskey, removePasskey),
  route(schema.listAccounts, listAccounts),
  route(schema.createAccount, createAccount),
  route(schema.changeAccountRoles, changeAccountRoles),
  route(schema.setAccountStatus, setAccountStatus),
  route(schema.resetPassword, resetPassword),
  route(schema.listTeams, listTeams),
  route(schema.createTeam, createTeam),
  route(schema.renameTeam, renameTeam),
  route(schema.listWorkers, listWorkers),
  route(schema.askAccess, askAccess),
  route(schema.listAccessRequests, listAccessRequests),
  route(schema.decideAccess, decideAccess),
  route(schema.breakGlass, breakGlass),
  route(schema.listReviews, listReviews),
  route(schema.reviewBreakGlass, reviewBreakGlass),
  route(schema.whoLooked, whoLooked),
];
