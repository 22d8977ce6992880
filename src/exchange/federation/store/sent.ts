import { sql } from 'kysely';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { ItemFilter } from './inbox.ts';
import { lockLink } from './links.ts';
import type { FederationTables, SentRow } from './tables.ts';

const tables = (transaction: Transaction) => transaction.withTables<FederationTables>();
const nameOf = (peer: NodeId, key: string): string => `${peer} ${key}`;

export interface KnownItem {
  readonly peer: NodeId;
  readonly key: string;
  readonly isObsolete: boolean;
  readonly isAnswer: boolean;
  /** False while the message itself could not be written: it is tried again at each derivation. */
  readonly isWritten: boolean;
}

/** The items on the work sheet by peer and key: all, or those that touch these children or have one of these keys. */
export async function knownItems(transaction: Transaction, about: { readonly childIds: readonly ChildId[]; readonly keys: readonly string[] } | null): Promise<Map<string, KnownItem>> {
  let query = tables(transaction).selectFrom('federation.sent').select(['peer', 'key', 'obsolete_at', 'is_answer', 'mid']);
  if (about) query = query.where(sql<boolean>`(child_ids && ${[...about.childIds]} or key = any(${[...about.keys]}))`);
  const rows = await query.execute();
  return new Map(rows.map((row) => [nameOf(row.peer, row.key), { peer: row.peer, key: row.key, isObsolete: row.obsolete_at !== null, isAnswer: row.is_answer, isWritten: row.mid !== null }]));
}

export const itemName = nameOf;

/** Also over a row whose message could not be written before. @returns false when another process of this node was first */
export async function insertItem(transaction: Transaction, row: SentRow): Promise<boolean> {
  const inserted = await tables(transaction).insertInto('federation.sent').values(row)
    .onConflict((conflict) => conflict.columns(['peer', 'key']).doUpdateSet(row).where('federation.sent.mid', 'is', null)).returning('key').execute();
  return inserted.length > 0;
}

/** Says that an item is owed no more, or again. */
export async function setObsolete(transaction: Transaction, { peer, key }: Pick<SentRow, 'peer' | 'key'>, at: Instant | null): Promise<void> {
  await tables(transaction).updateTable('federation.sent').set({ obsolete_at: at }).where('peer', '=', peer).where('key', '=', key).execute();
}

/**
 * Takes up the items of a peer whose time has come, in the order of the line. For the length of the lease nobody else
 * takes them; a process that dies under way leaves them to be taken again.
 */
export async function takeDue(transaction: Transaction, peer: NodeId, now: Instant, leaseUntil: Instant, limit: number): Promise<SentRow[]> {
  const due = tables(transaction).selectFrom('federation.sent').select('key')
    .where('peer', '=', peer).where('obsolete_at', 'is', null).where('next_at', '<=', now).where('sealed', 'is not', null)
    .where((where) => where.or([where('receipt', 'is', null), where('until', '=', 'answer')]))
    .orderBy('incarnation').orderBy('peer_incarnation').orderBy('sequence').limit(limit).forUpdate().skipLocked();
  const rows = await tables(transaction).updateTable('federation.sent')
    .set({ next_at: leaseUntil, last_tried_at: now, attempts: sql`attempts + 1` })
    .where('peer', '=', peer).where('key', 'in', due).returningAll().execute();
  return rows.sort((one, other) => one.incarnation - other.incarnation || one.peer_incarnation - other.peer_incarnation || one.sequence! - other.sequence!);
}

/** Peers with items whose time has come. */
export async function peersWithDue(transaction: Transaction, now: Instant): Promise<NodeId[]> {
  const rows = await tables(transaction).selectFrom('federation.sent').select('peer').distinct()
    .where('obsolete_at', 'is', null).where('next_at', '<=', now).where('sealed', 'is not', null)
    .where((where) => where.or([where('receipt', 'is', null), where('until', '=', 'answer')]))
    .where(sql<boolean>`not exists (select 1 from federation.link where link.peer = sent.peer and link.busy_until > ${now})`).execute();
  return rows.map((row) => row.peer);
}

