import { refuse, type Result } from '#kernel/result.ts';
import { sha256Of } from '#platform/vault/index.ts';
import type { TrustedPeer } from '#rooms/governance/index.ts';
import { askAcquainted } from './introduce.ts';
import { sealMessage } from './line.ts';
import type { Engine } from './ports.ts';
import { parsedObject } from './request.ts';
import { smallerPart } from './rules.ts';
import { inNodeTransaction } from './signers.ts';
import { learnPartSize, partSizeOf } from './store.ts';

/** Messages under way in parts that are remembered, so that the next attempt goes on where this one stopped. */
const mostUnderWay = 20;

/**
 * Gives one message to a peer: whole, or, where the line carries no more, in parts, each signed as every request is. What the
 * peer has of it stays there; a line that breaks is tried again with smaller parts at once. Refuses as `askPeer`.
 * @returns the receipt
 */
export async function sendMessage(parts: Engine, peer: TrustedPeer, mid: string, jws: string): Promise<Result<string>> {
  const body = parts.underWay.get(mid) ?? (await sealMessage({ now: parts.node.clock.now() }, peer.card, mid, jws));
  let size = await inNodeTransaction(parts, ({ transaction }) => partSizeOf(transaction, peer.nodeId));
  let from = 0;
  let name: string | undefined;
  for (let step = 0; step < 500; step++) {
    const isWhole = from === 0 && body.length <= size;
    const path = isWhole ? '/fed/1/inbox' : `/fed/1/parts?of=${(name ??= sha256Of(body))}&from=${from}&size=${body.length}`;
    const slice = isWhole ? body : body.slice(from, from + size);
    const answer = await askAcquainted(parts, peer.card, { method: 'POST', path, body: slice, contentType: 'application/octet-stream', idempotencyKey: mid });
    const smaller = answer.ok || answer.problem.code !== 'peer-unreachable' ? null : smallerPart(slice.length, answer.problem.details['reason']);
    if (smaller !== null) {
      size = smaller;
      await inNodeTransaction(parts, ({ transaction }) => learnPartSize(transaction, peer.nodeId, smaller));
      continue;
    }
    const have = answer.ok && !isWhole ? parsedObject(answer.value)['have'] : undefined;
    if (typeof have !== 'number') {
      remember(parts, mid, !answer.ok && from > 0 ? body : null);
      return answer;
    }
    from = Math.max(0, Math.min(Math.floor(have), body.length - 1));
  }
  return refuse('peer-unreachable', { reason: 'parts' });
}

function remember({ underWay }: Engine, mid: string, body: string | null): void {
  underWay.delete(mid);
  if (body !== null) underWay.set(mid, body);
  for (const oldest of [...underWay.keys()].slice(0, Math.max(0, underWay.size - mostUnderWay))) underWay.delete(oldest);
}
