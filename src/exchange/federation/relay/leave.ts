import type { NodeId } from '#kernel/identifier.ts';
import { refuse, type Result } from '#kernel/result.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { getActivePeer, type TrustedPeer } from '#rooms/governance/index.ts';
import type { Engine } from '../ports.ts';
import type { Post } from '../post.ts';
import { askPeer } from '../request.ts';
import { inNodeTransaction } from '../signers.ts';
import { keepParcel } from './keep.ts';
import { sealParcel } from './parcel.ts';

/**
 * Leaves a post with a relay that the addressee names on its card, the first that takes it. Refuses as the last one did, or
 * `peer-unreachable` when this node knows none of them.
 * @param about what is in it: the same is left once
 */
export async function leaveWithRelay(parts: Engine, peer: TrustedPeer, about: string, post: Post): Promise<Result<unknown>> {
  const relays = peer.card.relays ?? [];
  let last: Result<unknown> = refuse('peer-unreachable', { reason: 'no-route' });
  if (relays.length === 0) return last;
  const name = sha256Of(`parcel ${peer.nodeId} ${about}`);
  const sealed = await inNodeTransaction(parts, (unit) => sealParcel(unit, peer.card, post));
  for (const relay of relays) {
    last = await leaveWith(parts, relay, peer.nodeId, name, sealed);
    if (last.ok) return last;
  }
  return last;
}

async function leaveWith(parts: Engine, relay: NodeId, to: NodeId, name: string, sealed: string): Promise<Result<unknown>> {
  if (relay === parts.node.nodeId) return inNodeTransaction(parts, (unit) => keepParcel(parts, unit, to, name, sealed));
  const known = await inNodeTransaction(parts, (unit) => getActivePeer(unit, relay));
  return known.ok ? askPeer(parts, known.value.card, { method: 'POST', path: `/fed/1/relay?to=${to}`, body: sealed, contentType: 'application/octet-stream', idempotencyKey: name }) : known;
}
