import { sql } from 'kysely';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { CopiesRow, FederationTables, InboxRow, ReturnedRow, SentRow } from './tables.ts';

const tables = (transaction: Transaction) => transaction.withTables<FederationTables>();

/** Messages without content worth keeping: who is responsible is told by facts, not by these. */
const withoutContent = ['SYNC', 'SYNCR', 'TRACK', 'WITNESS', 'CARD'];

/** From a peer's copies of what crossed the line, all that this node lacks will be fetched. */
export async function wantCopies(transaction: Transaction, peer: NodeId, incarnation: number, now: Instant): Promise<void> {
  await tables(transaction).insertInto('federation.copies')
    .values({ peer, incarnation, wanted_since: now, attempts: 0, next_at: now, problem: null, completed_at: null }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Peers whose copies are to be fetched now, the newest recovery of each; taken for the length of the lease. */
export async function takeDueCopies(transaction: Transaction, now: Instant, leaseUntil: Instant): Promise<CopiesRow[]> {
  return tables(transaction).updateTable('federation.copies').set({ next_at: leaseUntil, attempts: sql`attempts + 1` })
    .where('completed_at', 'is', null).where('next_at', '<=', now)
    .where(sql<boolean>`incarnation = (select max(incarnation) from federation.copies newest where newest.peer = copies.peer)`).returningAll().execute();
}

export async function saveCopies(transaction: Transaction, { peer, incarnation }: Pick<CopiesRow, 'peer' | 'incarnation'>, change: { problem: Problem | null; next_at?: Instant; completed_at?: Instant }): Promise<void> {
  await tables(transaction).updateTable('federation.copies').set(change).where('peer', '=', peer).where('incarnation', '=', incarnation).execute();
}

/** How far the copies of each peer came, the newest recovery first. */
export const listCopies = (transaction: Transaction): Promise<CopiesRow[]> => tables(transaction).selectFrom('federation.copies').selectAll().orderBy('incarnation', 'desc').orderBy('peer').execute();

/** How much each peer gave back in a recovery; counts alone, whoever asks. */
export async function returnedCounts(transaction: Transaction, incarnation: number): Promise<{ peer: NodeId; recorded: number; known: number; unreadable: number; operations: number }[]> {
  const { rows } = await sql<{ peer: NodeId; recorded: number; known: number; unreadable: number; operations: number }>`select * from federation.returned_counts(${incarnation})`.execute(transaction);
  return rows;
}

export async function saveReturned(transaction: Transaction, row: ReturnedRow): Promise<void> {
  await tables(transaction).insertInto('federation.returned').values(row).onConflict((conflict) => conflict.doNothing()).execute();
}

export interface CopyName {
  readonly mid: string;
  /** `yours`: the asker's own message; `mine`: one that was sent to the asker and reached it. */
  readonly of: 'yours' | 'mine';
}

/** The names of all that crossed the line with a peer before its present incarnation. */
export async function copyNames(transaction: Transaction, peer: NodeId, before: number): Promise<CopyName[]> {
  const { rows } = await sql<CopyName>`
    select mid, 'yours' as of from federation.inbox where peer = ${peer} and incarnation < ${before} and type <> all(${withoutContent})
    union all
    select mid, 'mine' from federation.sent where peer = ${peer} and peer_incarnation < ${before} and receipt is not null and type <> all(${withoutContent})
    order by mid`.execute(transaction);
  return rows;
}

/** Of these names, those that this node has. */
export async function knownNames(transaction: Transaction, names: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ mid: string }>`select mid from federation.inbox where mid = any(${[...names]})
    union select mid from federation.sent where mid = any(${[...names]}) union select mid from federation.returned where mid = any(${[...names]})`.execute(transaction);
  return new Set(rows.map(({ mid }) => mid));
}

export const findReceived = (transaction: Transaction, peer: NodeId, mid: string): Promise<InboxRow | undefined> =>
  tables(transaction).selectFrom('federation.inbox').selectAll().where('peer', '=', peer).where('mid', '=', mid).executeTakeFirst();
export const findSent = (transaction: Transaction, peer: NodeId, mid: string): Promise<SentRow | undefined> =>
  tables(transaction).selectFrom('federation.sent').selectAll().where('peer', '=', peer).where('mid', '=', mid).executeTakeFirst();
