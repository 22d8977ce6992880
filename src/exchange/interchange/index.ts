/** The door of interchange: standard formats in and out. Now: children from spreadsheets. */
export { interchangeRoutes } from './routes.ts';
export { check, importSome, list, open, undo } from './service.ts';
export { forgetChild, projectInterchange } from './store.ts';
