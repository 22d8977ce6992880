import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { CustodyChanges } from '../rules/changes.ts';
import type { Delivery, MinimalProfile, OfferTerms, Plan, Urgency } from './handover.ts';
import type { ReferralStatus } from './referral.ts';

/** `handover.state-changed` (no child): the protocol's rows after a step. Codes and identifiers only. */
export interface StateChanged {
  readonly changes: CustodyChanges;
  /** When the step happened: rows of custody and handovers carry it. */
  readonly at: Instant;
}

/** `handover.offered`, in the file of each child of the group, at the sender and at the receiver. */
export interface Offered {
  readonly handoverId: Uuid;
  readonly direction: 'outgoing' | 'incoming';
  readonly from: NodeId;
  readonly to: NodeId;
  readonly terms: OfferTerms;
  readonly profile: MinimalProfile;
  /** At the receiver: the sender's own signed message, which an acceptance quotes. */
  readonly signedOffer?: string;
}

/** `handover.answered`, `handover.ended`, `handover.released`, `handover.taken`, `handover.acknowledged`, `handover.requested`: what the file shows of each step. */
export interface StepTaken {
  readonly handoverId: Uuid;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly status: string;
  readonly epoch: number;
  readonly reason?: string;
  readonly plan?: Plan;
  readonly delivery?: Delivery;
  readonly teamId?: Uuid;
  /** At the sender: the receiver's signed, binding word, which the chain will carry. */
  readonly acceptance?: string;
  /** Of a request: why the asker believes that the child in front of it is this one. */
  readonly evidence?: string;
}

/** `handover.learnt`: who is responsible, as peers told this node after it came back from a backup. */
export interface Learnt {
  readonly custodian: NodeId;
  readonly epoch: number;
  readonly handoverId: Uuid | null;
}

/** `handover.ending-settled`: a person has said what follows from an offer that nobody took. */
export interface EndingSettled {
  readonly handoverId: Uuid;
  readonly decision: 'stays_here' | 'offered_otherwise';
}

/** `handover.arrived`: the receiver has seen the child. */
export interface Arrived {
  readonly handoverId: Uuid;
  readonly at: Instant;
  readonly condition: string;
}

/** A link of the custody chain as both nodes signed it (custody/1 section 3). */
export interface ChainLink {
  readonly childId: ChildId;
  readonly epoch: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly handoverId: Uuid | null;
  readonly committedAt: Instant;
  readonly blockHash: string;
  /** The block, signed by the sender. */
  readonly release: string;
  /** The binding word of the receiver. Null for the first registration. */
  readonly acceptance: string | null;
}
/** `handover.linked`, in the file of the child: links that were signed or received, verified by the wire. */
export interface Linked {
  readonly links: readonly ChainLink[];
}

/** `handover.disputed`: one node signed two successors of a child at one place of her chain; found here, or proven by a peer. */
export interface Disputed {
  readonly epoch: number;
  readonly signer: NodeId;
  readonly first: ChainLink;
  readonly second: ChainLink;
  readonly toldBy: NodeId | null;
}
/** `handover.dispute-settled`: who governs has decided between the two; this node may act on the child again. */
export interface DisputeSettled {
  readonly epoch: number;
  readonly reason: string;
}

/** What a referral says beside its codes: sealed under the child's key. */
export interface ReferralContent {
  readonly reason: string | null;
  readonly outside: { readonly name: string; readonly phone?: string; readonly address?: string } | null;
  readonly profile: MinimalProfile;
  readonly agreementId: Uuid | null;
  readonly purpose: string;
  readonly answerReason: string | null;
}
/** `handover.referral-sent`, at the sender and, seen from there, at the receiver. */
export interface ReferralSent extends ReferralContent {
  readonly referralId: Uuid;
  readonly direction: 'outgoing' | 'incoming';
  readonly peer: NodeId | null;
  readonly service: string;
  readonly urgency: Urgency;
  readonly decideBy: Instant;
}
/** `handover.referral-answered` */
export interface ReferralAnswered {
  readonly referralId: Uuid;
  readonly status: ReferralStatus;
  readonly content: ReferralContent;
}

/** `handover.referral-consent-withdrawn`, at an agency that only gave a service: who referred her says that consent ended. */
export interface ReferralConsentWithdrawn {
  readonly purposes: readonly string[];
  readonly at: Instant;
  readonly toldBy: NodeId;
}

/** `handover.card-issued`: the child's card; an earlier one is worthless from now on. */
export interface CardIssued {
  readonly cardId: string;
}
