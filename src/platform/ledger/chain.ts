import { sql } from 'kysely';
import type { Transaction } from '../db/transact.ts';
import { canonicalJson, sha256Of } from '../vault/canonical.ts';

export type ChainName = 'operation' | 'access';
export type ChainTables = { 'platform.chain_head': { chain: ChainName; sequence: number; hash: string } };

export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** The hash of a link: of everything in it and of the link before, so that no link can change, vanish or move. */
export const linkHash = (previousHash: string, link: Readonly<Record<string, unknown>>): string =>
  sha256Of(canonicalJson({ ...link, previousHash }));

/** A chain's newest link, as it stands now. */
export const readHead = (transaction: Transaction, chain: ChainName): Promise<ChainHead> =>
  transaction.withTables<ChainTables>().selectFrom('platform.chain_head').select(['sequence', 'hash']).where('chain', '=', chain).executeTakeFirstOrThrow();

/** Locks a chain's newest link until the transaction ends and returns it. */
export async function lockHead(transaction: Transaction, chain: ChainName): Promise<ChainHead> {
  return transaction
    .withTables<ChainTables>()
    .selectFrom('platform.chain_head')
    .select(['sequence', 'hash'])
    .where('chain', '=', chain)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function moveHead(transaction: Transaction, chain: ChainName, head: ChainHead): Promise<void> {
  await sql`update platform.chain_head set sequence = ${head.sequence}, hash = ${head.hash} where chain = ${chain}`.execute(transaction);
}
