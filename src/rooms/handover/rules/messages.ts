import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Ending, GroupMember, HandoverMode } from './state.ts';

/** Both ends with their incarnations: a message of or for an older incarnation of either is void (R1, R16). */
interface Heading {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly incarnation: number;
  readonly addresseeIncarnation: number;
}

/** A member whose origin goes along, so that the new custodian can tell the origin where the child is. */
export interface CommittedMember extends GroupMember {
  readonly origin: NodeId;
}

/** What one node knows about one child, for a peer that recovers. */
export interface Fact {
  readonly childId: ChildId;
  readonly epoch: number;
  readonly custodian: NodeId;
  readonly previous: NodeId;
  readonly handoverId: Uuid | null;
  readonly origin: NodeId;
}

/** What the custody part of each message says (protocol section 6); documents, files and signatures belong to the wire. */
export type MessageContent =
  | { readonly type: 'OFFER'; readonly handoverId: Uuid; readonly group: readonly GroupMember[]; readonly mode: HandoverMode }
  | { readonly type: 'ACCEPT'; readonly handoverId: Uuid; readonly group: readonly GroupMember[] }
  | { readonly type: 'DECLINE'; readonly handoverId: Uuid; readonly ending: Ending }
  | { readonly type: 'COMMIT'; readonly handoverId: Uuid; readonly group: readonly CommittedMember[] }
  | { readonly type: 'ACK'; readonly handoverId: Uuid; readonly group: readonly GroupMember[] }
  | { readonly type: 'WITHDRAW'; readonly handoverId: Uuid; readonly ending: Ending }
  | { readonly type: 'REQUEST'; readonly handoverId: Uuid; readonly group: readonly GroupMember[] }
  | { readonly type: 'RETRACT'; readonly handoverId: Uuid; readonly group: readonly GroupMember[]; readonly mode: HandoverMode }
  | { readonly type: 'TRACK'; readonly handoverId: Uuid; readonly group: readonly CommittedMember[]; readonly previous: NodeId }
  | { readonly type: 'BEACON'; readonly childId: ChildId }
  | { readonly type: 'WITNESS'; readonly childId: ChildId }
  | { readonly type: 'SYNC' }
  | { readonly type: 'SYNCR'; readonly forIncarnation: number; readonly done: boolean; readonly facts: readonly Fact[] };

export type MessageType = MessageContent['type'];
export type Message = Heading & MessageContent;
/** The message of one type. */
export type MessageOf<Type extends MessageType> = Heading & Extract<MessageContent, { type: Type }>;
