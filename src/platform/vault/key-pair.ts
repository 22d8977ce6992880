import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { instantPattern, type Instant } from '#kernel/instant.ts';
import { canonicalJson, sha256Of } from './canonical.ts';

/** Ed25519 signs, X25519 seals. */
export type Curve = 'Ed25519' | 'X25519';
/** As many random bytes as asked for. A seeded one makes the same training corridor every time. */
export type RandomBytes = (length: number) => Uint8Array;

const closed = { additionalProperties: false } as const;
const base64urlOf32Bytes = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
const instant = Type.Unsafe<Instant>(Type.String({ pattern: instantPattern }));

/** `x` is the raw public key in base64url; `kid` its thumbprint (RFC 7638), so that a key cannot be listed as another. */
const publicParts = { kid: base64urlOf32Bytes, x: base64urlOf32Bytes };
const validity = { notBefore: instant, notAfter: instant };

export const publicKeySchema = Type.Object(publicParts, closed);
export const datedKeySchema = Type.Object({ ...publicParts, ...validity }, closed);
export const keyPairSchema = Type.Object({ ...publicParts, secret: base64urlOf32Bytes }, closed);
export const datedKeyPairSchema = Type.Object({ ...publicParts, ...validity, secret: base64urlOf32Bytes }, closed);

export type PublicKey = Static<typeof publicKeySchema>;
/** A public key and the time in which what it signs counts. */
export type DatedKey = Static<typeof datedKeySchema>;
export type KeyPair = Static<typeof keyPairSchema>;
export type DatedKeyPair = Static<typeof datedKeyPairSchema>;

/** What stands before the 32 secret bytes in a PKCS #8 file of each curve (RFC 8410): Node reads a raw key only so. */
const secretKeyPrefix = { Ed25519: '302e020100300506032b657004220420', X25519: '302e020100300506032b656e04220420' } as const;

export const keyIdOf = (curve: Curve, x: string): string => sha256Of(canonicalJson({ crv: curve, kty: 'OKP', x }));

export function keyPairFrom(curve: Curve, random: RandomBytes): KeyPair {
  const secret = Buffer.from(random(32)).toString('base64url');
  const { x } = createPublicKey(privateKeyObject(curve, secret)).export({ format: 'jwk' });
  return { kid: keyIdOf(curve, x!), x: x!, secret };
}

export const privateKeyObject = (curve: Curve, secret: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from(secretKeyPrefix[curve], 'hex'), Buffer.from(secret, 'base64url')]),
    format: 'der',
    type: 'pkcs8',
  });

export const publicKeyObject = (curve: Curve, x: string): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: curve, x }, format: 'jwk' });

export const publicPartOf = ({ kid, x }: PublicKey): PublicKey => ({ kid, x });
export const datedPublicPartOf = ({ kid, x, notBefore, notAfter }: DatedKey): DatedKey => ({ kid, x, notBefore, notAfter });

/** A clock that is wrong by hours must not stop traffic between two agencies; days are another matter. */
const clockTolerance = 86_400_000;

/** Whether a key counted at an instant, give or take a day. */
export const isValidAt = (key: DatedKey, at: Instant): boolean =>
  Date.parse(at) >= Date.parse(key.notBefore) - clockTolerance && Date.parse(at) <= Date.parse(key.notAfter) + clockTolerance;
