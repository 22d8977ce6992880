import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { sealTo, type NodeCard, type Vault } from '#platform/vault/index.ts';
import { postIn, type Post } from '../post.ts';
import { parsedObject } from '../request.ts';
import { paddedLength } from '../rules.ts';
import { sealingKeyOf } from '../signers.ts';

/*
 * What is left with a relay: a post, sealed to its addressee with its sender inside, filled up with blanks. The relay learns for whom it
 * is, about how large, and when it came; each message and receipt in it is proven by its own signature.
 */

const purpose = 'parcel';
const leastParcel = 4096;
/** Bytes up to which a parcel is filled up: sealed, it must stay below what a request may have. */
const mostFilled = 1_050_000;

export async function sealParcel(unit: UnitOfWork, card: NodeCard, post: Post): Promise<string> {
  const text = JSON.stringify({ from: unit.node.nodeId, ...post });
  const length = Buffer.byteLength(text);
  const bytes = Buffer.alloc(Math.max(length, Math.min(paddedLength(length, leastParcel), mostFilled)), ' ');
  bytes.write(text);
  return sealTo(sealingKeyOf(card, unit), bytes, purpose, card.nodeId);
}

/** Opens a parcel for this node. Refuses `message-malformed`. */
export async function openParcel(vault: Vault, sealed: string): Promise<Result<Post & { readonly from: NodeId }>> {
  const opened = await vault.openSealed(sealed, purpose, vault.nodeId);
  if (!opened.ok) return opened;
  const text = opened.value.toString();
  const post = postIn(text);
  const { from } = parsedObject(text);
  return post && typeof from === 'string' ? succeed({ ...post, from: from as NodeId }) : refuse('message-malformed', { reason: 'parcel' });
}
