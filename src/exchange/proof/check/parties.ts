import { Check } from 'typebox/value';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { canonicalJson } from '#platform/vault/canonical-json.ts';
import { base32Letters, base32Of } from '#platform/vault/base32.ts';
import { isValidAt, type PublicKey } from '#platform/vault/key-form.ts';
import { nodeCardSchema, type NodeCard } from '#platform/vault/node-card-form.ts';
import { bytesOf, sha256Of } from './base64url.ts';
import { openSigned, type KeyFor } from './signed-text.ts';
import type { Fault, Party } from './verdict.ts';

/** The agencies whose cards are in a file, each proven to be of the node it names. */
export interface Parties {
  readonly faults: readonly Fault[];
  party(nodeId: NodeId): Party;
  /** The key with which a node signed at an instant; null: whenever. Reasons: `card-missing`, `key-unknown`, `key-expired`. */
  keyFor(nodeId: NodeId, at: Instant | null): KeyFor;
  /** The key that a node keeps for the heads of its records. */
  auditKeyFor(nodeId: NodeId): KeyFor;
}

/** Reads the cards: a node's identifier is the hash of its root key, the root signed the card, every key is named by its own hash. */
export async function readParties(cards: readonly string[]): Promise<Parties> {
  const known = new Map<NodeId, NodeCard>();
  const faults: Fault[] = [];
  for (const [index, text] of cards.entries()) {
    const card = await openCard(text);
    if (!card) faults.push({ code: 'card-broken', grade: 'broken', where: { place: index + 1 } });
    else if (known.has(card.nodeId)) faults.push({ code: 'card-twice', grade: 'broken', where: { node: card.nodeId } });
    else known.set(card.nodeId, card);
  }
  return {
    faults,
    party: (nodeId) => {
      const { name = null, member = null, country = null } = known.get(nodeId) ?? {};
      return { nodeId, name, member, country };
    },
    keyFor: (nodeId, at) => (kid) => {
      const card = known.get(nodeId);
      if (!card) return { reason: 'card-missing' };
      const key = card.signing.find((candidate) => candidate.kid === kid);
      if (!key) return { reason: 'key-unknown' };
      return at === null || isValidAt(key, at) ? key : { reason: 'key-expired' };
    },
    auditKeyFor: (nodeId) => (kid) => {
      const card = known.get(nodeId);
      if (!card) return { reason: 'card-missing' };
      return card.audit.kid === kid ? card.audit : { reason: 'key-unknown' };
    },
  };
}

async function openCard(text: string): Promise<NodeCard | null> {
  const opened = await openSigned('node-card', text, (kid, claimed) => (Check(nodeCardSchema, claimed) && claimed.root.kid === kid ? claimed.root : { reason: 'form' }));
  if (!opened.ok) return null;
  const card = opened.payload as NodeCard;
  const named = await Promise.all([...[card.root, card.audit, ...card.signing].map((key) => isNamedRightly('Ed25519', key)), ...card.sealing.map((key) => isNamedRightly('X25519', key))]);
  const root = bytesOf(await sha256Of(bytesOf(card.root.x)!))!;
  return named.every(Boolean) && card.nodeId === `n_${base32Of(root.subarray(0, 16), base32Letters)}` ? card : null;
}

/** A key's name is its thumbprint (RFC 7638), so that none can stand under another's. */
const isNamedRightly = async (curve: 'Ed25519' | 'X25519', { kid, x }: PublicKey): Promise<boolean> =>
  bytesOf(x)?.length === 32 && kid === (await sha256Of(canonicalJson({ crv: curve, kty: 'OKP', x })));
