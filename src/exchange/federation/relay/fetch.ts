import type { NodeId } from '#kernel/identifier.ts';
import { findPeer, getActivePeer, type TrustedPeer } from '#rooms/governance/index.ts';
import { keyIdOfSealed } from '../line.ts';
import { takeMessages } from '../mail.ts';
import type { Engine } from '../ports.ts';
import type { Post } from '../post.ts';
import { askPeer, parsedObject, randomName } from '../request.ts';
import { inNodeTransaction } from '../signers.ts';
import { partSizeOf } from '../store.ts';
import { answerAsks, takeGivenParts } from './files.ts';
import { leaveWithRelay } from './leave.ts';
import { openParcel } from './parcel.ts';

/** Requests to one relay in a round: the rest comes with the next. */
const mostRequests = 50;

/** Fetches what lies for this node with the relays that it names, takes it in, and gives the receipts to the senders. */
export async function fetchFromRelays(parts: Engine): Promise<void> {
  for (const relay of parts.node.settings.relays ?? []) {
    const known = await inNodeTransaction(parts, (unit) => getActivePeer(unit, relay));
    if (!known.ok) continue;
    for (let request = 0; request < mostRequests; request++) if ((await fetchOnce(parts, known.value)) === 0) break;
  }
}

/** What a relay says is not proven: another shape of an answer is no parcel. */
const isParcel = (one: unknown): one is { name: string; sealed: string } => {
  const { name, sealed } = (one ?? {}) as { name?: unknown; sealed?: unknown };
  return typeof name === 'string' && typeof sealed === 'string';
};

/** @returns how many parcels came */
async function fetchOnce(parts: Engine, relay: TrustedPeer): Promise<number> {
  const most = await inNodeTransaction(parts, ({ transaction }) => partSizeOf(transaction, relay.nodeId));
  const answer = await askPeer(parts, relay.card, { method: 'GET', path: `/fed/1/relay?most=${most}`, body: '', contentType: 'application/json', idempotencyKey: randomName(parts) });
  const { parcels } = answer.ok ? parsedObject(answer.value) : { parcels: [] };
  const taken: string[] = [];
  const answered = new Map<NodeId, Post['receipts'][number][]>();
  for (const { name, sealed } of Array.isArray(parcels) ? parcels.filter(isParcel) : []) {
    // one that cannot be opened is nobody's: it would lie in the way of the others
    taken.push(name);
    const post = await openParcel(parts.node.vault, sealed);
    if (!post.ok) continue;
    const { from } = post.value;
    const done = await takeMessages(parts, from, post.value, { via: 'fetched', sealedTo: keyIdOfSealed(sealed) });
    await takeGivenParts(parts, from, post.value.parts ?? []);
    await answerAsks(parts, from, post.value.asks ?? []);
    if (done.answered.length > 0) answered.set(from, [...(answered.get(from) ?? []), ...done.answered]);
  }
  for (const [from, receipts] of answered) await giveReceipts(parts, from, receipts);
  if (taken.length > 0) await askPeer(parts, relay.card, { method: 'POST', path: '/fed/1/relay/taken', body: JSON.stringify({ names: taken }), contentType: 'application/json', idempotencyKey: randomName(parts) });
  return taken.length;
}

/** To a sender that can be reached directly, else the way its card names. One that is lost is given again when the same message comes again. */
async function giveReceipts(parts: Engine, to: NodeId, receipts: Post['receipts']): Promise<void> {
  const peer = await inNodeTransaction(parts, (unit) => findPeer(unit.transaction, to));
  if (!peer) return;
  if (peer.card.relays) await leaveWithRelay(parts, peer, receipts.map(({ mid }) => mid).join(' '), { messages: [], receipts });
  else await askPeer(parts, peer.card, { method: 'POST', path: '/fed/1/receipts', body: JSON.stringify({ receipts }), contentType: 'application/json', idempotencyKey: randomName(parts) });
}
