import { Type, type Static } from 'typebox';
import { instantPattern, type Instant } from '#kernel/instant.ts';

/* The form of keys, free of any cryptography: also read where only a browser is. */

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

/** A clock that is wrong by hours must not stop traffic between two agencies; days are another matter. */
const clockTolerance = 86_400_000;

/** Whether a key counted at an instant, give or take a day. */
export const isValidAt = (key: DatedKey, at: Instant): boolean =>
  Date.parse(at) >= Date.parse(key.notBefore) - clockTolerance && Date.parse(at) <= Date.parse(key.notAfter) + clockTolerance;
