import { sql } from 'kysely';
import type { ChildId } from '#kernel/identifier.ts';
import { deleteRowsOf } from '#platform/db/delete-rows.ts';
import type { Transaction } from '#platform/db/transact.ts';
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

/** For a child who is erased: questions about her, and where she was a possible answer. */
export async function forgetChild(transaction: Transaction, childId: ChildId): Promise<void> {
  await sql`delete from tracing.candidate where request_id in (select request_id from tracing.request where child_id = ${childId})`.execute(transaction);
  await sql`delete from tracing.pair where other_child_id = ${childId}`.execute(transaction);
  await deleteRowsOf(transaction, childId, ['tracing.candidate', 'tracing.pair', 'tracing.contact', 'tracing.request']);
}
