import type { NodeId } from '#kernel/identifier.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { canonicalJson } from '#platform/vault/index.ts';
import { signedCardsOf } from '#rooms/governance/index.ts';
import type { ProofDocument, Unsealed } from './check/document.ts';

type Bare<D extends ProofDocument> = Omit<Unsealed<D>, 'exportedBy' | 'exportedAt' | 'cards'>;

/**
 * Makes the file of a document: adds by whom and when, the cards of the agencies in it as far as this node has them, and this node's
 * signature over all of it. The text is canonical (RFC 8785): any letter changed in it is noticed.
 * @param nodeIds whose signatures are in the document
 */
export async function sealed<D extends ProofDocument>(unit: UnitOfWork, document: Bare<D>, nodeIds: Iterable<NodeId>): Promise<string> {
  const { nodeId, vault } = unit.node;
  const cards = await signedCardsOf(unit.transaction, nodeId, [...new Set([nodeId, ...nodeIds])]);
  const whole = { ...document, exportedBy: nodeId, exportedAt: unit.now, cards };
  return canonicalJson({ ...whole, seal: await vault.signDetached('proof', whole) });
}
