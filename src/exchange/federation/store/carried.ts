import { sql } from 'kysely';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { FileOffer } from './files.ts';
import type { FederationTables } from './tables.ts';

const tables = (transaction: Transaction) => transaction.withTables<FederationTables>();

/** What a peer said by file: which files it lacks of those that were offered to it before. */
export async function noteCarried(transaction: Transaction, peer: NodeId, wanted: readonly string[], now: Instant): Promise<void> {
  const row = { taken_at: now, wanted: [...wanted] };
  await tables(transaction).insertInto('federation.carried').values({ peer, ...row }).onConflict((conflict) => conflict.column('peer').doUpdateSet(row)).execute();
}

/** Files that a peer lacks, as far as is known: offered since it last said which, or named by it then; oldest first. */
export async function offersToCarry(transaction: Transaction, peer: NodeId): Promise<FileOffer[]> {
  return tables(transaction).selectFrom('federation.file_offer').selectAll().where('peer', '=', peer)
    .where(sql<boolean>`not exists (select 1 from federation.carried c where c.peer = file_offer.peer and c.taken_at > file_offer.offered_at and file_offer.hash <> all (c.wanted))`)
    .orderBy('offered_at').orderBy('hash').limit(2000).execute();
}

/** The names of the files that this node lacks from a peer. */
export async function wantedHashes(transaction: Transaction, peer: NodeId): Promise<string[]> {
  const rows = await tables(transaction).selectFrom('federation.file_wanted').select('hash').where('peer', '=', peer).where('completed_at', 'is', null).orderBy('wanted_since').limit(5000).execute();
  return rows.map(({ hash }) => hash);
}
