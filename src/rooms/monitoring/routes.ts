import { route, type Route } from '#platform/http/route.ts';
import { proveQueues, viewWork } from './schema.ts';
import { proof, work } from './service.ts';

export const monitoringRoutes: readonly Route[] = [route(viewWork, work), route(proveQueues, proof)];
