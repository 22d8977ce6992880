/** The door of the tracing room. */
export { createRegistry, whenReady, type Registry } from './service/registry.ts';
export { hitsFor, searchVerb, type FindCustodians } from './service/search.ts';
export { createStandingQuestions } from './service/standing.ts';
export { openRequest } from './service/requests.ts';
export { forgetChild, projectTracing } from './store/project.ts';
export { tracingRoutes } from './routes.ts';
export * as comparison from './comparison.ts';
export { nameTokens } from './rules/letters.ts';
export { soundOf } from './rules/phonetic.ts';
