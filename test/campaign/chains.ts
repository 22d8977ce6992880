import type { ChildId } from '#kernel/identifier.ts';
import { verifyChain } from '#exchange/federation/envelope/index.ts';
import { signersOf } from '#exchange/federation/signers.ts';
import { readLinks } from '#rooms/handover/index.ts';
import type { CustodyState } from '#rooms/handover/rules.ts';
import type { CampaignFederation } from './federation.ts';

/** Children whose signed chain cannot be proven at a node, or tells another story there than at the custodian. */
export async function divergentChains(federation: CampaignFederation, states: readonly CustodyState[]): Promise<number> {
  let count = 0;
  for (const childId of federation.groups.flat()) if (!(await isChainWhole(federation, childId, states))) count++;
  return count;
}

async function isChainWhole({ agencies }: CampaignFederation, childId: ChildId, states: readonly CustodyState[]): Promise<boolean> {
  const holder = states.findIndex((state) => state.custody[childId]?.status === 'hold');
  const chains = await Promise.all(agencies.map((agency) => agency.within(async (unit) => {
    const links = await readLinks(unit, childId);
    return links.length === 0 || (await verifyChain(links, signersOf(unit))).ok ? links.map(({ blockHash }) => blockHash) : null;
  })));
  const longest = chains[holder];
  if (!longest || longest.length !== states[holder]!.custody[childId]!.epoch + 1) return false;
  return chains.every((chain) => chain?.every((hash, epoch) => longest[epoch] === hash) ?? false);
}
