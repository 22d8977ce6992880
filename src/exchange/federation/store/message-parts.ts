import { sql } from 'kysely';
import type { NodeId } from '#kernel/identifier.ts';
import type { Transaction } from '#platform/db/transact.ts';
import type { FederationTables } from './tables.ts';

const tables = (transaction: Transaction) => transaction.withTables<FederationTables>();

/** Characters that are here of a message that comes in parts. */
export async function messagePartsLength(transaction: Transaction, peer: NodeId, hash: string): Promise<number> {
  const row = await tables(transaction).selectFrom('federation.message_part').select(sql<number>`coalesce(sum(length(content)), 0)::int`.as('length')).where('peer', '=', peer).where('hash', '=', hash).executeTakeFirstOrThrow();
  return row.length;
}

export async function keepMessagePart(transaction: Transaction, part: FederationTables['federation.message_part']): Promise<void> {
  await tables(transaction).insertInto('federation.message_part').values(part).execute();
}

export async function messageParts(transaction: Transaction, peer: NodeId, hash: string): Promise<string[]> {
  const rows = await tables(transaction).selectFrom('federation.message_part').select('content').where('peer', '=', peer).where('hash', '=', hash).orderBy('position').execute();
  return rows.map(({ content }) => content);
}

export async function dropMessageParts(transaction: Transaction, peer: NodeId, hash: string): Promise<void> {
  await tables(transaction).deleteFrom('federation.message_part').where('peer', '=', peer).where('hash', '=', hash).execute();
}

/** Keeps only the messages of a peer that moved last: what it gave up would lie here for ever. */
export async function dropOtherMessages(transaction: Transaction, peer: NodeId, most: number): Promise<void> {
  await sql`delete from federation.message_part where peer = ${peer} and hash not in (
    select hash from federation.message_part where peer = ${peer} group by hash order by max(received_at) desc, hash limit ${most})`.execute(transaction);
}
