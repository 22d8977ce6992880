import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { ErasureView } from '../schema/erasure.ts';
import type { Ending, HandoverMode, IncomingStatus, NodeMode, OutgoingStatus } from '../rules.ts';
import type { ChainLink, ContactState, KeptCopy, ReferralStatus, SearchCause, TrackMode, Urgency, ReturnNeed } from '../schema.ts';

interface HandoverRow {
  handover_id: Uuid;
  mode: HandoverMode;
  /** JSON text when written, an object when read. */
  ending: Ending | null;
  revision: number;
  opened_at: Instant;
  changed_at: Instant;
}

/** The tables of this room; see the migration for what each is for. */
export type HandoverTables = {
  'handover.node_state': { only_row: boolean; incarnation: number; mode: NodeMode; since: Instant | null };
  'handover.peer_state': { node_id: NodeId; fence: number; synced: boolean; done: boolean; changed_at: Instant | null };
  'handover.custody': {
    child_id: ChildId; status: 'hold' | 'past'; epoch: number; pointer: NodeId; previous: NodeId; handover_id: Uuid | null; origin: NodeId;
    encumbered_by: Uuid | null; closed: boolean; since: Instant;
  };
  'handover.outgoing': HandoverRow & { to_node: NodeId; status: OutgoingStatus; parallel: boolean; then_to: readonly NodeId[] };
  /** A view: ended offers about which nobody has decided. */
  'handover.unanswered_offer': HandoverRow & { to_node: NodeId; status: OutgoingStatus; parallel: boolean; then_to: readonly NodeId[] };
  'handover.incoming': HandoverRow & { from_node: NodeId; status: IncomingStatus };
  'handover.member': { child_id: ChildId; handover_id: Uuid; direction: 'outgoing' | 'incoming'; epoch: number; position: number };
  'handover.intake': { child_id: ChildId; asked: readonly NodeId[]; witnessed_by: readonly NodeId[] };
  'handover.witnessed': { child_id: ChildId; origin: NodeId };
  'handover.tenure': { child_id: ChildId; epoch: number; node_id: NodeId; during: string; handover_id: Uuid | null };
  'handover.chain_link': {
    child_id: ChildId; epoch: number; from_node: NodeId; to_node: NodeId; handover_id: Uuid | null; committed_at: Instant; block_hash: string; release: string; acceptance: string | null;
  };
  'handover.terms': {
    child_id: ChildId; handover_id: Uuid; decide_by: Instant; urgency: Urgency; reason: string; purpose: string; agreement_id: Uuid; team_id: Uuid | null; terms_sealed: Buffer;
  };
  'handover.step': { child_id: ChildId; operation_id: Uuid; handover_id: Uuid; kind: string; at: Instant; step_sealed: Buffer };
  'handover.referral': {
    child_id: ChildId; referral_id: Uuid; direction: 'outgoing' | 'incoming'; peer: NodeId | null; status: ReferralStatus; service: string; urgency: Urgency;
    sent_at: Instant; decide_by: Instant; answered_at: Instant | null; consent_withdrawn_at: Instant | null; revision: number; content_sealed: Buffer;
  };
  'handover.card': { child_id: ChildId; card_id: string; issued_at: Instant; revoked_at: Instant | null };
  'handover.settled_ending': { handover_id: Uuid; decision: string; at: Instant };
  'handover.contact': { child_id: ChildId; contact: ContactState; since: Instant; search_due_at: Instant | null; content_sealed: Buffer };
  'handover.search': { child_id: ChildId; search_id: Uuid; cause: SearchCause; opened_at: Instant; closed_at: Instant | null; outcome: string | null; content_sealed: Buffer };
  'handover.search_peer': {
    child_id: ChildId; search_id: Uuid; peer: NodeId; agreement_id: Uuid; asked_at: Instant; until: Instant; answer: 'found' | 'not_here' | null; answered_at: Instant | null; evidence: string | null;
  };
  'handover.search_asked': { search_id: Uuid; peer: NodeId; received_at: Instant; until: Instant; matches: ChildId[]; answer: 'found' | 'not_here' | null; answered_at: Instant | null; content_sealed: Buffer };
  'handover.notice': {
    notice_id: Uuid; direction: 'outgoing' | 'incoming'; peer: NodeId; reason: string; headcount: number; expected_at: Instant | null; at: Instant; child_ids: ChildId[]; content_sealed: Buffer;
  };
  'handover.alias': { child_id: ChildId; into_child_id: ChildId; at: Instant };
  'handover.last_block': {
    operation_id: Uuid; child_id: ChildId; kind: 'close' | 'merge'; epoch: number; into_child_id: ChildId | null; at: Instant; block_hash: string | null; release: string | null;
  };
  'handover.closing': {
    child_id: ChildId; status: 'proposed' | 'declined' | 'closed' | 'reopened'; reason: string; has_successor: boolean; proposed_by: string; at: Instant; content_sealed: Buffer;
  };
  'handover.tracking': { child_id: ChildId; mode: TrackMode; steward: NodeId | null; is_forced: boolean; since: Instant };
  'handover.care': {
    care_id: Uuid; child_id: ChildId; carer: NodeId | null; started_at: Instant; until: Instant; ended_at: Instant | null; how_ended: 'returned' | 'handed_over' | null; content_sealed: Buffer;
  };
  'handover.lost_inquiry': { lost: NodeId; root: NodeId; since: Instant };
  'handover.lost_answer': { lost: NodeId; peer: NodeId; asked_at: Instant; parts: number | null; received: number[]; hidden: number; answered_at: Instant | null };
  'handover.lost_child': { lost: NodeId; child_id: ChildId; peer: NodeId; epoch: number; copy: KeptCopy | 'moved' };
  'handover.succession': { handover_id: Uuid; child_id: ChildId; lost: NodeId; root: NodeId; successor: NodeId; block_hash: string; at: Instant };
  'handover.dispute': {
    child_id: ChildId; epoch: number; signer: NodeId; first: ChainLink; second: ChainLink; found_at: Instant; told_by: NodeId | null; settled_at: Instant | null;
  };
  'handover.paper_acceptance': {
    paper_id: Uuid; handover_id: Uuid; child_id: ChildId; side: 'here' | 'there'; status: 'entered' | 'checked' | 'rejected'; entered_by: string; entered_at: Instant; checked_at: Instant | null;
    signed_at: Instant; content_sealed: Buffer;
  };
  'handover.consulate': { handover_id: Uuid; child_id: ChildId; node: NodeId | null; country: string; named_at: Instant; content_sealed: Buffer };
  'handover.return_act': { handover_id: Uuid; what: ReturnNeed; child_id: ChildId; kind: 'confirmed' | 'waived'; at: Instant; source: 'sender' | 'consulate'; content_sealed: Buffer };
  'handover.return_case': { handover_id: Uuid; sender: NodeId; receiver: NodeId; status: string; headcount: number; changed_at: Instant; content_sealed: Buffer };
  'handover.erasure': { operation_id: Uuid; child_id: ChildId; epoch: number; at: Instant; reason: ErasureView['reason']; content_sealed: Buffer };
  'handover.purged_there': { child_id: ChildId; node: NodeId; epoch: number; at: Instant; destroyed: string[]; remains: string[] };
  'handover.erasure_proposal': { child_id: ChildId; proposed_by: string; at: Instant; content_sealed: Buffer };
  'handover.legal_hold': { hold_id: Uuid; child_id: ChildId; placed_at: Instant; lifted_at: Instant | null; content_sealed: Buffer };
  'handover.folio': { kind: string; year: number; last: number };
  'handover.printed': { child_id: ChildId; subject_id: Uuid; kind: string; folio: string };
};

export const tablesOf = (transaction: Transaction) => transaction.withTables<HandoverTables>();
