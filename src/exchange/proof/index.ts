import { route, type Route } from '#platform/http/route.ts';
import * as audit from './audit/service.ts';
import { exportCustodyVerb } from './custody-export.ts';
import { exportEquivocationVerb } from './equivocation-export.ts';
import * as schema from './schema.ts';

/** The door of proof for outsiders: files that verify without this node, and the one judge of them. */
export { exportCustodyVerb as exportCustody } from './custody-export.ts';
export { exportEquivocationVerb as exportEquivocation } from './equivocation-export.ts';
export { answer as answerAudit, ask as askForAudit, fetchFile as fetchAudit, list as listAudits } from './audit/service.ts';
export { projectProof } from './audit/store.ts';
export { judge } from './check/judge.ts';

export const proofRoutes: readonly Route[] = [
  route(schema.exportCustody, exportCustodyVerb), route(schema.exportEquivocation, exportEquivocationVerb),
  route(schema.listAudits, audit.list), route(schema.askForAudit, audit.ask), route(schema.answerAudit, audit.answer), route(schema.fetchAudit, audit.fetchFile),
];
