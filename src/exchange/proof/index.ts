import { route, type Route } from '#platform/http/route.ts';
import { exportCustodyVerb } from './custody-export.ts';
import { exportEquivocationVerb } from './equivocation-export.ts';
import * as schema from './schema.ts';

/** The door of proof for outsiders: files that verify without this node, and the one judge of them. */
export { exportCustodyVerb as exportCustody } from './custody-export.ts';
export { exportEquivocationVerb as exportEquivocation } from './equivocation-export.ts';
export { judge } from './check/judge.ts';

export const proofRoutes: readonly Route[] = [route(schema.exportCustody, exportCustodyVerb), route(schema.exportEquivocation, exportEquivocationVerb)];
