import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { breakBetween } from './block-form.ts';
import { verifyBlock, type SignedBlock, type VerifiedBlock } from './block.ts';
import type { FindSigner } from './signers.ts';

export interface VerifiedChain {
  readonly blocks: readonly VerifiedBlock[];
  /** Who is responsible by this chain. */
  readonly custodian: NodeId;
  readonly epoch: number;
}

/**
 * Proves a child's whole custody chain, from her registration on: every signature with the key of its time, every
 * acceptance, every hash, each epoch one above the last, and each release by the one who was custodian. Nothing follows
 * a merge. Refuses with what `verifyBlock` refuses, or `message-malformed` and the reason `chain-empty`, `chain-epoch`,
 * `chain-child`, `chain-hash`, `chain-custodian` or `chain-ended`, with the epoch.
 */
export async function verifyChain(blocks: readonly SignedBlock[], findSigner: FindSigner): Promise<Result<VerifiedChain>> {
  const verified: VerifiedBlock[] = [];
  for (const [epoch, signed] of blocks.entries()) {
    const next = await verifyBlock(signed, findSigner);
    if (!next.ok) return refuse(next.problem.code, { ...next.problem.details, epoch });
    const reason = breakBetween(verified.at(-1), next.value.block, epoch);
    if (reason) return refuse('message-malformed', { reason, epoch });
    verified.push(next.value);
  }
  const last = verified.at(-1);
  return last ? succeed({ blocks: verified, custodian: last.block.to, epoch: last.block.epoch }) : refuse('message-malformed', { reason: 'chain-empty' });
}
