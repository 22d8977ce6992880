import { sql } from 'kysely';
import type { ChildId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { deleteRowsOf } from '#platform/db/delete-rows.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { Projector } from '#platform/services.ts';
import { projectComparison } from './comparison.ts';
import { projectContact } from './contact.ts';
import { projectPair } from './pairs.ts';
import { projectRequest } from './requests.ts';
import type { Within } from './tables.ts';

/**
 * Writes this room's tables. Another agency's questions and pairs are its own: they come with no file, and would shape nothing here.
 * The history of a request, a pair or a contact is read and sealed once, however many acts about it follow on each other.
 */
export const projectTracing: Projector = async (within, run) => {
  const own = run.filter(({ node, kind }) => node === within.node.nodeId && !kind.startsWith('tracing.child-'));
  for (const operation of own.filter(isComparison)) await projectComparison(within, operation);
  for (const operations of Map.groupBy(own.filter((operation) => !isComparison(operation)), subjectOf).values()) await projectSubject(within, operations);
};

const isComparison = ({ kind }: Operation): boolean => kind.startsWith('tracing.comparison-');

/** The request, pair or contact that an act is about. */
function subjectOf({ body }: Operation): string {
  const { pairId, contactId, requestId } = body as { readonly pairId?: string; readonly contactId?: string; readonly requestId?: string | null };
  return pairId ?? contactId ?? String(requestId);
}

async function projectSubject(within: Within, operations: readonly Operation[]): Promise<void> {
  const { kind, childId } = operations[0]!;
  if (childId === null) throw new Error(`${kind} belongs to no child`);
  const project = kind.startsWith('tracing.pair-') ? projectPair : kind.startsWith('tracing.contact-') ? projectContact : projectRequest;
  await project(within, operations);
}

/** For a child who is erased: questions about her, and where she was a possible answer. */
export async function forgetChild(transaction: Transaction, childId: ChildId): Promise<void> {
  await sql`delete from tracing.candidate where request_id in (select request_id from tracing.request where child_id = ${childId})`.execute(transaction);
  await sql`delete from tracing.pair where other_child_id = ${childId}`.execute(transaction);
  await deleteRowsOf(transaction, childId, ['tracing.candidate', 'tracing.pair', 'tracing.contact', 'tracing.request']);
}
