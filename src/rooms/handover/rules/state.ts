import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';

/**
 * `up`: may act. `recovering`: restored from a backup, asks its peers first (care continues, nothing moves).
 * `superseded`: a newer incarnation of this very node exists elsewhere; this one is locked for good.
 */
export type NodeMode = 'up' | 'recovering' | 'superseded';

/** What we know of another active node of the federation. A decommissioned node has no record. */
export interface PeerRecord {
  /** The lowest incarnation from which messages are accepted; also the one we address. */
  readonly fence: number;
  /** It has answered our present incarnation's SYNC, so it refuses our former messages. */
  readonly synced: boolean;
  /** It answered when it was complete itself: the answer counts towards the end of our recovery. */
  readonly done: boolean;
}

/** What this node knows about who is responsible for one child. Never deleted (the tombstone of R8). */
export interface CustodyRecord {
  /** `hold`: this node is the custodian. `past`: `pointer` leads on. */
  readonly status: 'hold' | 'past';
  /** Number of handovers since registration; the higher one is the truth. */
  readonly epoch: number;
  /** The custodian as far as we know; this node itself while it holds. */
  readonly pointer: NodeId;
  /** Who released the child in this epoch; the origin itself at epoch 0. A return is an offer to this node. */
  readonly previous: NodeId;
  /** The handover that opened this epoch; null at epoch 0. */
  readonly handoverId: Uuid | null;
  /** The node that registered the child: its pointers must lead to the custodian. */
  readonly origin: NodeId;
  /** The earliest live offer that binds the child, null when free. Kept by `update.ts` alone. */
  readonly encumberedBy: Uuid | null;
  /** Terminal until the same node reopens it. */
  readonly closed: boolean;
}

/** A child in a handover and the epoch it will have afterwards; `unassignedEpoch` in a request not yet granted. */
export interface GroupMember {
  readonly childId: ChildId;
  readonly epoch: number;
}
export const unassignedEpoch = 0;

/**
 * `push`: the sender offers. `forced`: the child is already on its way. `pull`: the receiver has the child and asks.
 * `succession`: her custodian is lost for ever, and the root of its country appoints who follows (see `succession.ts`).
 */
export type HandoverMode = 'push' | 'pull' | 'forced' | 'succession';

/** Reasons a receiver may give for refusing a child who is already being brought to it (protocol section 8). */
export const forcedDeclineReasons = ['not_in_territory', 'not_this_person', 'redirect'] as const;
export const declineReasons = [
  ...forcedDeclineReasons, 'no_capacity', 'not_mandate', 'not_safe_here', 'information_missing', 'split_group', 'best_interests_pending', 'receiver_not_verified', 'child_objects', 'other_receiver', 'other',
] as const;
export type DeclineReason = (typeof declineReasons)[number];
export const withdrawReasons = ['withdrawn', 'expired'] as const;
export type WithdrawReason = (typeof withdrawReasons)[number];
/** `stale`, `superseded`, `retracted`, `refused`, `not_held`, `restored`, `unknown` are given by the kernel itself. */
export type EndingReason =
  | DeclineReason | WithdrawReason | 'stale' | 'superseded' | 'retracted' | 'refused' | 'not_held' | 'restored' | 'unknown';

/** Why a handover ended without custody moving. Says nothing about the child. */
export interface Ending {
  readonly reason: EndingReason;
  /** Who to ask instead, if known. */
  readonly redirect: NodeId | null;
  /** Counter-proposal: those of the group that the receiver could take. Empty when it made none. */
  readonly canTake: readonly ChildId[];
}

/** Push: offered, agreed, committed, acknowledged. Pull: requested, committed, acknowledged. */
export type OutgoingStatus = 'offered' | 'agreed' | 'requested' | 'committed' | 'acknowledged' | 'withdrawn' | 'declined';

