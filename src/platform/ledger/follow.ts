import { sql } from 'kysely';
import type { ChildId } from '#kernel/identifier.ts';
import type { Transaction } from '../db/transact.ts';

/** How far the log is, and about which children something was recorded. */
export interface Recorded {
  readonly sequence: number;
  readonly childIds: readonly ChildId[];
}

/**
 * The children about whom operations of these kinds were recorded behind `sequence`, by whichever process on this database.
 * Numbers are given in the order of commits (the head is locked until then), so nothing can turn up later before them.
 * @param kinds patterns of SQL's `like`, for example `person.%`
 */
export async function recordedAfter(transaction: Transaction, kinds: readonly string[], sequence: number): Promise<Recorded> {
  const { rows } = await sql<{ sequence: string; child_ids: ChildId[] }>`select head.sequence, array(
      select distinct o.child_id from platform.operation o where o.sequence > ${sequence} and o.child_id is not null and o.kind like any(${kinds})) as child_ids
    from platform.chain_head head where head.chain = 'operation'`.execute(transaction);
  return { sequence: Number(rows[0]!.sequence), childIds: rows[0]!.child_ids };
}
