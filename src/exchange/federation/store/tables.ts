import type { Generated } from 'kysely';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import type { ConscienceKind } from '../rules/conscience.ts';

export type SentRow = {
  peer: NodeId;
  key: string;
  mid: string | null;
  incarnation: number;
  peer_incarnation: number;
  sequence: number | null;
  type: string;
  handover_id: Uuid | null;
  child_ids: ChildId[];
  sealed: Buffer | null;
  until: 'answer' | 'receipt';
  is_answer: boolean;
  created_at: Instant;
  attempts: number;
  next_at: Instant;
  last_tried_at: Instant | null;
  problem: Problem | null;
  receipt: string | null;
  receipt_at: Instant | null;
  obsolete_at: Instant | null;
};

export type InboxRow = {
  mid: string;
  peer: NodeId;
  incarnation: number;
  own_incarnation: number;
  sequence: number;
  type: string;
  handover_id: Uuid | null;
  child_ids: ChildId[];
  sealed: Buffer;
  sent_at: Instant;
  received_at: Instant;
  via: 'wire' | 'fetched' | 'file';
  receipt: string;
};

export type FileWantedRow = {
  peer: NodeId;
  hash: string;
  child_id: ChildId;
  kind: 'case-file' | 'attachment';
  name: string;
  size: number;
  token: string | null;
  block_hash: string;
  committed_at: Instant;
  attempts: number;
  next_at: Instant;
  problem: Problem | null;
  wanted_since: Instant;
  completed_at: Instant | null;
};

export type LinkRow = {
  peer: NodeId;
  incarnation: number;
  last_heard_at: Instant | null;
  last_reached_at: Instant | null;
  clock_offset_seconds: number | null;
  software_version: string | null;
  rewound_at: Instant | null;
  heads_given_at: Instant | null;
  heads_differ_since: Instant | null;
  heads_differ_incarnation: number | null;
  part_size: number;
  busy_until: Instant | null;
};

export type DepositedHeadRow = {
  peer: NodeId;
  incarnation: number;
  operation_sequence: number;
  access_sequence: number;
  head: string;
  received_at: Instant;
};

export type CaseFileRow = {
  child_id: ChildId;
  block_hash: string;
  peer: NodeId;
  state: 'verified' | 'pending' | 'unreadable';
  problem: Problem | null;
  changed_at: Instant;
};

export type CopiesRow = {
  peer: NodeId;
  incarnation: number;
  wanted_since: Instant;
  attempts: number;
  next_at: Instant;
  problem: Problem | null;
  completed_at: Instant | null;
};

export type ReturnedRow = {
  mid: string;
  peer: NodeId;
  incarnation: number;
  direction: 'ours' | 'theirs';
  type: string;
  child_ids: ChildId[];
  outcome: 'recorded' | 'known' | 'unreadable';
  operations: number;
  problem: Problem | null;
  at: Instant;
};

export type ConscienceAlarmRow = {
  kind: ConscienceKind;
  child_id: ChildId;
  peer: NodeId;
  first_seen_at: Instant;
  last_seen_at: Instant;
  settled_at: Instant | null;
};

export type FederationTables = {
  'federation.relay_parcel': { addressee: NodeId; name: string; sealed: string; size: number; received_at: Instant };
  'federation.conscience_alarm': ConscienceAlarmRow;
  'federation.conscience_look': { peer: NodeId; looked_at: Instant; answered_at: Instant | null; children: number };
  'federation.carried': { peer: NodeId; taken_at: Instant; wanted: string[] };
  'federation.copies': CopiesRow;
  'federation.returned': ReturnedRow;
  'federation.late_key_use': { kid: string; last_received_at: Instant };
  'federation.link': Omit<LinkRow, 'part_size'> & { part_size: Generated<number> };
  'federation.deposited_head': DepositedHeadRow;
  'federation.line_out': { peer: NodeId; incarnation: number; peer_incarnation: number; sequence: number; mid: string };
  'federation.inbox': InboxRow;
  'federation.parked': { mid: string; problem: Problem; attempts: number; next_at: Instant; parked_at: Instant; resolved_at: Instant | null };
  'federation.sent': SentRow;
  'federation.file_offer': { peer: NodeId; hash: string; child_id: ChildId; size: number; token_hash: string | null; content: string | null; offered_at: Instant };
  'federation.case_file': CaseFileRow;
  'federation.file_wanted': FileWantedRow;
  'federation.file_part': { peer: NodeId; hash: string; position: number; size: number; child_id: ChildId; sealed: Buffer };
  'federation.message_part': { peer: NodeId; hash: string; position: number; content: string; received_at: Instant };
};
