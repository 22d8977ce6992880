import type { Transaction } from '../db/transact.ts';
import { contentOf, type AccessTables } from './access-log.ts';
import { linkHash, readHead, type ChainHead, type ChainName } from './chain.ts';
import { linkOf, type OperationTables } from './operations.ts';

/** Links read at a time. */
const page = 1000;

/** One link as it stands: what it says of itself and what it holds. */
export interface Link {
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const reading: Readonly<Record<ChainName, (transaction: Transaction, after: number) => Promise<Link[]>>> = {
  operation: async (transaction, after) => {
    const rows = await transaction.withTables<OperationTables>().selectFrom('platform.operation').selectAll()
      .where('sequence', '>', after).orderBy('sequence').limit(page).execute();
    return rows.map(({ previous_hash: previousHash, hash, ...row }) => ({ sequence: row.sequence, previousHash, hash, content: linkOf(row) }));
  },
  access: async (transaction, after) => {
    const rows = await transaction.withTables<AccessTables>().selectFrom('platform.access_log').selectAll()
      .where('sequence', '>', after).orderBy('sequence').limit(page).execute();
    return rows.map((row) => ({ sequence: row.sequence, previousHash: row.previous_hash, hash: row.hash, content: contentOf(row) }));
  },
};

export interface ChainProof {
  /** How many links there are, and the hash of the newest. */
  readonly length: number;
  readonly hash: string;
  /** The first link that does not hold; null when all hold and the head agrees. */
  readonly brokenAt: number | null;
}

/**
 * Recomputes the hashes of links that follow on `before`.
 * @returns the sequence of the first link that does not hold, or null when all hold and the last one is the head
 */
export function breakInChain(links: readonly Link[], head: ChainHead, before: ChainHead = { sequence: 0, hash: '' }): number | null {
  let previous = before;
  for (const { sequence, previousHash, hash, content } of links) {
    const holds = sequence === previous.sequence + 1 && previousHash === previous.hash && hash === linkHash(previous.hash, content);
    if (!holds || sequence > head.sequence) return previous.sequence + 1;
    previous = { sequence, hash };
  }
  if (previous.sequence < head.sequence) return previous.sequence + 1;
  return previous.hash === head.hash ? null : head.sequence;
}

/** The first links of a chain, up to a thousand. */
export const readChain = (transaction: Transaction, chain: ChainName): Promise<Link[]> => reading[chain](transaction, 0);

/** The hash of one link of a chain; null when the chain is shorter. */
export async function hashAt(transaction: Transaction, chain: ChainName, sequence: number): Promise<string | null> {
  const table = chain === 'operation' ? 'platform.operation' : 'platform.access_log';
  const row = await transaction.withTables<OperationTables & AccessTables>().selectFrom(table).select('hash').where('sequence', '=', sequence).executeTakeFirst();
  return row?.hash ?? null;
}

/** Walks one of the node's two chains and recomputes every hash. Holds nobody up: what is appended meanwhile is left out. */
export async function walkChain(transaction: Transaction, chain: ChainName, progress: (done: number, all: number) => void = () => undefined): Promise<ChainProof> {
  const head = await readHead(transaction, chain);
  const proof = (brokenAt: number | null): ChainProof => ({ length: head.sequence, hash: head.hash, brokenAt });
  let previous: ChainHead = { sequence: 0, hash: '' };
  while (previous.sequence < head.sequence) {
    const links = (await reading[chain](transaction, previous.sequence)).filter((link) => link.sequence <= head.sequence);
    const last = links.at(-1);
    if (!last) return proof(previous.sequence + 1);
    const brokenAt = breakInChain(links, last, previous);
    if (brokenAt !== null) return proof(brokenAt);
    previous = last;
    progress(previous.sequence, head.sequence);
  }
  return proof(previous.hash === head.hash ? null : head.sequence);
}

/** The sequence of the first operation that does not hold, or null. */
export const firstBrokenLink = async (transaction: Transaction): Promise<number | null> => (await walkChain(transaction, 'operation')).brokenAt;
