import { connect, type ConnectionTarget } from '#platform/db/connect.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { walkChain, type ChainProof } from '#platform/ledger/verify.ts';
import { isTrustListUnbroken, listTrustEntries } from '#rooms/governance/index.ts';
import { systemClock } from './node.ts';

export interface CheckedChain extends Pick<ChainProof, 'length' | 'brokenAt'> {
  readonly chain: 'operation' | 'access' | 'trust';
}

/** Walks every hash chain that the node keeps: what was done, who looked, whom it trusts. */
export async function walkChains(target: ConnectionTarget, progress: (chain: CheckedChain['chain'], done: number, all: number) => void = () => undefined): Promise<CheckedChain[]> {
  const database = connect({ ...target, maximum: 1 });
  try {
    return await transact(database, nodeScope(systemClock.now()), async (transaction) => {
      const chains: CheckedChain[] = [];
      for (const chain of ['operation', 'access'] as const) {
        const { length, brokenAt } = await walkChain(transaction, chain, (done, all) => progress(chain, done, all));
        chains.push({ chain, length, brokenAt });
      }
      const entries = await listTrustEntries(transaction);
      const broken = entries.findIndex((_entry, index) => !isTrustListUnbroken(entries.slice(0, index + 1)));
      return [...chains, { chain: 'trust', length: entries.length, brokenAt: broken === -1 ? null : broken + 1 }];
    });
  } finally {
    await database.destroy();
  }
}
