import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { hashToken, isSameSecret, sealTo, sha256Of } from '#platform/vault/index.ts';
import type { TrustedPeer } from '#rooms/governance/index.ts';
import type { Engine } from './ports.ts';
import { largestPart, leastPart } from './rules.ts';
import { inNodeTransaction, sealingKeyOf } from './signers.ts';
import { findOffer, type FileOffer } from './store.ts';

export const filePartPurpose = 'file-part';

/** A piece of a file: bytes from `from` on. */
export interface FilePart {
  readonly hash: string;
  readonly from: number;
  readonly content: Uint8Array;
}

export const bindingOfPart = (hash: string, from: number): string => `${hash} ${from}`;
/** What the sender of a part signs: these bytes, of this file, from here on, out of so many. */
export const signedPart = ({ hash, from, content }: FilePart, total: number) => ({ typ: 'file-part/1', hash, from, total, part: sha256Of(content) });

/** What a peer gets for one part. `size` is that of the whole file, `signature` stands over the opened part. */
export interface FilePartAnswer {
  readonly size: number;
  readonly sealed: string;
  readonly signature: string;
}

/** Which bytes a request asks for; null when it does not say. As many as the asker's line carries, within bounds. */
export function sliceIn(parameters: URLSearchParams): { readonly from: number; readonly size: number } | null {
  const [from, size] = [parameters.get('from') ?? '0', parameters.get('size') ?? String(largestPart)];
  return /^\d{1,10}$/.test(from) && /^\d{1,7}$/.test(size) ? { from: Number(from), size: Math.min(largestPart, Math.max(leastPart, Number(size))) } : null;
}

/**
 * One part of a file that was offered to a peer, sealed to it and signed. Refuses `not-found`: not offered to this peer, a wrong
 * token, nothing from there on, or no such file any more.
 */
export async function partFor(parts: Engine, peer: TrustedPeer, { hash, from, size }: { readonly hash: string; readonly from: number; readonly size: number }, token: string | null): Promise<Result<FilePartAnswer>> {
  return inNodeTransaction(parts, async (unit) => {
    const offer = await findOffer(unit.transaction, peer.nodeId, hash);
    const mayFetch = offer && (offer.token_hash === null || (token !== null && isSameSecret(hashToken(token), offer.token_hash)));
    if (!mayFetch) return refuse('not-found', { what: 'file' });
    const content = await contentOf(parts, unit, offer);
    if (!content.ok) return refuse('not-found', { what: 'file' });
    if (from > 0 && from >= content.value.length) return refuse('not-found', { what: 'part' });
    return succeed(await sealPart(unit, peer, { hash, from, content: content.value.subarray(from, from + size) }, content.value.length));
  });
}

/** The bytes that were offered. Refuses as the file port. */
export async function contentOf(parts: Engine, unit: UnitOfWork, { child_id: childId, hash, content }: FileOffer): Promise<Result<Buffer>> {
  if (content !== null) return succeed(Buffer.from(content));
  const now = parts.node.clock.milliseconds();
  const lying = parts.shelf.take(`${childId} ${hash}`, now);
  if (lying) return succeed(lying);
  const read = await parts.files.readFile(unit, childId, hash);
  if (read.ok) parts.shelf.put(`${childId} ${hash}`, read.value, now);
  return read;
}

export async function sealPart(unit: UnitOfWork, peer: TrustedPeer, part: FilePart, size: number): Promise<FilePartAnswer> {
  const sealed = await sealTo(sealingKeyOf(peer.card, unit), part.content, filePartPurpose, bindingOfPart(part.hash, part.from));
  return { size, sealed, signature: await unit.node.vault.signDetached('file-part', signedPart(part, size)) };
}
