export { nodeCaller } from './acting.ts';
export { createAuthenticate } from './authenticate.ts';
export { accessExtension, doors, type Door } from './doors.ts';
export { ensureAccount, ensureTeam, type EnsuredAccount, type WantedAccount } from './ensure-account.ts';
export { projectAccess } from './project.ts';
export { accessRoutes } from './routes.ts';
export { findWorkerNames } from './store/accounts.ts';
