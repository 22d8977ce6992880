import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { CustodyChanges } from '../rules.ts';
import type { Delivery, MinimalProfile, OfferTerms, Plan } from './handover.ts';

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
