import { route, type Route } from '#platform/http/route.ts';
import { searchChildren } from './schema.ts';
import type { Registry } from './service/registry.ts';
import { searchVerb, type FindCustodians } from './service/search.ts';

/** This room's routes work on the registry that one node holds in memory. */
export const tracingRoutes = (registry: Registry, findCustodians: FindCustodians): readonly Route[] => [route(searchChildren, searchVerb(registry, findCustodians))];
