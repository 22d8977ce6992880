import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, InstantText, nullable, UuidText } from '#kernel/text-types.ts';

/**
 * The queues of an agency: every open file stands in exactly one of the first five, so that nobody falls between.
 * `waiting-for-my-answer` and `referrals-waiting` hold what others ask of this agency; `alarms` what stands still between agencies.
 */
export const fileQueues = ['handover-under-way', 'overdue', 'due-today', 'without-worker', 'in-follow-up'] as const;
export const workQueues = ['waiting-for-my-answer', 'referrals-waiting', 'alarms', ...fileQueues] as const;
export type WorkQueue = (typeof workQueues)[number];

export const WorkItem = Type.Object({
  childId: nullable(ChildIdText), handoverId: nullable(UuidText), referralId: nullable(UuidText),
  /** Name or initials where the reader may see them; null for a child who is only offered. */
  title: nullable(Type.String()),
  /** What it is about, as key and values for the screen. */
  subject: Type.Object({ key: Type.String(), values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])) }),
  urgency: nullable(Type.String()), dueAt: nullable(InstantText), isOverdue: Type.Boolean(), peer: nullable(Type.String()),
});
export type WorkItem = Static<typeof WorkItem>;

export const viewWork = endpoint({
  method: 'GET', path: '/api/work', summary: 'My work: what waits for my answer, what falls due, what has no owner; counts and lists from one query',
  input: Type.Object({ mine: Type.Optional(Type.Enum(['mine', 'team'])) }, closed),
  output: Type.Object({ queues: Type.Array(Type.Object({ queue: Type.Enum([...workQueues]), count: Type.Integer(), items: Type.Array(WorkItem) })), generatedAt: InstantText }),
});

export const proveQueues = endpoint({
  method: 'GET', path: '/api/queues', summary: 'Queue proof: every open file has one custodian and stands in one queue',
  input: Type.Object({}, closed),
  output: Type.Object({
    open: Type.Integer(), queues: Type.Array(Type.Object({ queue: Type.Enum([...fileQueues]), count: Type.Integer() })),
    withoutCustodian: Type.Integer(), withTwo: Type.Integer(), inNoQueue: Type.Integer(), heldWithoutFile: Type.Integer(), isProven: Type.Boolean(), checkedAt: InstantText,
  }),
});
