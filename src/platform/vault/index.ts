import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Result } from '#kernel/result.ts';
import { createChildKeys, type ChildKeys } from './child-keys.ts';
import { createFingerprints, type Fingerprints } from './fingerprints.ts';
import { createKeyCache } from './key-cache.ts';
import { masterKeyOf, type MasterKey } from './master-key.ts';
import { signNodeCard, type NodeCardAttributes } from './node-card.ts';
import { keyInUse, nodeIdOf, type NodeKeys } from './node-keys.ts';
import { nodeSecretsOf, type NodeSecrets } from './node-secrets.ts';
import { childCardOf, issueChildCard, type ChildCard } from './qr-card.ts';
import { requestSignerOf, type RequestSigner } from './request-signing.ts';
import { openSealed } from './seal.ts';
import { signDetached, signJson, type SignatureKind } from './sign.ts';
import { searchTokenOf, type IdentifierKind } from './tokens.ts';

export { createBlinding, maskedTag, multiply, pairTag, placeOf, pointLength, pointOf, tagLength, type Blinding } from './blind-set.ts';
export { createChance } from './chance.ts';
export { multiplyAll } from './curve-work.ts';
export { canonicalJson, sha256Of } from './canonical.ts';
export type { VaultTables } from './child-keys.ts';
export { createFingerprints } from './fingerprints.ts';
export { createGovernanceKey, openGovernanceKey, signAsGovernance, type GovernanceKey } from './governance-key.ts';
export { loadNodeKeys, saveNodeKeys } from './key-file.ts';
export { isValidAt, type DatedKey, type PublicKey, type RandomBytes } from './key-pair.ts';
export type { MasterKey } from './master-key.ts';
export { fingerprintOf, verifyNodeCard, type NodeCard, type NodeCardAttributes } from './node-card.ts';
export {
  createNodeKeys,
  dropOldMasterKeys,
  forgetSealingKeys,
  forgettableSealingKeys,
  isRotationDue,
  keyInUse,
  replaceCompromisedKey,
  rotateExchangeKeys,
  rotateStorageKeys,
  type NodeKeys,
} from './node-keys.ts';
export { checkNewPassword } from './password-policy.ts';
export { hashPassword, needsRehash, verifyPassword } from './password.ts';
export { hintOf, type ChildCard } from './qr-card.ts';
export { verifyRequestSignature, type RequestSigner } from './request-signing.ts';
export { sealTo } from './seal.ts';
export { claimedIn, verifyDetached, verifyJson,  type SignatureKind } from './sign.ts';
export { hashToken, isSameSecret, keyedHash, randomToken, tokenUnder, type IdentifierKind } from './tokens.ts';

/** All that a node does with its secrets. What needs none (hashing, verifying, passwords) are functions of this room. */
export interface Vault extends ChildKeys, NodeSecrets, Fingerprints {
  readonly nodeId: NodeId;
  /** Signs canonical JSON for one kind of thing, with the key that stands for it: JWS compact. */
  sign(kind: SignatureKind, payload: unknown): Promise<string>;
  /** As `sign`, without the payload inside: for readers who have it. */
  signDetached(kind: SignatureKind, payload: unknown): Promise<string>;
  signCard(about: NodeCardAttributes): Promise<string>;
  /** Signs HTTP messages with the key in use now. */
  requestSigner(): RequestSigner;
  /** The name of the key to which peers should seal now. */
  sealingKeyInUse(): string;
  /** Opens what `sealTo` sealed to this node; refuses with `message-malformed`, reason `sealed-…`. */
  openSealed(sealed: string, purpose: string, boundTo: string): Promise<Result<Buffer>>;
  /** The token under which an exact identifier is found in the database; nothing when it has no letter or digit. */
  searchToken(kind: IdentifierKind, identifier: string): string | undefined;
  /** A new card for a child to carry: a random signed number without meaning. */
  issueChildCard(): ChildCard;
  /** The card of a number that this node issued before. */
  childCardOf(number: string): ChildCard;
}

export interface VaultOptions {
  readonly keys: NodeKeys;
  readonly now: () => Instant;
  /** Instead of the master keys in `keys`: a key service outside the machine. */
  readonly masterKey?: MasterKey;
  /** Unwrapped children's keys in memory at most; 20,000 (about 6 MB) unless told. */
  readonly cachedKeys?: number;
}

/** The vault of one node. It keeps no state but the keys it was given and those unwrapped last. */
export function createVault({ keys, now, masterKey = masterKeyOf(keys.master), cachedKeys = 20_000 }: VaultOptions): Vault {
  const nodeId = nodeIdOf(keys.root.x);
  const signingKey = () => keyInUse(keys.signing, now());
  const keyFor = (kind: SignatureKind) => {
    if (kind === 'node-card' || kind === 'key-revocation') return keys.root;
    return kind === 'ledger-head' ? keys.audit : signingKey();
  };
  return {
    nodeId,
    ...createChildKeys(masterKey, createKeyCache(cachedKeys, now), now),
    ...nodeSecretsOf(keys.nodeSecret),
    ...createFingerprints(),
    sign: (kind, payload) => signJson(kind, payload, keyFor(kind)),
    signDetached: (kind, payload) => signDetached(kind, payload, keyFor(kind)),
    signCard: (about) => signNodeCard(keys, about),
    requestSigner: () => requestSignerOf(signingKey()),
    sealingKeyInUse: () => keyInUse(keys.sealing, now()).kid,
    openSealed: (sealed, purpose, boundTo) => openSealed(keys.sealing, sealed, purpose, boundTo),
    searchToken: (kind, identifier) => searchTokenOf(Buffer.from(keys.searchToken, 'base64url'), kind, identifier),
    issueChildCard: () => issueChildCard(nodeId, signingKey()),
    childCardOf: (number) => childCardOf(number, signingKey()),
  };
}
