export { nodeCaller } from './acting.ts';
export { createAuthenticate } from './authenticate.ts';
export { accessExtension,   } from './doors.ts';
export { ensureAccount, ensureTeam,   } from './ensure-account.ts';
export { projectAccess } from './project.ts';
export { forgetChild } from './store/grants.ts';
export { accessRoutes } from './routes.ts';
;
