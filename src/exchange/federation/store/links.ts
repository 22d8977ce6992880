import { sql } from 'kysely';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '#platform/db/transact.ts';
import { largestPart } from '../rules.ts';
import type { FederationTables, LinkRow } from './tables.ts';

const tables = (transaction: Transaction) => transaction.withTables<FederationTables>();

/** Locks what is known of a line until the transaction ends: messages of one peer are taken one after the other. */
export async function lockLink(transaction: Transaction, peer: NodeId): Promise<LinkRow> {
  const locked = tables(transaction).selectFrom('federation.link').selectAll().where('peer', '=', peer).forUpdate();
  const known = await locked.executeTakeFirst();
  if (known) return known;
  await tables(transaction).insertInto('federation.link').values({ peer, incarnation: 0 }).onConflict((conflict) => conflict.doNothing()).execute();
  return locked.executeTakeFirstOrThrow();
}

export const listLinks = (transaction: Transaction): Promise<LinkRow[]> => tables(transaction).selectFrom('federation.link').selectAll().execute();

export interface Heard {
  readonly at: Instant;
  readonly incarnation?: number;
  readonly clockOffsetSeconds?: number;
}

/** Notes that a peer was heard: proven words of it came, by themselves or as an answer. */
export async function noteHeard(transaction: Transaction, peer: NodeId, heard: Heard): Promise<void> {
  await lockLink(transaction, peer);
  await tables(transaction).updateTable('federation.link').set({
    last_heard_at: heard.at,
    ...(heard.incarnation === undefined ? {} : { incarnation: sql<number>`greatest(incarnation, ${heard.incarnation})` }),
    ...(heard.clockOffsetSeconds === undefined ? {} : { clock_offset_seconds: heard.clockOffsetSeconds }),
  }).where('peer', '=', peer).execute();
}

/** Notes that a message of ours reached a peer, and whether it knows of more than we do. */
export async function noteReached(transaction: Transaction, peer: NodeId, at: Instant, isRewound: boolean): Promise<void> {
  await lockLink(transaction, peer);
  await tables(transaction).updateTable('federation.link')
    .set({ last_heard_at: at, last_reached_at: at, ...(isRewound ? { rewound_at: at } : {}) }).where('peer', '=', peer).execute();
}

/** What the line to a peer carries in one go. */
export async function partSizeOf(transaction: Transaction, peer: NodeId): Promise<number> {
  const link = await tables(transaction).selectFrom('federation.link').select('part_size').where('peer', '=', peer).executeTakeFirst();
  return link?.part_size ?? largestPart;
}

export async function learnPartSize(transaction: Transaction, peer: NodeId, size: number): Promise<void> {
  await lockLink(transaction, peer);
  await tables(transaction).updateTable('federation.link').set({ part_size: size }).where('peer', '=', peer).execute();
}

/** A peer asked to be spared until then: nothing is sent to it before. */
export async function noteBusy(transaction: Transaction, peer: NodeId, until: Instant): Promise<void> {
  await lockLink(transaction, peer);
  await tables(transaction).updateTable('federation.link').set({ busy_until: until }).where('peer', '=', peer).execute();
}

export interface Line {
  readonly peer: NodeId;
  readonly incarnation: number;
  readonly peerIncarnation: number;
}

/** The last place taken on a directed line of ours; the caller holds the lock of the link. */
export async function lastPlace(transaction: Transaction, { peer, incarnation, peerIncarnation }: Line): Promise<{ sequence: number; mid: string | null }> {
  const row = await tables(transaction).selectFrom('federation.line_out').select(['sequence', 'mid'])
    .where('peer', '=', peer).where('incarnation', '=', incarnation).where('peer_incarnation', '=', peerIncarnation).executeTakeFirst();
  return row ?? { sequence: 0, mid: null };
}

export async function takePlace(transaction: Transaction, { peer, incarnation, peerIncarnation }: Line, sequence: number, mid: string): Promise<void> {
  await tables(transaction).insertInto('federation.line_out').values({ peer, incarnation, peer_incarnation: peerIncarnation, sequence, mid })
    .onConflict((conflict) => conflict.columns(['peer', 'incarnation', 'peer_incarnation']).doUpdateSet({ sequence, mid })).execute();
}

export interface QueueCount {
  readonly peer: NodeId;
  readonly waiting: number;
  readonly refused: number;
  readonly oldest_waiting_at: Instant | null;
  readonly parked: number;
}

/** How much waits for and from each peer; counts alone, whoever asks. */
export async function queueCounts(transaction: Transaction): Promise<QueueCount[]> {
  return (await sql<QueueCount>`select * from federation.queue_counts()`.execute(transaction)).rows;
}
