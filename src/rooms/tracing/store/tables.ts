import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { CandidateState, ComparisonKind, comparisonStates, ContactState, pairStates, ProbabilityBand, requestSides, requestStandings } from '../schema.ts';

export type RequestRow = {
  request_id: Uuid;
  child_id: ChildId;
  side: (typeof requestSides)[number];
  standing: (typeof requestStandings)[number];
  outcome: string | null;
  team_id: Uuid;
  requested_at: Instant;
  found_at: Instant | null;
  reunified_at: Instant | null;
  followed_up_at: Instant | null;
  changed_at: Instant;
  history_sealed: Buffer;
  questions_sealed: Buffer | null;
};
export type PairRow = {
  pair_id: Uuid;
  child_id: ChildId;
  other_child_id: ChildId;
  state: (typeof pairStates)[number];
  is_gone: boolean;
  probability: number;
  joined_child_id: ChildId | null;
  found_at: Instant;
  history_sealed: Buffer;
};
export type ComparisonRow = {
  run_id: Uuid;
  peer: NodeId;
  direction: 'asked' | 'answered';
  kind: ComparisonKind;
  state: (typeof comparisonStates)[number];
  agreement_id: Uuid | null;
  asked: number;
  answered: number;
  found: number | null;
  problem: Problem | null;
  by_sealed: Buffer | null;
  begun_at: Instant;
  ended_at: Instant | null;
};
export type ContactRow = {
  contact_id: Uuid;
  child_id: ChildId;
  request_id: Uuid | null;
  run_id: Uuid;
  peer: NodeId;
  side: 'asking' | 'asked';
  state: ContactState;
  band: ProbabilityBand;
  opened_at: Instant;
  changed_at: Instant;
  history_sealed: Buffer;
};
type Tables = {
  'tracing.comparison': ComparisonRow;
  'tracing.comparison_place': { run_id: Uuid; peer: NodeId; places_sealed: Buffer; expires_at: Instant };
  'tracing.comparison_asked': { request_id: Uuid; peer: NodeId; at: Instant };
  'tracing.contact': ContactRow;
  'tracing.request': RequestRow;
  'tracing.candidate': { request_id: Uuid; child_id: ChildId; state: CandidateState; is_gone: boolean; found_at: Instant };
  'tracing.seen': { request_id: Uuid; worker_id: Uuid; at: Instant };
  'tracing.standing': { is_only: boolean; sequence: number; at: Instant | null };
  'tracing.pair': PairRow;
};

/** What a reader or the projector needs of a unit of work. */
export type Within = Pick<UnitOfWork, 'node' | 'transaction'>;
export const tablesOf = (transaction: Transaction) => transaction.withTables<Tables>();
