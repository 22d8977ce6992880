import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { DeclineReason, WithdrawReason } from './state.ts';

/** What people and timers may ask of their own node. New identifiers and choices are arguments: the kernel draws none. */
export type CustodyCommand =
  /** Registers a child at this node; `witnesses` are peers that shall also hold the genesis (see `witnessesWanted`). */
  | { readonly kind: 'register'; readonly childId: ChildId; readonly witnesses: readonly NodeId[] }
  /** Asks one more peer to witness, because those asked do not answer or the asking was lost in a restore. */
  | { readonly kind: 'ask-witness'; readonly childId: ChildId; readonly witness: NodeId }
  | { readonly kind: 'close'; readonly childId: ChildId }
  | { readonly kind: 'reopen'; readonly childId: ChildId }
  /** Offers a group, all or nothing, to `to`, and to `thenTo` in that order should it refuse or not answer. */
  | {
      readonly kind: 'offer'; readonly handoverId: Uuid; readonly childIds: readonly ChildId[]; readonly to: NodeId;
      readonly mode: 'push' | 'forced'; readonly parallel: boolean; readonly thenTo: readonly NodeId[];
    }
  /** Offers the group of an ended offer to the next receiver (see `nextReceiver`) under a new identifier; `passOver` may not be asked. */
  | { readonly kind: 'offer-next'; readonly handoverId: Uuid; readonly newHandoverId: Uuid; readonly passOver?: readonly NodeId[] }
  /** Appoints `to` for children whose custodian `lost` is decommissioned. */
  | { readonly kind: 'appoint'; readonly handoverId: Uuid; readonly childIds: readonly ChildId[]; readonly to: NodeId; readonly lost: NodeId }
  | { readonly kind: 'withdraw'; readonly handoverId: Uuid; readonly reason: WithdrawReason }
  | { readonly kind: 'commit'; readonly handoverId: Uuid }
  | { readonly kind: 'grant'; readonly handoverId: Uuid }
  | { readonly kind: 'refuse'; readonly handoverId: Uuid }
  /** Forgets an acknowledged handover when its retention ends. The forwarding record stays. */
  | { readonly kind: 'purge'; readonly handoverId: Uuid }
  | { readonly kind: 'accept'; readonly handoverId: Uuid }
  /** `canTake` is a counter-proposal: the part of the group that could be taken. `redirect` goes with that reason only. */
  | {
      readonly kind: 'decline'; readonly handoverId: Uuid; readonly reason: DeclineReason;
      readonly redirect: NodeId | null; readonly canTake: readonly ChildId[];
    }
  /** Asks to be let off an acceptance. It binds until the sender has answered. */
  | { readonly kind: 'retract'; readonly handoverId: Uuid }
  /** Asks the presumed custodian for children who are in front of us. */
  | { readonly kind: 'request'; readonly handoverId: Uuid; readonly childIds: readonly ChildId[]; readonly to: NodeId };
