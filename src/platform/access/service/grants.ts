import type { ChildId } from '#kernel/identifier.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { agencyWideRoles, fileRoles } from '#kernel/role.ts';
import { command } from '../../ledger/command.ts';
import { query } from '../../ledger/query.ts';
import type { UnitOfWork } from '../../services.ts';
import { decideAsk, decideBreakGlass, decideRequest, decideReview, isReviewOverdue, reviewDueAt, type ChildToSee } from '../rules/grants.ts';
import * as schema from '../schema/grants.ts';
import { findWorkerNames } from '../store/accounts.ts';
import { hasOpenRequest, isChildKnown, listOpenRequests, listUnreviewed, lockOpening, lockRequest } from '../store/grants.ts';

const caseWorkers = { roles: fileRoles } as const;
const supervisors = { roles: agencyWideRoles } as const;
const context = 'access.reason';

/** The child that a worker asks to see, and the reason under the child's key: it is erased with her. */
async function childToSee({ node, transaction }: UnitOfWork, childId: ChildId, reason: string): Promise<ChildToSee> {
  if (!(await isChildKnown(transaction, childId))) return { childId, isKnown: false, reasonSealed: '' };
  const sealed = await node.vault.sealForChild(transaction, childId, reason, context);
  return { childId, isKnown: true, reasonSealed: sealed.toString('base64url') };
}

async function openReason({ node, transaction }: UnitOfWork, childId: ChildId, sealed: Buffer): Promise<string | null> {
  const opened = await node.vault.openForChild(transaction, childId, sealed, context);
  return opened.ok ? (opened.value as string) : null;
}

export const askAccess = command({
  name: 'access.ask-access',
  input: schema.askAccess.input,
  scope: caseWorkers,
  async load(unit, input) {
    const child = await childToSee(unit, input.childId, input.reason);
    return succeed({ ...child, hasOpenRequest: await hasOpenRequest(unit.transaction, input.childId, unit.caller.workerId!) });
  },
  decide: (state, _, facts) => decideAsk(state, facts),
});

export const listAccessRequests = query({
  name: 'access.list-requests',
  input: schema.listAccessRequests.input,
  scope: caseWorkers,
  async read(unit) {
    const rows = await listOpenRequests(unit.transaction);
    const names = await findWorkerNames(unit.node, unit.transaction, rows.map((row) => row.worker_id));
    const requests = [];
    for (const row of rows) {
      requests.push({
        id: row.id,
        childId: row.child_id,
        workerId: row.worker_id,
        workerName: names.get(row.worker_id) ?? '',
        askedAt: row.asked_at,
        reason: await openReason(unit, row.child_id, row.reason_sealed),
        isOwn: row.worker_id === unit.caller.workerId,
      });
    }
    return succeed({ requests });
  },
  shows: ({ requests }) => requests.map(({ childId }) => childId),
});

export const decideAccess = command({
  name: 'access.decide-access',
  input: schema.decideAccess.input,
  scope: supervisors,
  async load({ transaction }, input) {
    const row = await lockRequest(transaction, input.requestId);
    if (!row) return refuse('not-found');
    const reasonSealed = row.reason_sealed.toString('base64url');
    return succeed({ id: row.id, childId: row.child_id, workerId: row.worker_id, reasonSealed, decision: row.decision });
  },
  decide: decideRequest,
});

export const breakGlass = command({
  name: 'access.break-glass',
  input: schema.breakGlass.input,
  scope: { ...caseWorkers, needsStepUp: true },
  async load(unit, input) {
    const child = await childToSee(unit, input.childId, input.reason);
    const unreviewed = await listUnreviewed(unit.transaction, unit.caller.workerId!);
    return succeed({ ...child, isLimited: unreviewed.some((row) => isReviewOverdue(row.granted_at, unit.now)) });
  },
  decide: (state, _, facts) => decideBreakGlass(state, facts),
});

/** What supervisors see at once after every break-glass; others see their own. */
export const listReviews = query({
  name: 'access.list-reviews',
  input: schema.listReviews.input,
  scope: caseWorkers,
  async read(unit) {
    const rows = await listUnreviewed(unit.transaction);
    const names = await findWorkerNames(unit.node, unit.transaction, rows.map((row) => row.worker_id));
    const reviews = [];
    for (const row of rows) {
      reviews.push({
        grantId: row.id,
        childId: row.child_id,
        workerId: row.worker_id,
        workerName: names.get(row.worker_id) ?? '',
        openedAt: row.granted_at,
        until: row.until,
        reviewDueAt: reviewDueAt(row.granted_at),
        isOverdue: isReviewOverdue(row.granted_at, unit.now),
        reason: await openReason(unit, row.child_id, row.reason_sealed),
        isOwn: row.worker_id === unit.caller.workerId,
      });
    }
    return succeed({ reviews });
  },
  shows: ({ reviews }) => reviews.map(({ childId }) => childId),
});

export const reviewBreakGlass = command({
  name: 'access.review-break-glass',
  input: schema.reviewBreakGlass.input,
  scope: supervisors,
  async load({ transaction }, input) {
    const row = await lockOpening(transaction, input.grantId);
    return row ? succeed({ id: row.id, childId: row.child_id, workerId: row.worker_id, reviewedAt: row.reviewed_at }) : refuse('not-found');
  },
  decide: decideReview,
});
