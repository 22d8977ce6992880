import { Type } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, Done, InstantOrNull, InstantText, UuidText } from './words.ts';

/**
 * Need-to-know: sight of a child's file outside the own team, asked for and granted, or taken by break-glass and
 * reviewed by someone else within a day (security design section 6).
 */
const Reason = Type.String({ minLength: 20, maxLength: 1000 });

/** Refuses with `not-found` (no such child here) and `already-done` (an own request is open). */
export const askAccess = endpoint({
  method: 'POST',
  path: '/api/children/:childId/access-requests',
  summary: 'Ask for access to a child’s file',
  input: Type.Object({ childId: ChildIdText, reason: Reason }, { additionalProperties: false }),
  output: Type.Object({ requestId: UuidText }),
});

const AccessRequest = Type.Object({
  id: UuidText,
  childId: ChildIdText,
  workerId: UuidText,
  workerName: Type.String(),
  askedAt: InstantText,
  /** Null when the child was erased since. */
  reason: Type.Union([Type.String(), Type.Null()]),
  isOwn: Type.Boolean(),
});

/** Supervisors and coordinators get all open requests, others their own. */
export const listAccessRequests = endpoint({
  method: 'GET',
  path: '/api/access-requests',
  summary: 'Open requests for access',
  input: Type.Object({}),
  output: Type.Object({ requests: Type.Array(AccessRequest) }),
});

/** By a supervisor or coordinator. Refuses with `not-allowed` (own request), `not-found`, `already-done`. */
export const decideAccess = endpoint({
  method: 'POST',
  path: '/api/access-requests/:requestId/decision',
  summary: 'Grant or deny a request for access',
  input: Type.Object({
    requestId: UuidText,
    decision: Type.Enum(['granted', 'denied']),
    /** How long a grant lasts; 14 unless told. */
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })),
  }, { additionalProperties: false }),
  output: Type.Object({ grantedUntil: InstantOrNull }),
});

/** Thirty minutes, after a step-up. Refuses with `step-up-needed`, `not-found`, `not-allowed` (an older one is unreviewed for over a day). */
export const breakGlass = endpoint({
  method: 'POST',
  path: '/api/children/:childId/break-glass',
  summary: 'Open a file at once, with a reason that someone else reviews',
  input: Type.Object({ childId: ChildIdText, reason: Reason }, { additionalProperties: false }),
  output: Type.Object({ grantId: UuidText, until: InstantText }),
});

const Review = Type.Object({
  grantId: UuidText,
  childId: ChildIdText,
  workerId: UuidText,
  workerName: Type.String(),
  openedAt: InstantText,
  until: InstantText,
  reviewDueAt: InstantText,
  isOverdue: Type.Boolean(),
  reason: Type.Union([Type.String(), Type.Null()]),
  isOwn: Type.Boolean(),
});

export const listReviews = endpoint({
  method: 'GET',
  path: '/api/access-reviews',
  summary: 'Break-glass openings that wait for review',
  input: Type.Object({}),
  output: Type.Object({ reviews: Type.Array(Review) }),
});

/** `unjustified` ends the sight at once. Refuses with `not-allowed` (own), `not-found`, `already-done`. */
export const reviewBreakGlass = endpoint({
  method: 'POST',
  path: '/api/access-reviews/:grantId',
  summary: 'Review a break-glass opening',
  input: Type.Object({ grantId: UuidText, finding: Type.Enum(['justified', 'unjustified']) }, { additionalProperties: false }),
  output: Done,
});

/** For those who may see the child: every look, newest first, and every sight given outside the team. */
export const whoLooked = endpoint({
  method: 'GET',
  path: '/api/children/:childId/access-log',
  summary: 'Who looked at this child’s file',
  input: Type.Object({ childId: ChildIdText, before: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })) }),
  output: Type.Object({
    looks: Type.Array(Type.Object({
      at: InstantText,
      workerId: Type.String(),
      workerName: Type.String(),
      act: Type.String(),
      purpose: Type.Union([Type.String(), Type.Null()]),
    })),
    /** Give it as `before` for the next page; null at the end. */
    next: Type.Union([Type.String(), Type.Null()]),
    grants: Type.Array(Type.Object({
      id: UuidText,
      workerId: UuidText,
      workerName: Type.String(),
      kind: Type.Enum(['granted', 'referral', 'break-glass']),
      grantedAt: InstantText,
      until: InstantText,
      reviewedAt: InstantOrNull,
    })),
  }),
});
