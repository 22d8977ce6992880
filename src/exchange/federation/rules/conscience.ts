import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { hoursBetween, type Instant } from '#kernel/instant.ts';

/** What the comparison of two nodes can find wrong about a child; the first is the gravest. */
export const conscienceKinds = ['two-custodians', 'no-custodian', 'chains-differ', 'dead-pointer', 'offer-overdue', 'standby-long'] as const;
export type ConscienceKind = (typeof conscienceKinds)[number];

/** Custody of one child as one node has it. */
export interface Held {
  readonly childId: ChildId;
  readonly status: 'hold' | 'past';
  readonly epoch: number;
  readonly pointer: NodeId;
  readonly isClosed: boolean;
  /** The hash of her newest signed link, with its epoch; null where there is none yet. */
  readonly head: { readonly epoch: number; readonly hash: string } | null;
  /** A handover of her is under way here: two nodes may rightly say different things for a while. */
  readonly isMoving: boolean;
}

/** Hours for which a handover that is under way explains a difference. */
const hoursUnderWay = 48;
export const isUnderWay = (since: Instant | null, now: Instant): boolean => since !== null && hoursBetween(since, now) < hoursUnderWay;

/**
 * What is wrong between this node and a peer about one child, or null. Only what is certain: a node that is merely behind (it has not
 * heard of the newest handover) is told by its pointer, and not blamed.
 * @param theirs null when the peer has never heard of her
 */
export function compareHeld(ours: Held, theirs: Held | null, self: NodeId, peer: NodeId): ConscienceKind | null {
  if (ours.isMoving || theirs?.isMoving) return null;
  const leadsToPeer = ours.status === 'past' && ours.pointer === peer;
  if (!theirs) return leadsToPeer ? 'dead-pointer' : null;
  if (ours.status === 'hold' && theirs.status === 'hold') return 'two-custodians';
  if (ours.status === 'hold' && theirs.epoch > ours.epoch) return 'two-custodians';
  if (leadsToPeer && theirs.status === 'past' && theirs.pointer === self && theirs.epoch <= ours.epoch) return 'no-custodian';
  if (leadsToPeer && theirs.epoch < ours.epoch) return 'dead-pointer';
  return ours.head && theirs.head && ours.head.epoch === theirs.head.epoch && ours.head.hash !== theirs.head.hash ? 'chains-differ' : null;
}

/** A handover of this node that is open, with its times. */
export interface OpenHandover {
  readonly childId: ChildId;
  readonly side: 'outgoing' | 'incoming';
  readonly status: string;
  readonly peer: NodeId;
  readonly decideBy: Instant | null;
  readonly changedAt: Instant;
}

/** Hours by which an offer may outlast its time before somebody must ask why its clock did not end it. */
const graceHours = 1;
/** Hours for which both may answer for a child between acceptance and receipt: longer, and people must speak with each other. */
const standbyHours = 96;

/** What is wrong with a handover that is open here, or null. */
export function overdue({ side, status, decideBy, changedAt }: OpenHandover, now: Instant): ConscienceKind | null {
  if (side === 'outgoing' && status === 'offered') return decideBy !== null && hoursBetween(decideBy, now) > graceHours ? 'offer-overdue' : null;
  const isStandby = side === 'outgoing' ? ['agreed', 'committed'].includes(status) : ['accepted', 'retracting'].includes(status);
  return isStandby && hoursBetween(changedAt, now) > standbyHours ? 'standby-long' : null;
}
