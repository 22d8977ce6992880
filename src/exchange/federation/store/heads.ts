import { sql } from 'kysely';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '#platform/db/transact.ts';
import { lockLink } from './links.ts';
import type { DepositedHeadRow, FederationTables } from './tables.ts';

const tables = (transaction: Transaction) => transaction.withTables<FederationTables>();

/** Keeps a head; the same once more does no harm. */
export async function keepHead(transaction: Transaction, row: DepositedHeadRow): Promise<void> {
  await tables(transaction).insertInto('federation.deposited_head').values(row).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Days of which one head each is given back. */
const daysBack = 90;
/** Most heads that are given back: one a day, the longest of each chain, and the last. */
export const mostHeads = daysBack + 3;

/**
 * Of what a peer deposited in its newest incarnation known here: the longest of each chain, the last that came, and the
 * first of each day, so that a chain that was cut off and has grown again is found out, too.
 */
export async function heldHeads(transaction: Transaction, peer: NodeId): Promise<string[]> {
  const held = tables(transaction).selectFrom('federation.deposited_head').select('head').where('peer', '=', peer)
    .where('incarnation', '=', (inner) => inner.selectFrom('federation.deposited_head').select((of) => of.fn.max('incarnation').as('newest')).where('peer', '=', peer));
  const first = (column: 'operation_sequence' | 'access_sequence' | 'received_at') => held.orderBy(column, 'desc').limit(1).execute();
  const daily = held.distinctOn(sql`date_trunc('day', received_at)`).orderBy(sql`date_trunc('day', received_at)`, 'desc').orderBy('received_at').limit(daysBack).execute();
  const rows = [...await first('operation_sequence'), ...await first('access_sequence'), ...await first('received_at'), ...await daily];
  return [...new Set(rows.map(({ head }) => head))];
}

/** Notes that a peer has this node's heads. That it holds others than stand here stays noted for this incarnation of the node. */
export async function noteHeads(transaction: Transaction, peer: NodeId, now: Instant, found: { readonly incarnation: number; readonly differs: boolean }): Promise<void> {
  const link = await lockLink(transaction, peer);
  const before = link.heads_differ_incarnation === found.incarnation ? link.heads_differ_since : null;
  await tables(transaction).updateTable('federation.link')
    .set({ heads_given_at: now, heads_differ_since: before ?? (found.differs ? now : null), heads_differ_incarnation: found.incarnation }).where('peer', '=', peer).execute();
}