/** A handover seen from the sender. */
export interface Outgoing {
  readonly to: NodeId;
  readonly group: readonly GroupMember[];
  readonly mode: HandoverMode;
  readonly status: OutgoingStatus;
  /** Other offers for the same children may stand beside it. */
  readonly parallel: boolean;
  /** Receivers to ask next, in order, when this one will not have them. */
  readonly thenTo: readonly NodeId[];
  readonly ending: Ending | null;
  /** Rises with every change of `status`: what was sent and receipted in an earlier status must be sent again. */
  readonly revision: number;
}

/** Push: proposed, accepted, taken. Pull starts at accepted. `retracting` still binds until the sender answers. */
export type IncomingStatus = 'proposed' | 'accepted' | 'retracting' | 'taken' | 'declined' | 'withdrawn';

/** A handover seen from the receiver. A withdrawal that overtook its offer leaves an empty group. */
export interface Incoming {
  readonly from: NodeId;
  readonly group: readonly GroupMember[];
  readonly mode: HandoverMode;
  readonly status: IncomingStatus;
  readonly ending: Ending | null;
  /** Rises with every change of `status` and with every repeated COMMIT, so that the ACK is sent again. */
  readonly revision: number;
}

/** At the origin: which other nodes hold the genesis of a child. The device keeps its copy until there are enough (R12). */
export interface Intake {
  readonly asked: readonly NodeId[];
  readonly witnessedBy: readonly NodeId[];
}

/** Everything custody/1 keeps at one node. The database loads a slice of it: see `slice.ts`. */
export interface CustodyState {
  readonly self: NodeId;
  /** Rises at every restore; kept outside the database. */
  readonly incarnation: number;
  readonly mode: NodeMode;
  readonly peers: Readonly<Record<NodeId, PeerRecord>>;
  readonly custody: Readonly<Record<ChildId, CustodyRecord>>;
  readonly outgoing: Readonly<Record<Uuid, Outgoing>>;
  readonly incoming: Readonly<Record<Uuid, Incoming>>;
  readonly intakes: Readonly<Record<ChildId, Intake>>;
  /** Children of other nodes whose genesis this node has witnessed, with their origin. */
  readonly witnessed: Readonly<Record<ChildId, NodeId>>;
  /** Children of whose custody two contradicting blocks exist (custody/1 section 10): whoever holds them answers for them, and none moves. */
  readonly disputed?: ReadonlySet<ChildId>;
}

/** A node that knows nobody and holds nobody. */
export const emptyState = (self: NodeId, incarnation: number): CustodyState => ({
  self, incarnation, mode: 'up', peers: {}, custody: {}, outgoing: {}, incoming: {}, intakes: {}, witnessed: {},
});

/** The rows of a table with their keys, typed. */
export const rowsOf = <Key extends string, Row>(table: Readonly<Record<Key, Row>>): (readonly [Key, Row])[] =>
  (Object.keys(table) as Key[]).map((key) => [key, table[key]] as const);

/** An offer that may still be committed or withdrawn. */
export const isLive = (outgoing: Outgoing): boolean => outgoing.status === 'offered' || outgoing.status === 'agreed';
/** Whether the custodian is no node of the federation any more: governance has decommissioned it. */
export const isLost = ({ self, peers }: CustodyState, { status, pointer }: CustodyRecord): boolean => status === 'past' && pointer !== self && !peers[pointer];
/** A handover whose children have left this node. */
export const isReleased = (outgoing: Outgoing): boolean => outgoing.status === 'committed' || outgoing.status === 'acknowledged';
export const includesChild = (group: readonly GroupMember[], childId: ChildId): boolean =>
  group.some((member) => member.childId === childId);
export const childrenOf = (group: readonly GroupMember[]): ChildId[] => group.map((member) => member.childId);
export const haveSameEpochs = (one: readonly GroupMember[], other: readonly GroupMember[]): boolean =>
  one.length === other.length && one.every((member) => other.some((match) => match.childId === member.childId && match.epoch === member.epoch));
export const endingFor = (reason: EndingReason, redirect: NodeId | null = null, canTake: readonly ChildId[] = []): Ending =>
  ({ reason, redirect, canTake });
