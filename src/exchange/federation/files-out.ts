import { refuse, succeed, type Result } from '#kernel/result.ts';
import { hashToken, isSameSecret, sealTo } from '#platform/vault/index.ts';
import type { TrustedPeer } from '#rooms/governance/index.ts';
import type { FederationParts } from './ports.ts';
import { inNodeTransaction, sealingKeyOf } from './signers.ts';
import { findOffer } from './store.ts';

/** Bytes of a part before it is sealed: what a poor line can carry in one go. */
const partSize = 1024 * 1024;
export const filePartPurpose = 'file-part';
export const bindingOfPart = (hash: string, part: number): string => `${hash} ${part}`;

/** What a peer gets for one part. */
export interface FilePartAnswer {
  readonly parts: number;
  readonly sealed: string;
}

/**
 * One part of a file that was offered to a peer, sealed to it. Refuses `not-found`: not offered to this peer, a wrong
 * token, no such part, or no such file any more.
 * @param part from 0
 */
export async function partFor(parts: FederationParts, peer: TrustedPeer, hash: string, part: number, token: string | null): Promise<Result<FilePartAnswer>> {
  return inNodeTransaction(parts, async (unit) => {
    const offer = await findOffer(unit.transaction, peer.nodeId, hash);
    const mayFetch = offer && (offer.token_hash === null || (token !== null && isSameSecret(hashToken(token), offer.token_hash)));
    if (!mayFetch) return refuse('not-found', { what: 'file' });
    const content = offer.content === null ? await parts.files.readFile(unit, offer.child_id, hash) : succeed(Buffer.from(offer.content));
    if (!content.ok) return refuse('not-found', { what: 'file' });
    const count = Math.max(1, Math.ceil(content.value.length / partSize));
    if (part >= count) return refuse('not-found', { what: 'part' });
    const slice = content.value.subarray(part * partSize, (part + 1) * partSize);
    return succeed({ parts: count, sealed: await sealTo(sealingKeyOf(peer.card, unit), slice, filePartPurpose, bindingOfPart(hash, part)) });
  });
}
