import type { ChildId, Uuid, WorkerId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Role } from '#kernel/role.ts';
import type { Transaction } from '../../db/transact.ts';
import type { FirstFactor, SecondFactor } from '../rules/operations.ts';
import type { Language } from '../schema/words.ts';

export interface AccountRow {
  id: WorkerId;
  user_name_token: string;
  sealed: Buffer;
  roles: Role[];
  team_ids: Uuid[];
  status: 'active' | 'disabled';
  language: Language;
  created_at: Instant;
}

export interface CredentialRow {
  account_id: WorkerId;
  password_hash: string;
  must_change_password: boolean;
  temporary_until: Instant | null;
  totp_sealed: Buffer | null;
  totp_pending_sealed: Buffer | null;
  totp_last_step: number;
  recovery_code_hashes: string[];
}

export interface PasskeyRow {
  id: Uuid;
  account_id: WorkerId;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  label_sealed: Buffer;
  is_synced: boolean;
  created_at: Instant;
  last_used_at: Instant | null;
}

export interface SessionRow {
  id: Uuid;
  token_hash: string;
  account_id: WorkerId;
  device_id: Uuid;
  browser: string;
  first_factor: FirstFactor;
  second_factor: SecondFactor | null;
  created_at: Instant;
  last_seen_at: Instant;
  expires_at: Instant;
  stepped_up_at: Instant | null;
  revoked_at: Instant | null;
}

export type ChallengeKind = 'second-factor' | 'passkey-sign-in' | 'passkey-step-up' | 'passkey-registration';

export interface ChallengeRow {
  token_hash: string;
  kind: ChallengeKind;
  account_id: WorkerId | null;
  expires_at: Instant;
}

interface GuardRow {
  user_name_token: string;
  failures: number;
  last_attempt_at: Instant;
  locked_until: Instant | null;
}

export interface ChildRequestRow {
  child_id: ChildId;
  id: Uuid;
  worker_id: WorkerId;
  asked_at: Instant;
  reason_sealed: Buffer;
  decision: 'granted' | 'denied' | null;
  decided_by: string | null;
  decided_at: Instant | null;
}

export interface ChildGrantRow {
  id: Uuid;
  child_id: ChildId;
  worker_id: WorkerId;
  kind: 'granted' | 'referral' | 'break-glass';
  granted_by: string;
  granted_at: Instant;
  until: Instant;
  reason_sealed: Buffer;
  reviewed_by: string | null;
  reviewed_at: Instant | null;
}

type AccessRoomTables = {
  'access.team': { id: Uuid; name: string };
  'access.account': AccountRow;
  'access.credential': CredentialRow;
  'access.passkey': PasskeyRow;
  'access.session': SessionRow;
  'access.sign_in_challenge': ChallengeRow;
  'access.sign_in_guard': GuardRow;
  'access.child_request': ChildRequestRow;
  'access.child_grant': ChildGrantRow;
};

/** The tables of the access room in a transaction. */
export const tablesOf = (transaction: Transaction) => transaction.withTables<AccessRoomTables>();
