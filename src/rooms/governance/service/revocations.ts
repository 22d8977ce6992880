import { Check } from 'typebox/value';
import type { NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { verifyJson } from '#platform/vault/index.ts';
import { KeyRevocation, type PeerKeyRevoked } from '../schema/keys.ts';
import { findPeer, listOwnRevocations } from '../store.ts';

const nowhere = { inc: 0, tinc: 0, seq: 0 };

/** The root's word to one peer for every key of this node that was revoked, newest last. */
export async function ownRevocationsFor(unit: UnitOfWork, peer: NodeId): Promise<{ kid: string; revocation: string }[]> {
  const revocations: { kid: string; revocation: string }[] = [];
  for (const { kid, since, reason, last_good: lastGood, revoked_at: revokedAt } of await listOwnRevocations(unit.transaction)) {
    const statement: KeyRevocation = { typ: 'key-revocation/1', nodeId: unit.node.nodeId, peer, kid, since, reason, lastGood: lastGood[peer] ?? nowhere, revokedAt };
    revocations.push({ kid, revocation: await unit.node.vault.sign('key-revocation', statement) });
  }
  return revocations;
}

/**
 * Reads a revocation and proves it: said by the root of the node whose key it is, to this node, about a key that stands on its
 * card. Refuses `not-found` (no such peer), `message-malformed`, `message-not-for-us`, `signature-invalid`.
 */
export async function readRevocation(unit: UnitOfWork, nodeId: NodeId, signed: string): Promise<Result<KeyRevocation>> {
  const peer = await findPeer(unit.transaction, nodeId);
  if (!peer) return refuse('not-found', { node: nodeId });
  const verified = await verifyJson('key-revocation', signed, (kid, claimed) => {
    if (!Check(KeyRevocation, claimed)) return refuse('message-malformed', { reason: 'revocation' });
    if (claimed.nodeId !== nodeId || claimed.peer !== unit.node.nodeId) return refuse('message-not-for-us', { to: claimed.peer });
    return peer.card.root.kid === kid ? succeed(peer.card.root) : refuse('signature-invalid', { reason: 'root' });
  });
  return verified.ok ? succeed(verified.value.payload as KeyRevocation) : verified;
}

/**
 * Takes the word of a peer's root that one of its keys counts no more; the same word once more changes nothing.
 * @param voided messages of that key beyond the last good one that were taken in before
 */
export async function recordRevocation(unit: UnitOfWork, { nodeId, kid }: KeyRevocation, revocation: string, voided: readonly string[]): Promise<Operation[]> {
  const peer = await findPeer(unit.transaction, nodeId);
  if (!peer || peer.revokedKeys.some((known) => known.kid === kid)) return [];
  return record(unit, [{ kind: 'governance.peer-key-revoked', childId: null, body: { nodeId, revocation, voided: voided.slice(0, 10_000) } satisfies PeerKeyRevoked }]);
}
