import { sql } from 'kysely';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { FederationTables, InboxRow } from './tables.ts';

const tables = (transaction: Transaction) => transaction.withTables<FederationTables>();

/** The receipt given for a message before, if it was received. */
export async function findReceipt(transaction: Transaction, mid: string): Promise<string | null> {
  const row = await tables(transaction).selectFrom('federation.inbox').select('receipt').where('mid', '=', mid).executeTakeFirst();
  return row?.receipt ?? null;
}

export interface Received {
  readonly lastSequence: number;
  readonly lastMid: string | null;
  readonly midAtSequence: string | null;
  readonly midBefore: string | null;
}

/** What was received on a line around a place. */
export async function receivedAround(transaction: Transaction, peer: NodeId, incarnation: number, ownIncarnation: number, sequence: number): Promise<Received> {
  const line = tables(transaction).selectFrom('federation.inbox').select(['sequence', 'mid'])
    .where('peer', '=', peer).where('incarnation', '=', incarnation).where('own_incarnation', '=', ownIncarnation);
  const last = await line.orderBy('sequence', 'desc').limit(1).executeTakeFirst();
  const near = await line.where('sequence', 'in', [sequence - 1, sequence]).execute();
  const midAt = (wanted: number) => near.find((row) => row.sequence === wanted)?.mid ?? null;
  return { lastSequence: last?.sequence ?? 0, lastMid: last?.mid ?? null, midAtSequence: midAt(sequence), midBefore: midAt(sequence - 1) };
}

/** The last message received from a peer on each line, by the pair of incarnations; the newest lines first. */
export async function linesFrom(transaction: Transaction, peer: NodeId): Promise<{ inc: number; tinc: number; seq: number }[]> {
  return tables(transaction).selectFrom('federation.inbox').select(['incarnation as inc', 'own_incarnation as tinc', sql<number>`max(sequence)`.as('seq')])
    .where('peer', '=', peer).groupBy(['incarnation', 'own_incarnation']).orderBy('incarnation', 'desc').orderBy('own_incarnation', 'desc').limit(50).execute();
}

/** What came from a peer of one type, for one incarnation of this node. */
export const receivedOfType = (transaction: Transaction, peer: NodeId, ownIncarnation: number, type: string): Promise<InboxRow[]> =>
  tables(transaction).selectFrom('federation.inbox').selectAll().where('peer', '=', peer).where('own_incarnation', '=', ownIncarnation).where('type', '=', type).execute();

export async function store(transaction: Transaction, row: InboxRow): Promise<void> {
  await tables(transaction).insertInto('federation.inbox').values(row).execute();
}

/** Keeps a message that could not be applied for another attempt. */
export async function park(transaction: Transaction, mid: string, problem: Problem, now: Instant, nextAt: Instant): Promise<void> {
  await tables(transaction).insertInto('federation.parked')
    .values({ mid, problem, attempts: 1, next_at: nextAt, parked_at: now, resolved_at: null })
    .onConflict((conflict) => conflict.column('mid').doUpdateSet({ problem, attempts: sql`federation.parked.attempts + 1`, next_at: nextAt })).execute();
}

/** How many messages of a peer are parked now. */
export async function countParked(transaction: Transaction, peer: NodeId): Promise<number> {
  const { count } = await tables(transaction).selectFrom('federation.parked as parked').innerJoin('federation.inbox as inbox', 'inbox.mid', 'parked.mid')
    .select(sql<number>`count(*)::int`.as('count')).where('inbox.peer', '=', peer).where('parked.resolved_at', 'is', null).executeTakeFirstOrThrow();
  return count;
}

export async function resolveParked(transaction: Transaction, mid: string, at: Instant): Promise<void> {
  await tables(transaction).updateTable('federation.parked').set({ resolved_at: at }).where('mid', '=', mid).execute();
}

export interface ParkedMessage extends InboxRow {
  readonly attempts: number;
}

/** Parked messages whose next attempt is due, oldest first; all of them when `isEvery`. */
export async function dueParked(transaction: Transaction, now: Instant, isEvery: boolean): Promise<Pick<InboxRow, 'mid' | 'peer'>[]> {
  let query = tables(transaction).selectFrom('federation.parked as parked').innerJoin('federation.inbox as inbox', 'inbox.mid', 'parked.mid')
    .select(['inbox.mid', 'inbox.peer']).where('parked.resolved_at', 'is', null);
  if (!isEvery) query = query.where('parked.next_at', '<=', now);
  return query.orderBy('parked.parked_at').limit(50).execute();
}

/** A message that is still parked; nothing when it was settled meanwhile. The caller holds the lock of the link. */
export async function findParked(transaction: Transaction, mid: string): Promise<ParkedMessage | null> {
  const row = await tables(transaction).selectFrom('federation.parked as parked').innerJoin('federation.inbox as inbox', 'inbox.mid', 'parked.mid')
    .selectAll('inbox').select('parked.attempts').where('parked.mid', '=', mid).where('parked.resolved_at', 'is', null).executeTakeFirst();
  return row ?? null;
}

export interface InboxItem extends InboxRow {
  readonly problem: Problem | null;
  readonly resolved_at: Instant | null;
  readonly parked_at: Instant | null;
}

/** The place in a list, newest first, after which a page begins: several items may have one moment. */
export interface ListPlace {
  readonly at: Instant;
  readonly id: string;
}

export interface ItemFilter {
  readonly peer?: NodeId;
  readonly childId?: ChildId;
  readonly after: ListPlace | null;
  readonly limit: number;
}

/** Received messages that this transaction may see, newest first. */
export async function listInbox(transaction: Transaction, filter: ItemFilter & { readonly isParked?: boolean; readonly mids?: readonly string[] }): Promise<InboxItem[]> {
  let query = tables(transaction).selectFrom('federation.inbox as inbox').leftJoin('federation.parked as parked', 'parked.mid', 'inbox.mid')
    .selectAll('inbox').select(['parked.problem', 'parked.resolved_at', 'parked.parked_at']);
  if (filter.peer !== undefined) query = query.where('peer', '=', filter.peer);
  if (filter.after) query = query.where(sql<boolean>`(received_at, inbox.mid) < (${filter.after.at}::timestamptz, ${filter.after.id})`);
  if (filter.childId !== undefined) query = query.where(sql<boolean>`child_ids @> array[${filter.childId}]`);
  if (filter.mids) query = query.where('inbox.mid', 'in', filter.mids);
  if (filter.isParked) query = query.where('parked.parked_at', 'is not', null).where('parked.resolved_at', 'is', null);
  return query.orderBy('received_at', 'desc').orderBy('inbox.mid', 'desc').limit(filter.limit).execute();
}

/** Receipts of what came by file and must go back by file, newest first. */
export async function receiptsByFile(transaction: Transaction, peer: NodeId, since: Instant): Promise<{ mid: string; receipt: string }[]> {
  return tables(transaction).selectFrom('federation.inbox').select(['mid', 'receipt'])
    .where('peer', '=', peer).where('via', '=', 'file').where('received_at', '>', since).orderBy('received_at', 'desc').limit(5000).execute();
}
