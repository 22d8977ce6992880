import { eachByItself, type Projector } from '#platform/services.ts';
import { projectComparison } from './comparison.ts';
import { projectContact } from './contact.ts';
import { projectPair } from './pairs.ts';
import { projectRequest } from './requests.ts';

/**
 * Writes this room's tables from one operation. Another agency's questions and pairs are its own: they come with no file,
 * and would shape nothing here.
 */
export const projectTracing: Projector = eachByItself(async (within, operation) => {
  if (operation.node !== within.node.nodeId || operation.kind.startsWith('tracing.child-')) return;
  if (operation.kind.startsWith('tracing.comparison-')) { await projectComparison(within, operation); return; }
  if (operation.childId === null) throw new Error(`${operation.kind} belongs to no child`);
  const project = operation.kind.startsWith('tracing.pair-') ? projectPair : operation.kind.startsWith('tracing.contact-') ? projectContact : projectRequest;
  await project(within, operation);
});
