import { eachByItself, type Projector } from '#platform/services.ts';
import { projectPair } from './pairs.ts';
import { projectRequest } from './requests.ts';

/**
 * Writes this room's tables from one operation. Another agency's questions and pairs are its own: they come with no file,
 * and would shape nothing here.
 */
export const projectTracing: Projector = eachByItself(async (within, operation) => {
  if (operation.childId === null) throw new Error(`${operation.kind} belongs to no child`);
  if (operation.node !== within.node.nodeId || operation.kind.startsWith('tracing.child-')) return;
  await (operation.kind.startsWith('tracing.pair-') ? projectPair(within, operation) : projectRequest(within, operation));
});
