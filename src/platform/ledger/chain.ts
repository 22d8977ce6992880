import { sql } from 'kysely';
import type { Transaction } from '../db/transact.ts';
import { canonicalJson, sha256Of } from '../vault/canonical.ts';

export type ChainTables = { 'platform.chain_head': { chain: 'operation' | 'access'; sequence: number; hash: string } };

export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** The hash of a link: of everything in it and of the link before, so that no link can change, vanish or move. */
export const linkHash = (previousHash: string, link: Readonly<Record<string, unknown>>): string =>
  sha256Of(canonicalJson({ ...link, previousHash }));

/** Locks a chain's newest link until the transaction ends and returns it. */
export async function lockHead(transaction: Transaction, chain: 'operation' | 'access'): Promise<ChainHead> {
  return transaction
    .withTables<ChainTables>()
    .selectFrom('platform.chain_head')
    .select(['sequence', 'hash'])
    .where('chain', '=', chain)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function moveHead(transaction: Transaction, chain: 'operation' | 'access', head: ChainHead): Promise<void> {
  await sql`update platform.chain_head set sequence = ${head.sequence}, hash = ${head.hash} where chain = ${chain}`.execute(transaction);
}
