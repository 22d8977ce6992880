import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { canonicalJson, sha256Of } from './canonical.ts';
import type { DatedKey, KeyPair, PublicKey } from './key-form.ts';

export * from './key-form.ts';

/** Ed25519 signs, X25519 seals. */
export type Curve = 'Ed25519' | 'X25519';
/** As many random bytes as asked for. A seeded one makes the same training corridor every time. */
export type RandomBytes = (length: number) => Uint8Array;

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
