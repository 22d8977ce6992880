import { sql } from 'kysely';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import { deleteRowsOf } from '#platform/db/delete-rows.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { CaseFileRow, FederationTables, FileWantedRow } from './tables.ts';

const tables = (transaction: Transaction) => transaction.withTables<FederationTables>();

export type FileOffer = FederationTables['federation.file_offer'];

/** Lets a peer fetch a file. Offered again, the newer content and token count. */
export async function offerFile(transaction: Transaction, offer: FileOffer): Promise<void> {
  await tables(transaction).insertInto('federation.file_offer').values(offer)
    .onConflict((conflict) => conflict.columns(['peer', 'hash']).doUpdateSet({ token_hash: offer.token_hash, content: offer.content, offered_at: offer.offered_at })).execute();
}

export async function findOffer(transaction: Transaction, peer: NodeId, hash: string): Promise<FileOffer | null> {
  return (await tables(transaction).selectFrom('federation.file_offer').selectAll().where('peer', '=', peer).where('hash', '=', hash).executeTakeFirst()) ?? null;
}

export async function setCaseFile(transaction: Transaction, row: CaseFileRow): Promise<void> {
  await tables(transaction).insertInto('federation.case_file').values(row)
    .onConflict((conflict) => conflict.columns(['child_id', 'block_hash']).doUpdateSet({ state: row.state, problem: row.problem, changed_at: row.changed_at })).execute();
}

export async function caseFileState(transaction: Transaction, childId: ChildId, blockHash: string): Promise<CaseFileRow['state'] | null> {
  const row = await tables(transaction).selectFrom('federation.case_file').select('state').where('child_id', '=', childId).where('block_hash', '=', blockHash).executeTakeFirst();
  return row?.state ?? null;
}

/** Whether every file that came for these children has been opened and read. */
export async function areFilesRead(transaction: Transaction, childIds: readonly ChildId[]): Promise<boolean> {
  const unread = await tables(transaction).selectFrom('federation.case_file').select('child_id').where('child_id', 'in', [...childIds]).where('state', '<>', 'verified').limit(1).executeTakeFirst();
  return unread === undefined;
}

export async function wantFile(transaction: Transaction, row: FileWantedRow): Promise<void> {
  await tables(transaction).insertInto('federation.file_wanted').values(row)
    .onConflict((conflict) => conflict.columns(['peer', 'hash']).doUpdateSet({ token: row.token, next_at: row.next_at })).execute();
}

/** A file that this node still lacks; nothing when it is here or was never wanted. */
export async function findWanted(transaction: Transaction, peer: NodeId, hash: string): Promise<FileWantedRow | undefined> {
  return tables(transaction).selectFrom('federation.file_wanted').selectAll().where('peer', '=', peer).where('hash', '=', hash).where('completed_at', 'is', null).executeTakeFirst();
}

/** Files whose next attempt is due, oldest first; taken for the length of the lease. */
export async function takeDueFiles(transaction: Transaction, now: Instant, leaseUntil: Instant): Promise<FileWantedRow[]> {
  const due = tables(transaction).selectFrom('federation.file_wanted').select(['peer', 'hash'])
    .where('completed_at', 'is', null).where('next_at', '<=', now).orderBy('wanted_since').limit(10).forUpdate().skipLocked();
  return tables(transaction).with('due', () => due).updateTable('federation.file_wanted').from('due')
    .set({ next_at: leaseUntil, attempts: sql`federation.file_wanted.attempts + 1` })
    .whereRef('federation.file_wanted.peer', '=', 'due.peer').whereRef('federation.file_wanted.hash', '=', 'due.hash').returningAll('federation.file_wanted').execute();
}

/** @param problem null when parts came and more are to come */
export async function saveFileAttempt(transaction: Transaction, { peer, hash, attempts }: Pick<FileWantedRow, 'peer' | 'hash' | 'attempts'>, problem: Problem | null, nextAt: Instant): Promise<void> {
  await tables(transaction).updateTable('federation.file_wanted').set({ problem, next_at: nextAt, attempts }).where('peer', '=', peer).where('hash', '=', hash).execute();
}

export async function completeFile(transaction: Transaction, { peer, hash }: Pick<FileWantedRow, 'peer' | 'hash'>, at: Instant): Promise<void> {
  await tables(transaction).updateTable('federation.file_wanted').set({ completed_at: at, problem: null }).where('peer', '=', peer).where('hash', '=', hash).execute();
  await dropParts(transaction, { peer, hash });
}

export async function dropParts(transaction: Transaction, { peer, hash }: Pick<FileWantedRow, 'peer' | 'hash'>): Promise<void> {
  await tables(transaction).deleteFrom('federation.file_part').where('peer', '=', peer).where('hash', '=', hash).execute();
}

export type FilePart = FederationTables['federation.file_part'];

export async function savePart(transaction: Transaction, part: FilePart): Promise<void> {
  await tables(transaction).insertInto('federation.file_part').values(part).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Bytes of a file that are here: its parts come in order. */
export async function bytesHere(transaction: Transaction, { peer, hash }: Pick<FileWantedRow, 'peer' | 'hash'>): Promise<number> {
  const row = await tables(transaction).selectFrom('federation.file_part').select(sql<number>`coalesce(sum(size), 0)::int`.as('bytes')).where('peer', '=', peer).where('hash', '=', hash).executeTakeFirstOrThrow();
  return row.bytes;
}

export async function listParts(transaction: Transaction, { peer, hash }: Pick<FileWantedRow, 'peer' | 'hash'>): Promise<FilePart[]> {
  return tables(transaction).selectFrom('federation.file_part').selectAll().where('peer', '=', peer).where('hash', '=', hash).orderBy('position').execute();
}

/** Files that are still on their way to this node, as far as this transaction sees the children; oldest first. */
export async function listWanted(transaction: Transaction): Promise<FileWantedRow[]> {
  return tables(transaction).selectFrom('federation.file_wanted').selectAll().where('completed_at', 'is', null).orderBy('wanted_since').limit(200).execute();
}

/** For a child who is erased: files of hers that a peer may fetch, or that were still to come. */
export const forgetChild = (transaction: Transaction, childId: ChildId): Promise<void> =>
  deleteRowsOf(transaction, childId, ['federation.file_offer', 'federation.file_part', 'federation.file_wanted', 'federation.case_file']);
