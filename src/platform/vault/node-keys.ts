import { randomBytes } from 'node:crypto';
import { Type, type Static } from 'typebox';
import type { NodeId } from '#kernel/identifier.ts';
import { addDays, instantPattern, type Instant } from '#kernel/instant.ts';
import { base32Letters, base32Of } from './base32.ts';
import { sha256Of } from './canonical.ts';
import { datedKeyPairSchema, keyPairFrom, keyPairSchema, type Curve, type DatedKey, type DatedKeyPair, type RandomBytes } from './key-pair.ts';

/** A signing or sealing key serves 90 days; for 30 more its successor serves beside it (custody/1 section 2). */
const daysInUse = 90;
const daysOfOverlap = 30;
/** A new key is used only after its card has had time to reach the peers. */
const daysUntilUsed = 7;

const secretKeySchema = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9_-]{11}$' }),
    since: Type.Unsafe<Instant>(Type.String({ pattern: instantPattern })),
    secret: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  },
  { additionalProperties: false },
);
/** A 256-bit secret with a name of 8 random bytes, which what it seals carries in front. */
export type SecretKey = Static<typeof secretKeySchema>;

/** Everything secret that a node has. Lists are newest first. */
export const nodeKeysSchema = Type.Object(
  {
    /** Is the node: its identifier is the hash of it, and it signs the node card. */
    root: keyPairSchema,
    /** Signs the heads of the ledger that are deposited with peers. */
    audit: keyPairSchema,
    signing: Type.Array(datedKeyPairSchema, { minItems: 1 }),
    sealing: Type.Array(datedKeyPairSchema, { minItems: 1 }),
    /** Wraps the children's keys. */
    master: Type.Array(secretKeySchema, { minItems: 1 }),
    /** Seals what belongs to no child. Old ones stay: the ledger that they sealed is never rewritten. */
    nodeSecret: Type.Array(secretKeySchema, { minItems: 1 }),
    /** Keys the search tokens. Never rotated alone: every token in the database would have to be made again. */
    searchToken: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  },
  { additionalProperties: false },
);
export type NodeKeys = Static<typeof nodeKeysSchema>;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const secretKeyFrom = (random: RandomBytes, since: Instant): SecretKey => ({ id: text(random(8)), since, secret: text(random(32)) });
const datedKeyPairFrom = (curve: Curve, random: RandomBytes, notBefore: Instant): DatedKeyPair => ({
  ...keyPairFrom(curve, random),
  notBefore,
  notAfter: addDays(notBefore, daysInUse + daysOfOverlap),
});

/** All keys of a new node. */
export const createNodeKeys = (now: Instant, random: RandomBytes = randomBytes): NodeKeys => ({
  root: keyPairFrom('Ed25519', random),
  audit: keyPairFrom('Ed25519', random),
  signing: [datedKeyPairFrom('Ed25519', random, now)],
  sealing: [datedKeyPairFrom('X25519', random, now)],
  master: [secretKeyFrom(random, now)],
  nodeSecret: [secretKeyFrom(random, now)],
  searchToken: text(random(32)),
});

/** The node's identifier, from its raw public root key in base64url (custody/1 section 1). */
export const nodeIdOf = (rootPublicKey: string): NodeId => {
  const digest = Buffer.from(sha256Of(Buffer.from(rootPublicKey, 'base64url')), 'base64url');
  return `n_${base32Of(digest.subarray(0, 16), base32Letters)}` as NodeId;
};

/** The key to use now: the newest that has begun. */
export const keyInUse = <Key extends DatedKey>(keys: readonly Key[], now: Instant): Key =>
  keys.find((key) => key.notBefore <= now) ?? keys.at(-1)!;

/** Whether the exchange keys have served their time, so that `rotateExchangeKeys` is due. */
export const isRotationDue = (keys: NodeKeys, now: Instant): boolean => addDays(keys.signing[0]!.notBefore, daysInUse - daysUntilUsed) <= now;

const withExchangeKeys = (keys: NodeKeys, notBefore: Instant, random: RandomBytes): NodeKeys => ({
  ...keys,
  signing: [datedKeyPairFrom('Ed25519', random, notBefore), ...keys.signing],
  sealing: [datedKeyPairFrom('X25519', random, notBefore), ...keys.sealing],
});

/**
 * New signing and sealing keys beside the old ones, which stay: history is verified and late messages are opened with
 * them. A new card must be sent out at once; the new keys begin in a week, or now where the old ones have ended.
 */
export function rotateExchangeKeys(keys: NodeKeys, now: Instant, random: RandomBytes = randomBytes): NodeKeys {
  const hasEnded = keys.signing[0]!.notAfter < now;
  return withExchangeKeys(keys, hasEnded ? now : addDays(now, daysUntilUsed), random);
}

/**
 * Somebody else may have a signing key since a moment: it counts no longer than until then, and new keys to sign and to be
 * sealed to are used at once. Throws when this node never had the key.
 * @param kid of the compromised key
 */
export function replaceCompromisedKey(keys: NodeKeys, kid: string, since: Instant, now: Instant, random: RandomBytes = randomBytes): NodeKeys {
  if (!keys.signing.some((key) => key.kid === kid)) throw new Error('a key that this node never had cannot be revoked');
  const ended = keys.signing.map((key) => (key.kid === kid && key.notAfter > since ? { ...key, notAfter: since } : key));
  return withExchangeKeys({ ...keys, signing: ended }, now, random);
}

/** Days after the end of a sealing key, and after the last message sealed to it was acknowledged, until it may be forgotten (custody/1 section 2). */
const daysKept = 30;

/**
 * Names of the sealing keys that nobody can need any more: ended, and the last message sealed to them acknowledged, both 30 days
 * ago. What was sealed to a forgotten key stays closed for good, also to whoever takes the key file later.
 * @param lastReceivedAt by key id, when the last message sealed to it was received (and so acknowledged)
 */
export const forgettableSealingKeys = (keys: NodeKeys, lastReceivedAt: ReadonlyMap<string, Instant>, now: Instant): string[] =>
  keys.sealing
    .filter((key) => key !== keyInUse(keys.sealing, now) && addDays(key.notAfter, daysKept) < now && addDays(lastReceivedAt.get(key.kid) ?? key.notBefore, daysKept) < now)
    .map(({ kid }) => kid);

/** Forgets sealing keys for good. */
export const forgetSealingKeys = (keys: NodeKeys, kids: readonly string[]): NodeKeys => ({ ...keys, sealing: keys.sealing.filter(({ kid }) => !kids.includes(kid)) });

/** A new master key and node secret beside the old. Then re-wrap the children's keys and drop the old master keys. */
export const rotateStorageKeys = (keys: NodeKeys, now: Instant, random: RandomBytes = randomBytes): NodeKeys => ({
  ...keys,
  master: [secretKeyFrom(random, now), ...keys.master],
  nodeSecret: [secretKeyFrom(random, now), ...keys.nodeSecret],
});

/**
 * Forgets all master keys but the newest. Only after `rewrapChildKeys` has found nothing left to do. From here on the
 * wrapped keys in older backups cannot be opened: this is the moment at which an erased child is gone from them too.
 */
export const dropOldMasterKeys = (keys: NodeKeys): NodeKeys => ({ ...keys, master: keys.master.slice(0, 1) });
