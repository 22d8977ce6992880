import { listActivePeers } from '#rooms/governance/index.ts';
import { takePost } from './mail.ts';
import type { Engine } from './ports.ts';
import { askPeer, parsedObject, randomName } from './request.ts';
import { inNodeTransaction } from './signers.ts';

/** Asks every peer for what it has for this node, takes it in and gives the receipts: for a node that nobody can reach. */
export async function fetchPosts(parts: Engine): Promise<void> {
  const peers = await inNodeTransaction(parts, (unit) => listActivePeers(unit.transaction));
  await Promise.all(peers.map(async ({ nodeId, card }) => {
    const path = `/fed/1/outbox?peer=${parts.node.nodeId}`;
    const answer = await askPeer(parts, card, { method: 'GET', path, body: '', contentType: 'application/json', idempotencyKey: randomName(parts) });
    if (!answer.ok) return;
    const taken = await takePost(parts, nodeId, String(parsedObject(answer.value)['sealed']));
    if (!taken.ok || taken.value.answered.length === 0) return;
    const body = JSON.stringify({ receipts: taken.value.answered });
    // receipts that are lost on the way are given again when the same messages are fetched again
    await askPeer(parts, card, { method: 'POST', path: '/fed/1/receipts', body, contentType: 'application/json', idempotencyKey: randomName(parts) });
  }));
}
