import { sql } from 'kysely';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { FederationTables, InboxRow } from './tables.ts';

const tables = (transaction: Transaction) => transaction.withTables<FederationTables>();

/** Notes that a message came which was sealed to a key that has a successor. */
export async function noteLateKey(transaction: Transaction, kid: string, at: Instant): Promise<void> {
  await tables(transaction).insertInto('federation.late_key_use').values({ kid, last_received_at: at })
    .onConflict((conflict) => conflict.column('kid').doUpdateSet({ last_received_at: at })).execute();
}

/** By key id: when the last message came that was sealed to a key with a successor. */
export async function lateKeyUses(transaction: Transaction): Promise<Map<string, Instant>> {
  const rows = await tables(transaction).selectFrom('federation.late_key_use').selectAll().execute();
  return new Map(rows.map(({ kid, last_received_at: at }) => [kid, at]));
}

/** The last message of this node to each peer that was written before a moment. */
export async function lastPlacesBefore(transaction: Transaction, before: Instant): Promise<Map<NodeId, { inc: number; tinc: number; seq: number }>> {
  const { rows } = await sql<{ peer: NodeId; inc: number; tinc: number; seq: number }>`
    select distinct on (peer) peer, incarnation as inc, peer_incarnation as tinc, sequence as seq from federation.sent
    where created_at < ${before} and sequence is not null order by peer, incarnation desc, peer_incarnation desc, sequence desc`.execute(transaction);
  return new Map(rows.map(({ peer, inc, tinc, seq }) => [peer, { inc, tinc, seq }]));
}

/** Messages of a peer that were taken in beyond a place on its line. */
export async function receivedBeyond(transaction: Transaction, peer: NodeId, { inc, tinc, seq }: { readonly inc: number; readonly tinc: number; readonly seq: number }): Promise<InboxRow[]> {
  return tables(transaction).selectFrom('federation.inbox').selectAll().where('peer', '=', peer)
    .where(sql<boolean>`(incarnation, own_incarnation, sequence) > (${inc}, ${tinc}, ${seq})`).orderBy('received_at').limit(10_000).execute();
}
