import type { ChildId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '../db/transact.ts';
import type { Caller } from '../services.ts';
import { linkHash, lockHead, moveHead } from './chain.ts';

export type AccessRow = {
  sequence: number;
  at: Instant;
  actor: string;
  child_id: ChildId;
  act: string;
  purpose: string | null;
  previous_hash: string;
  hash: string;
};

export type AccessTables = { 'platform.access_log': AccessRow };

/** Notes that someone looked at a child's file: ids only, never contents. */
export async function logAccess(transaction: Transaction, caller: Caller, childId: ChildId, act: string, now: Instant): Promise<void> {
  const head = await lockHead(transaction, 'access');
  const row = { sequence: head.sequence + 1, at: now, actor: caller.actor, child_id: childId, act, purpose: caller.purpose };
  const hash = linkHash(head.hash, row);
  await transaction.withTables<AccessTables>().insertInto('platform.access_log').values({ ...row, previous_hash: head.hash, hash }).execute();
  await moveHead(transaction, 'access', { sequence: row.sequence, hash });
}
