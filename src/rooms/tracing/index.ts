/** The door of the tracing room. */
export { createRegistry, type Registry } from './service/registry.ts';
export { searchVerb,  } from './service/search.ts';
export { tracingRoutes } from './routes.ts';
