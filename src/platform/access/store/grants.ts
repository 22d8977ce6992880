import { sql } from 'kysely';
import type { ChildId, Uuid, WorkerId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { deleteRowsOf } from '../../db/delete-rows.ts';
import type { Transaction } from '../../db/transact.ts';
import type { AccessBodies } from '../rules/operations.ts';
import { tablesOf, type ChildGrantRow, type ChildRequestRow } from './tables.ts';

/** Whether this node knows the child at all, also when the caller may not see her. */
export async function isChildKnown(transaction: Transaction, childId: ChildId): Promise<boolean> {
  const result = await sql<{ known: boolean }>`select access.is_child_known(${childId}) as known`.execute(transaction);
  return result.rows[0]!.known;
}

/** Whether the caller may see the child now. */
export async function isChildVisible(transaction: Transaction, childId: ChildId): Promise<boolean> {
  const result = await sql<{ visible: boolean }>`select exists (select from access.child_scope where child_id = ${childId}) as visible`.execute(transaction);
  return result.rows[0]!.visible;
}

export const listOpenRequests = (transaction: Transaction): Promise<ChildRequestRow[]> =>
  tablesOf(transaction).selectFrom('access.child_request').selectAll().where('decision', 'is', null).orderBy('asked_at').execute();

export const lockRequest = (transaction: Transaction, id: Uuid): Promise<ChildRequestRow | undefined> =>
  tablesOf(transaction).selectFrom('access.child_request').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export async function hasOpenRequest(transaction: Transaction, childId: ChildId, workerId: WorkerId): Promise<boolean> {
  const row = await tablesOf(transaction).selectFrom('access.child_request').select('id').where('child_id', '=', childId)
    .where('worker_id', '=', workerId).where('decision', 'is', null).executeTakeFirst();
  return row !== undefined;
}

export const lockOpening = (transaction: Transaction, id: Uuid): Promise<ChildGrantRow | undefined> =>
  tablesOf(transaction).selectFrom('access.child_grant').selectAll().where('id', '=', id).where('kind', '=', 'break-glass').forUpdate().executeTakeFirst();

/** Break-glass openings that nobody has reviewed yet, oldest first: of one worker, or all that the caller may see. */
export function listUnreviewed(transaction: Transaction, workerId?: WorkerId): Promise<ChildGrantRow[]> {
  const query = tablesOf(transaction).selectFrom('access.child_grant').selectAll()
    .where('kind', '=', 'break-glass').where('reviewed_at', 'is', null).orderBy('granted_at');
  return (workerId === undefined ? query : query.where('worker_id', '=', workerId)).execute();
}

export const listGrantsOfChild = (transaction: Transaction, childId: ChildId): Promise<ChildGrantRow[]> =>
  tablesOf(transaction).selectFrom('access.child_grant').selectAll().where('child_id', '=', childId).orderBy('granted_at', 'desc').execute();

export async function insertRequest(transaction: Transaction, body: AccessBodies['child-access-asked'], askedAt: Instant): Promise<void> {
  await tablesOf(transaction).insertInto('access.child_request').values({
    child_id: body.childId, id: body.requestId, worker_id: body.workerId, asked_at: askedAt, reason_sealed: Buffer.from(body.reasonSealed, 'base64url'),
  }).execute();
}

export async function closeRequest(transaction: Transaction, body: AccessBodies['child-access-decided'], decidedBy: string, decidedAt: Instant): Promise<void> {
  await tablesOf(transaction).updateTable('access.child_request').set({ decision: body.decision, decided_by: decidedBy, decided_at: decidedAt })
    .where('child_id', '=', body.childId).where('id', '=', body.requestId).execute();
}

export async function insertGrant(transaction: Transaction, row: Omit<ChildGrantRow, 'reviewed_by' | 'reviewed_at'>): Promise<void> {
  await tablesOf(transaction).insertInto('access.child_grant').values({ ...row, reviewed_by: null, reviewed_at: null }).execute();
}

/** Closes the review; an opening found unjustified ends at once if it had not ended by itself. */
export async function closeReview(transaction: Transaction, body: AccessBodies['glass-reviewed'], reviewedBy: string, reviewedAt: Instant): Promise<void> {
  const query = tablesOf(transaction).updateTable('access.child_grant').where('id', '=', body.grantId);
  await query.set({
    reviewed_by: reviewedBy,
    reviewed_at: reviewedAt,
    ...(body.finding === 'unjustified' ? { until: sql<Instant>`least(until, ${reviewedAt}::timestamptz)` } : {}),
  }).execute();
}

/** For a child who is erased: who asked to see her, and who was let, goes with her file. */
export const forgetChild = (transaction: Transaction, childId: ChildId): Promise<void> => deleteRowsOf(transaction, childId, ['access.child_grant', 'access.child_request']);
