import { route, type Route } from '#platform/http/route.ts';
import { exportOutcomes, proveQueues, viewOutcomes, viewWork } from './schema.ts';
import { file, view } from './service/outcomes.ts';
import { proof, work } from './service/work.ts';

export const monitoringRoutes: readonly Route[] = [route(viewWork, work), route(proveQueues, proof), route(viewOutcomes, view), route(exportOutcomes, file)];
