import type { ChildId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '../db/transact.ts';
import type { Caller } from '../services.ts';
import { linkHash, lockHead, moveHead } from './chain.ts';

export type AccessRow = {
  sequence: number;
  at: Instant;
  actor: string;
  /** Whose file it was; null for a list. */
  child_id: ChildId | null;
  act: string;
  purpose: string | null;
  /** The children whom a list showed. */
  shown: ChildId[] | null;
  /** What a search asked for, as a token under the node's key. */
  asked: string | null;
  previous_hash: string;
  hash: string;
};

export type AccessTables = { 'platform.access_log': AccessRow };

/** What the hash of an entry is taken of. Lists came later (migration 0005): for a file their columns are left out, as they were before. */
export const contentOf = ({ previous_hash: _previous, hash: _hash, shown, asked, ...row }: AccessRow): Readonly<Record<string, unknown>> => (shown === null ? row : { ...row, shown, asked });

/** What was looked at. */
export type Look = Pick<AccessRow, 'child_id' | 'shown' | 'asked'>;

/** Notes that someone looked at a child's file: ids only, never contents. */
export const logAccess = (transaction: Transaction, caller: Caller, childId: ChildId, act: string, now: Instant): Promise<void> =>
  logLook(transaction, caller, { child_id: childId, shown: null, asked: null }, act, now);

/** Notes that someone looked at a file or at a list. */
export async function logLook(transaction: Transaction, caller: Caller, look: Look, act: string, now: Instant): Promise<void> {
  const head = await lockHead(transaction, 'access');
  const row = { sequence: head.sequence + 1, at: now, actor: caller.actor, ...look, act, purpose: caller.purpose, previous_hash: head.hash, hash: '' };
  const hash = linkHash(head.hash, contentOf(row));
  await transaction.withTables<AccessTables>().insertInto('platform.access_log').values({ ...row, hash }).execute();
  await moveHead(transaction, 'access', { sequence: row.sequence, hash });
}
