import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { PriorityReason, RiskLevel } from '#rooms/law/schema.ts';
import type { Attachment } from '../schema.ts';

export type FileRow = {
  child_id: ChildId;
  status: 'open' | 'closed' | 'annulled';
  urgency: RiskLevel;
  flags: PriorityReason[];
  team_id: Uuid | null;
  worker_id: Uuid | null;
  proposed_team_id: Uuid | null;
  received_at: Instant;
  next_due_at: Instant | null;
  history_sealed: Buffer;
};

export type DeadlineRow = {
  child_id: ChildId;
  deadline_id: Uuid;
  clock: string | null;
  title_sealed: Buffer | null;
  triggered_at: Instant;
  due_at: Instant;
  escalate_at: Instant;
  basis: 'statute' | 'policy' | 'own';
  status: 'open' | 'done' | 'cancelled';
  postponed: number;
};

export type AttachmentRow = {
  child_id: ChildId;
  attachment_id: Uuid;
  kind: Attachment['kind'];
  label_sealed: Buffer;
  media_type: Attachment['mediaType'];
  size: number;
  hash: string;
  file_name: string;
  preview_name: string | null;
  added_at: Instant;
  removed_at: Instant | null;
  destroyed_at: Instant | null;
};

export type ConsentWithdrawalRow = { operation_id: Uuid; child_id: ChildId; purposes: string[]; at: Instant; told_by: NodeId | null };

type CaseTables = { 'case.consent_withdrawal': ConsentWithdrawalRow; 'case.file': FileRow; 'case.deadline': DeadlineRow; 'case.attachment': AttachmentRow; 'case.doomed_file': { file_name: string } };

/** What a reader or the projector needs of a unit of work. */
export type Within = Pick<UnitOfWork, 'node' | 'transaction'>;

/** The tables of the case room in a transaction. */
export const tablesOf = (transaction: Transaction) => transaction.withTables<CaseTables>();
