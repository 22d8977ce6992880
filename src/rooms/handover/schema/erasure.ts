import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { ChildIdText, closed, InstantText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { Certainty } from '#rooms/law/schema.ts';
import { AgencyView } from './agency.ts';

/** Why a file is destroyed. */
export const erasureReasons = ['retention_ended', 'purpose_ended', 'subject_request', 'authority_order', 'registered_by_mistake', 'custodian_erased'] as const;
/** Besides: erased before a restore, and the ground is not known any more. */
const erasureGrounds = [...erasureReasons, 'before_restore'] as const;
export const basisKinds = ['agreement', 'law', 'court_order', 'own_policy'] as const;
/** On what ground, in the words of whoever decides, and how sure that is: nothing here is legal advice. */
export const ErasureBasis = Type.Object({ kind: Type.Enum([...basisKinds]), text: text(300), certainty: Certainty }, closed);
export type ErasureBasis = Static<typeof ErasureBasis>;

const why = { reason: Type.Enum([...erasureReasons]), basis: ErasureBasis };
export const ErasureProposalView = Type.Object({ ...why, byLabel: Type.String(), at: InstantText, isOwn: Type.Boolean() });
export type ErasureProposalView = Static<typeof ErasureProposalView>;
export const HoldView = Type.Object({ authority: Type.String(), reference: Type.String(), byLabel: Type.String(), at: InstantText });
export type HoldView = Static<typeof HoldView>;

/** What is left of a child who was erased here, and what other agencies say that they erased. */
export const ErasureView = Type.Object({ childId: ChildIdText, at: InstantText, reason: Type.Enum([...erasureGrounds]), basis: nullable(ErasureBasis), proposedBy: nullable(Type.String()), approvedBy: Type.String() });
export type ErasureView = Static<typeof ErasureView>;
export const PurgedThere = Type.Object({ agency: AgencyView, at: InstantText });

export const erasureObstacles = ['custody_held', 'receipt_awaited', 'disputed', 'authority_hold', 'retention_runs'] as const;
/** A child for whom this agency does not answer any more, or whom it closed: what may become of her file. */
export const RetainedChild = Type.Object({
  childId: ChildIdText,
  /** Where the reader may see her still. */
  initials: nullable(Type.String()),
  standing: Type.Enum(['handed_over', 'closed']), custodian: AgencyView, endedAt: InstantText, keepUntil: InstantText, isDue: Type.Boolean(),
  obstacle: nullable(Type.Enum([...erasureObstacles])),
  hold: nullable(HoldView), proposal: nullable(ErasureProposalView), purgedBy: Type.Array(PurgedThere),
});
export type RetainedChild = Static<typeof RetainedChild>;

const child = { childId: ChildIdText };
const Status = Type.Object({ status: Type.Enum(['proposed', 'declined', 'erased']) });

export const listRetained = endpoint({
  method: 'GET', path: '/api/retention', summary: 'Files of children for whom this agency does not answer any more: until when they are kept, and which were erased',
  input: Type.Object({}, closed), output: Type.Object({ children: Type.Array(RetainedChild), erased: Type.Array(ErasureView) }),
});
export const viewErasure = endpoint({
  method: 'GET', path: '/api/children/:childId/erasure', summary: 'When, by whom and why a file was erased here; null where it was not',
  input: Type.Object(child, closed), output: Type.Object({ erasure: nullable(ErasureView) }),
});
export const proposeErasure = endpoint({
  method: 'POST', path: '/api/children/:childId/erasure', summary: 'Propose to destroy a file whose time is over; somebody else approves',
  input: Type.Object({ ...child, ...why }, closed), output: Status,
});
export const answerErasure = endpoint({
  method: 'POST', path: '/api/children/:childId/erasure/answer', summary: 'Approve a proposed erasure, or not; never the own one. Cannot be undone',
  input: Type.Object({ ...child, isApproved: Type.Boolean() }, closed), output: Status,
});
export const placeHold = endpoint({
  method: 'POST', path: '/api/children/:childId/hold', summary: 'Record that an authority has ordered the file to be kept',
  input: Type.Object({ ...child, authority: text(160), reference: text(80) }, closed), output: Type.Object({ holdId: UuidText }),
});
export const liftHold = endpoint({
  method: 'POST', path: '/api/children/:childId/hold/lifting', summary: 'Record that the order to keep the file has ended',
  input: Type.Object({ ...child, reason: text(500) }, closed), output: Type.Object({ holdId: UuidText }),
});

/** `handover.erasure-proposed`; `handover.erasure-declined` has no body. */
export type ErasureProposed = Pick<ErasureProposalView, 'reason' | 'basis'>;
/** `handover.hold-placed` and `handover.hold-lifted` */
export interface HoldPlaced {
  readonly holdId: Uuid;
  readonly authority: string;
  readonly reference: string;
}
export interface HoldLifted {
  readonly holdId: Uuid;
  readonly reason: string;
}
/**
 * `handover.child-erased`, about no child, so that it is sealed under the node's key and outlives hers: the ground, and the rows that
 * prove custody (identifiers, hashes, signed links), which no other act gives back after hers cannot be read any more.
 */
export interface ChildErased {
  readonly childId: ChildId;
  readonly epoch: number;
  readonly at: Instant;
  readonly reason: ErasureView['reason'];
  readonly basis: ErasureBasis | null;
  readonly proposedBy: string | null;
  readonly destroyed: readonly string[];
  readonly remains: readonly string[];
  readonly kept: Readonly<Record<string, readonly object[]>>;
}
/** `handover.purged-there`, about no child as well: what a peer says that it has destroyed. */
export interface Purged {
  readonly childId: ChildId;
  readonly node: NodeId;
  readonly epoch: number;
  readonly at: Instant;
  readonly destroyed: readonly string[];
  readonly remains: readonly string[];
}
