import { Check } from 'typebox/value';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { canonicalJson, sha256Of, verifyJson, type Vault } from '#platform/vault/index.ts';
import { acceptanceSchema, blockSchema, isAcceptanceOf, isWellFormed, type Acceptance, type CustodyBlock } from './block-form.ts';
import { signingKeyOf, type FindSigner } from './signers.ts';

export type { Acceptance, CustodyBlock } from './block-form.ts';

/** A block as it is kept and sent: signed by who released, and for a handover by who accepted. */
export interface SignedBlock {
  readonly release: string;
  readonly acceptance: string | null;
}
export interface VerifiedBlock {
  readonly block: CustodyBlock;
  readonly hash: string;
}

export const hashOfBlock = (block: CustodyBlock): string => sha256Of(canonicalJson(block));

/** Signs a block as its releaser. Throws when it is not one that a peer would take. */
export async function signBlock(vault: Vault, block: CustodyBlock): Promise<{ readonly release: string; readonly hash: string }> {
  if (!Check(blockSchema, block) || !isWellFormed(block) || block.from !== vault.nodeId) throw new Error(`not a ${block.kind} block of this node`);
  return { release: await vault.sign('custody-block', block), hash: hashOfBlock(block) };
}

export const signAcceptance = (vault: Vault, acceptance: Omit<Acceptance, 'typ' | 'to'>): Promise<string> =>
  vault.sign('custody-acceptance', { typ: 'custody-acceptance/1', to: vault.nodeId, ...acceptance } satisfies Acceptance);

/** Reads and proves an acceptance against the key that its signer had when it accepted. */
export async function verifyAcceptance(text: string, findSigner: FindSigner): Promise<Result<Acceptance>> {
  const verified = await verifyJson('custody-acceptance', text, (kid, claimed) =>
    Check(acceptanceSchema, claimed) ? signingKeyOf(findSigner, claimed.to, kid, claimed.acceptedAt) : malformed('acceptance'),
  );
  return verified.ok ? succeed(verified.value.payload as Acceptance) : verified;
}

/**
 * Proves one block by itself: its form, the releaser's signature with the key of that time, and for a handover the
 * receiver's acceptance of this very child, epoch and group. Refuses with `message-malformed` and the reason `block`,
 * `acceptance` or `acceptance-other`, `unknown-sender`, or `signature-invalid`.
 */
export async function verifyBlock({ release, acceptance }: SignedBlock, findSigner: FindSigner): Promise<Result<VerifiedBlock>> {
  const verified = await verifyJson('custody-block', release, (kid, claimed) => {
    if (!Check(blockSchema, claimed) || !isWellFormed(claimed)) return malformed('block');
    return signingKeyOf(findSigner, claimed.from, kid, claimed.committedAt);
  });
  if (!verified.ok) return verified;
  const block = verified.value.payload as CustodyBlock;
  const hash = hashOfBlock(block);
  if (block.kind !== 'handover') return acceptance === null ? succeed({ block, hash }) : malformed('acceptance-other');
  if (acceptance === null || sha256Of(acceptance) !== block.acceptHash) return malformed('acceptance-other');
  const accepted = await verifyAcceptance(acceptance, findSigner);
  if (!accepted.ok) return accepted;
  return isAcceptanceOf(accepted.value, block) ? succeed({ block, hash }) : malformed('acceptance-other');
}

const malformed = (reason: string) => refuse('message-malformed', { reason });
