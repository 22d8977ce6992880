import type { ChildId, Uuid, WorkerId } from '#kernel/identifier.ts';
import { addDays, addHours, addMilliseconds, type Instant } from '#kernel/instant.ts';
import type { Decision } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { accessOperation } from './operations.ts';

const breakGlassMinutes = 30;
/** Security design section 6: someone else reviews within a day, or the account is limited. */
const reviewHours = 24;
const usualGrantDays = 14;

interface Facts {
  readonly now: Instant;
  readonly workerId: WorkerId | null;
  newIdentifier(): Uuid;
}

export const reviewDueAt = (openedAt: Instant): Instant => addHours(openedAt, reviewHours);

/** Whether an opening was left without review for longer than allowed. */
export const isReviewOverdue = (openedAt: Instant, now: Instant): boolean => now > reviewDueAt(openedAt);

export interface ChildToSee {
  readonly childId: ChildId;
  readonly isKnown: boolean;
  /** What the worker wrote, under the child's key (base64url). */
  readonly reasonSealed: string;
}

/** Refuses with `not-found` and, when an own request waits already, `already-done`. */
export function decideAsk(state: ChildToSee & { readonly hasOpenRequest: boolean }, facts: Facts): Result<Decision<{ requestId: Uuid }>> {
  if (!state.isKnown) return refuse('not-found');
  if (state.hasOpenRequest) return refuse('already-done');
  const requestId = facts.newIdentifier();
  const body = { requestId, childId: state.childId, workerId: facts.workerId!, reasonSealed: state.reasonSealed };
  return succeed({ operations: [accessOperation('child-access-asked', body)], output: { requestId } });
}

export interface OpenRequest {
  readonly id: Uuid;
  readonly childId: ChildId;
  readonly workerId: WorkerId;
  readonly reasonSealed: string;
  readonly decision: 'granted' | 'denied' | null;
}

/** Refuses with `not-allowed` for an own request, `already-done`. */
export function decideRequest(
  request: OpenRequest,
  input: { readonly decision: 'granted' | 'denied'; readonly days?: number },
  facts: Facts,
): Result<Decision<{ grantedUntil: Instant | null }>> {
  if (request.workerId === facts.workerId) return refuse('not-allowed');
  if (request.decision !== null) return refuse('already-done');
  const isGranted = input.decision === 'granted';
  const until = isGranted ? addDays(facts.now, input.days ?? usualGrantDays) : null;
  const { childId, workerId, reasonSealed } = request;
  const body = { requestId: request.id, childId, workerId, decision: input.decision, grantId: isGranted ? facts.newIdentifier() : null, until, reasonSealed };
  return succeed({ operations: [accessOperation('child-access-decided', body)], output: { grantedUntil: until } });
}

/** Refuses with `not-found`, and `not-allowed` while an older opening of the same worker is overdue for review. */
export function decideBreakGlass(
  state: ChildToSee & { readonly isLimited: boolean },
  facts: Facts,
): Result<Decision<{ grantId: Uuid; until: Instant }>> {
  if (!state.isKnown) return refuse('not-found');
  if (state.isLimited) return refuse('not-allowed', { reason: 'review-overdue' });
  const grantId = facts.newIdentifier();
  const until = addMilliseconds(facts.now, breakGlassMinutes * 60_000);
  const body = { grantId, childId: state.childId, workerId: facts.workerId!, until, reasonSealed: state.reasonSealed };
  return succeed({ operations: [accessOperation('glass-broken', body)], output: { grantId, until } });
}

export interface Opening {
  readonly id: Uuid;
  readonly childId: ChildId;
  readonly workerId: WorkerId;
  readonly reviewedAt: Instant | null;
}

/** Refuses with `not-allowed` for an own opening, `already-done`. */
export function decideReview(
  opening: Opening,
  input: { readonly finding: 'justified' | 'unjustified' },
  facts: Facts,
): Result<Decision<Record<string, never>>> {
  if (opening.workerId === facts.workerId) return refuse('not-allowed');
  if (opening.reviewedAt !== null) return refuse('already-done');
  const body = { grantId: opening.id, childId: opening.childId, workerId: opening.workerId, finding: input.finding };
  return succeed({ operations: [accessOperation('glass-reviewed', body)], output: {} });
}
