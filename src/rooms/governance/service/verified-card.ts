import type { NodeId } from '#kernel/identifier.ts';
import type { NodeServices, UnitOfWork } from '#platform/services.ts';
import { verifyNodeCard, type NodeCard } from '#platform/vault/index.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { findMember, findPeer } from '../store.ts';
import type { VerifiedCard } from '../rules/peers.ts';

/** A card whose signatures hold, with its fingerprint. Refuses `message-malformed`, `signature-invalid`. */
export async function verifiedCard({ vault }: Pick<NodeServices, 'vault'>, text: string): Promise<Result<VerifiedCard & { readonly card: NodeCard }>> {
  const card = await verifyNodeCard(text);
  if (!card.ok) return card;
  const { nodeId, serial, signing } = card.value;
  return succeed({ nodeId, serial, signing, text, fingerprint: await vault.fingerprint(text), card: card.value });
}

/** As `verifiedCard`, of a node that may be taken in, with what is known of it. Refuses besides `state-changed`: whom its own country has suspended or retired, nobody takes in anew. */
export async function admissibleCard(unit: UnitOfWork, text: string): Promise<Result<{ readonly self: NodeId; readonly card: VerifiedCard; readonly known: Awaited<ReturnType<typeof findPeer>> }>> {
  const card = await verifiedCard(unit.node, text);
  if (!card.ok) return card;
  const { nodeId } = card.value;
  const member = await findMember(unit.transaction, nodeId);
  if (member && member.status !== 'active') return refuse('state-changed', { reason: 'country-root', status: member.status });
  return succeed({ self: unit.node.nodeId, card: card.value, known: await findPeer(unit.transaction, nodeId) });
}
