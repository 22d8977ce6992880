import type { NodeServices } from '#platform/services.ts';
import { verifyNodeCard, type NodeCard } from '#platform/vault/index.ts';
import { succeed, type Result } from '#kernel/result.ts';
import type { VerifiedCard } from '../rules/peers.ts';

/** A card whose signatures hold, with its fingerprint. Refuses `message-malformed`, `signature-invalid`. */
export async function verifiedCard({ vault }: Pick<NodeServices, 'vault'>, text: string): Promise<Result<VerifiedCard & { readonly card: NodeCard }>> {
  const card = await verifyNodeCard(text);
  if (!card.ok) return card;
  const { nodeId, serial, signing } = card.value;
  return succeed({ nodeId, serial, signing, text, fingerprint: await vault.fingerprint(text), card: card.value });
}
