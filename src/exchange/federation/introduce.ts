import { Type } from 'typebox';
import { Check } from 'typebox/value';
import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { verifyNodeCard, type NodeCard } from '#platform/vault/index.ts';
import { findOwnCard, findPeer, ownRevocationsFor, takeCard } from '#rooms/governance/index.ts';
import type { FederationParts } from './ports.ts';
import { askPeer, parsedObject } from './request.ts';
import type { Unsigned } from './request-signature.ts';
import { takeRevocation } from './revocations.ts';
import { inNodeTransaction, recordAsNode } from './signers.ts';

/*
 * A node whose keys are new at once (the old one was stolen, or ended) can sign nothing that its peers would believe. Its card and its
 * revocations are signed by its root, which they know: they are taken from whoever brings them. Nobody else can make them, an old card
 * changes nothing, and nothing is said in return.
 */

export const introductionPath = '/fed/1/card';
const Introduction = Type.Object({ card: Type.String({ maxLength: 120_000 }), revocations: Type.Array(Type.String({ maxLength: 50_000 }), { maxItems: 200 }) }, { additionalProperties: false });

/** Asks a peer; where it does not know the key that signs, introduces this node and asks once more. Refuses as `askPeer`. */
export async function askAcquainted(parts: FederationParts, card: NodeCard, request: Unsigned): Promise<Result<string>> {
  const answer = await askPeer(parts, card, request);
  const isStranger = !answer.ok && answer.problem.code === 'signature-invalid' && answer.problem.details['reason'] === 'key-unknown';
  return isStranger && (await introduce(parts, card)) ? askPeer(parts, card, request) : answer;
}

/** This node's card and its revocations, as a text for a peer; null while it has no card. */
export async function introductionFor(unit: UnitOfWork, peer: NodeId): Promise<string | null> {
  const card = await findOwnCard(unit.transaction);
  return card === null ? null : JSON.stringify({ card, revocations: (await ownRevocationsFor(unit, peer)).map(({ revocation }) => revocation) });
}

/** Brings this node's card and revocations to a peer that does not know its keys. @returns whether the peer took them */
async function introduce(parts: FederationParts, { nodeId, endpoint }: NodeCard): Promise<boolean> {
  const body = await inNodeTransaction(parts, (unit) => introductionFor(unit, nodeId));
  if (body === null) return false;
  const answer = await parts.wire.send(endpoint, { method: 'POST', path: introductionPath, headers: { 'content-type': 'application/json' }, body });
  return answer.ok && answer.value.status === 200;
}

/** Takes the card and the revocations of a known peer. Refuses `message-malformed`, `signature-invalid`, `unknown-sender`. */
export async function takeIntroduction(parts: FederationParts, text: string): Promise<Result<string>> {
  const brought: unknown = parsedObject(text);
  if (!Check(Introduction, brought)) return refuse('message-malformed', { reason: 'card' });
  const card = await verifyNodeCard(brought.card);
  if (!card.ok) return card;
  const { nodeId } = card.value;
  const taken = await recordAsNode(parts, async (unit) => {
    const peer = await findPeer(unit.transaction, nodeId);
    if (!peer || peer.status === 'decommissioned') return refuse('unknown-sender', { node: nodeId, reason: peer?.status ?? 'unknown' });
    const newer = await takeCard(unit, nodeId, brought.card);
    if (!newer.ok) return newer;
    const recorded = [...newer.value];
    for (const revocation of brought.revocations) {
      const revoked = await takeRevocation(unit, nodeId, revocation);
      if (!revoked.ok) return revoked;
      recorded.push(...revoked.value);
    }
    return succeed(recorded);
  });
  return taken.ok ? succeed('{}') : taken;
}
