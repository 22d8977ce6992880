import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, CodeText, InstantText, nullable, UuidText } from '#kernel/text-types.ts';
import { AgencyView } from './agency.ts';
import { CareView } from './care.ts';
import { ClosingView } from './closing-view.ts';
import { ContactState } from './contact.ts';
import { DisputeView } from './dispute.ts';
import { TrackMode } from './tracking.ts';

/**
 * What the custody line shows. `held`: this agency is responsible. `offered`: still responsible, waiting for an answer.
 * `agreed`: accepted there, not yet delivered. `requested`: another agency has the child in front of it and asks.
 * `released`: delivered, waiting for the receipt: both answer for the child. `past`: the pointer leads on.
 * `proposed`, `accepted`: seen from the receiver before custody has moved.
 */
export const custodyPhases = ['held', 'offered', 'agreed', 'requested', 'released', 'past', 'proposed', 'accepted', 'retracting'] as const;
export const CustodyPhase = Type.Enum(custodyPhases);
export type CustodyPhase = Static<typeof CustodyPhase>;

/** One link of the chain: who had the child in their responsibility, from when to when. */
export const Tenure = Type.Object({
  epoch: Type.Integer(), agency: AgencyView, from: InstantText, until: nullable(InstantText), handoverId: nullable(UuidText),
  /** Hash of the signed block of this link; null at the first registration and where only a pointer is known. */
  blockHash: nullable(Type.String()),
  /** Both signatures verified here. */
  isVerified: Type.Boolean(),
  /** The custodian before was lost for ever: the root of its country appointed this one. */
  isAppointed: Type.Boolean(),
  /** When this agency destroyed her file, as it says; null as long as nothing is known of it, and for all but its last tenure. */
  erasedAt: nullable(InstantText),
});
export type Tenure = Static<typeof Tenure>;

export const PendingHandover = Type.Object({
  handoverId: UuidText, direction: Type.Enum(['outgoing', 'incoming']), status: Type.String(), peer: AgencyView, decideBy: nullable(InstantText), since: InstantText, isOverdue: Type.Boolean(),
  /** Accepted on paper, as two persons have checked; the signature of the receiver's node is outstanding. */
  isOnPaper: Type.Boolean(),
});
export type PendingHandover = Static<typeof PendingHandover>;

export const CustodyView = Type.Object({
  childId: ChildIdText,
  phase: CustodyPhase,
  custodian: AgencyView,
  since: nullable(InstantText),
  epoch: Type.Integer(),
  isClosed: Type.Boolean(),
  /** This node must act if the child is in danger: it holds her, has accepted her, or has released her without receipt. */
  isAnswerable: Type.Boolean(),
  /** Known only where this agency has put on record that contact changed; null: nothing is amiss. */
  contact: nullable(Type.Object({ state: ContactState, since: InstantText, isSearchOpen: Type.Boolean() })),
  /** Who had the child before, to whom she can be returned in one step; null at the first agency. */
  previous: nullable(AgencyView),
  closing: nullable(ClosingView),
  /** Who cares for her while custody stays; null: whoever is responsible. */
  care: nullable(CareView),
  /** Who may learn where she is; `isForced`: what is recorded about her demands it. */
  tracking: Type.Object({ mode: TrackMode, isForced: Type.Boolean() }),
  /** Set while two contradicting blocks of her custody are known and nobody has decided. */
  dispute: nullable(DisputeView),
  pending: Type.Array(PendingHandover),
  chain: Type.Array(Tenure),
});
export type CustodyView = Static<typeof CustodyView>;

export const viewCustody = endpoint({
  method: 'GET', path: '/api/children/:childId/custody', summary: 'Who is responsible for the child, since when, what is pending, and the chain',
  input: Type.Object({ childId: ChildIdText }, closed), output: CustodyView,
});

/** Agencies that a child can be handed or referred to: active peers with an active agreement for it. */
export const listReceivers = endpoint({
  method: 'GET', path: '/api/receivers', summary: 'Agencies with which an agreement is active, and for what',
  input: Type.Object({ purpose: Type.Optional(CodeText) }, closed),
  output: Type.Object({
    receivers: Type.Array(Type.Object({
      agency: AgencyView, agreementId: UuidText, purposes: Type.Array(Type.String()), validUntil: Type.String(),
      escalationHours: Type.Object({ emergency: Type.Integer(), forced: Type.Integer(), planned: Type.Integer() }),
      /** What the receiver sees before it has accepted, and after: for the screen that asks "what is shared". */
      sharedAtOffer: Type.Array(Type.String()), sharedAfterAcceptance: Type.Array(Type.String()), neverShared: Type.Array(Type.String()),
    })),
  }),
});