/** When the next item or file is due, if any. */
export async function nextDueAt(transaction: Transaction): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`select least(
    (select min(greatest(next_at, (select busy_until from federation.link where link.peer = sent.peer))) from federation.sent where obsolete_at is null and sealed is not null and (receipt is null or until = 'answer')),
    (select min(next_at) from federation.file_wanted where completed_at is null),
    (select min(next_at) from federation.copies where completed_at is null),
    (select min(next_at) from federation.parked where resolved_at is null)) as at`.execute(transaction);
  return rows[0]?.at ?? null;
}

/** All that a peer has not given its receipt for, in the order of the line, for it to fetch or to travel by file. */
export async function waitingItems(transaction: Transaction, peer: NodeId, limit: number): Promise<SentRow[]> {
  return tables(transaction).selectFrom('federation.sent').selectAll()
    .where('peer', '=', peer).where('obsolete_at', 'is', null).where('receipt', 'is', null).where('sealed', 'is not', null)
    .orderBy('incarnation').orderBy('peer_incarnation').orderBy('sequence').limit(limit).execute();
}

export async function findByMid(transaction: Transaction, peer: NodeId, mid: string): Promise<SentRow | null> {
  return (await tables(transaction).selectFrom('federation.sent').selectAll().where('peer', '=', peer).where('mid', '=', mid).executeTakeFirst()) ?? null;
}

export async function saveReceipt(transaction: Transaction, { peer, key }: Pick<SentRow, 'peer' | 'key'>, receipt: string, at: Instant, nextAt: Instant): Promise<void> {
  await tables(transaction).updateTable('federation.sent').set({ receipt, receipt_at: at, problem: null, next_at: nextAt })
    .where('peer', '=', peer).where('key', '=', key).execute();
}

/** @param problem why the peer refused it; null when nobody answered */
export async function saveFailure(transaction: Transaction, { peer, key }: Pick<SentRow, 'peer' | 'key'>, problem: Problem | null, nextAt: Instant): Promise<void> {
  await tables(transaction).updateTable('federation.sent').set({ problem, next_at: nextAt }).where('peer', '=', peer).where('key', '=', key).execute();
}

/** Tries everything again at once that a peer has not taken, also what it refused: because a person asks. */
export async function tryAgain(transaction: Transaction, peer: NodeId, now: Instant): Promise<void> {
  await lockLink(transaction, peer);
  await tables(transaction).updateTable('federation.sent').set({ next_at: now }).where('peer', '=', peer).where('receipt', 'is', null).where('obsolete_at', 'is', null).execute();
}

/** A peer that is heard again is tried again at once with whatever it did not answer. */
export async function resetPauses(transaction: Transaction, peer: NodeId, now: Instant): Promise<void> {
  await tables(transaction).updateTable('federation.sent').set({ next_at: now })
    .where('peer', '=', peer).where('receipt', 'is', null).where('problem', 'is', null).where('obsolete_at', 'is', null).where('attempts', '>', 0).where('next_at', '>', now).execute();
}

/** Items that this transaction may see, newest first. */
export async function listSent(transaction: Transaction, filter: ItemFilter): Promise<SentRow[]> {
  let query = tables(transaction).selectFrom('federation.sent').selectAll();
  if (filter.peer !== undefined) query = query.where('peer', '=', filter.peer);
  if (filter.after) query = query.where(sql<boolean>`(created_at, peer || ' ' || key) < (${filter.after.at}::timestamptz, ${filter.after.id})`);
  if (filter.childId !== undefined) query = query.where(sql<boolean>`child_ids @> array[${filter.childId}]`);
  return query.orderBy('created_at', 'desc').orderBy(sql`peer || ' ' || key`, 'desc').limit(filter.limit).execute();
}
