import { argon2 } from 'node:crypto';
import { Check } from 'typebox/value';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { fingerprintWords } from './fingerprint-words.ts';
import { datedPublicPartOf, keyIdOf, publicPartOf } from './key-pair.ts';
import { nodeCardSchema, type NodeCard, type NodeCardAttributes } from './node-card-form.ts';
import { nodeIdOf, type NodeKeys } from './node-keys.ts';
import { signJson, verifyJson } from './sign.ts';

export type { NodeCard, NodeCardAttributes } from './node-card-form.ts';

/** The node's card, signed by its root key: JWS compact. Throws on attributes that no card may have. */
export async function signNodeCard(keys: NodeKeys, about: NodeCardAttributes): Promise<string> {
  const card: NodeCard = {
    ...about,
    typ: 'node-card/1',
    nodeId: nodeIdOf(keys.root.x),
    root: publicPartOf(keys.root),
    audit: publicPartOf(keys.audit),
    signing: keys.signing.map(datedPublicPartOf),
    sealing: keys.sealing.map(datedPublicPartOf),
  };
  if (!Check(nodeCardSchema, card)) throw new Error('the node card would not be accepted: check name, endpoint, country and telephone');
  return signJson('node-card', card, keys.root);
}

/**
 * Reads a card and proves that it is of the node it names: the identifier is the hash of the root key, the root key
 * signed it, and no key stands under another's name. Whether the node is trusted is another question. Refuses with
 * `message-malformed` or `signature-invalid`.
 */
export async function verifyNodeCard(text: string): Promise<Result<NodeCard>> {
  const verified = await verifyJson('node-card', text, (kid, claimed) => {
    if (!Check(nodeCardSchema, claimed)) return refuse('message-malformed', { reason: 'card' });
    const isOwnRoot = claimed.root.kid === kid && nodeIdOf(claimed.root.x) === claimed.nodeId;
    return isOwnRoot && areKeysNamedRightly(claimed) ? succeed(claimed.root) : refuse('signature-invalid', { reason: 'card-keys' });
  });
  return verified.ok ? succeed(verified.value.payload as NodeCard) : verified;
}

const areKeysNamedRightly = (card: NodeCard): boolean =>
  [card.root, card.audit, ...card.signing].every((key) => key.kid === keyIdOf('Ed25519', key.x)) &&
  card.sealing.every((key) => key.kid === keyIdOf('X25519', key.x));

/**
 * Six words for two administrators to compare by telephone: 66 bits of a slow hash of the signed card. Slow, because
 * 66 bits of a fast one could be matched by somebody with enough machines who stands between them.
 */
export async function fingerprintOf(signedCard: string): Promise<string[]> {
  const hash = await new Promise<Buffer>((resolve, reject) =>
    argon2(
      'argon2id',
      { message: signedCard, nonce: 'amparo node-card/1', memory: 65_536, passes: 3, parallelism: 1, tagLength: 16 },
      (error, bytes) => (error ? reject(error) : resolve(bytes)),
    ),
  );
  const bits = BigInt(`0x${hash.toString('hex')}`);
  return Array.from({ length: 6 }, (_, index) => fingerprintWords[Number((bits >> BigInt(128 - 11 * (index + 1))) & 2047n)]!);
}
