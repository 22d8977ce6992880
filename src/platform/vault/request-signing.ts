import { sign, verify } from 'node:crypto';
import { privateKeyObject, publicKeyObject, type KeyPair, type PublicKey } from './key-pair.ts';

/** Signs the bases of HTTP messages (RFC 9421), with one key for as long as it is held. */
export interface RequestSigner {
  readonly keyId: string;
  sign(base: Uint8Array): Buffer;
}

/** A base begins with its first component; a JWS never does. So this cannot be used to sign a message of custody. */
const isBase = (base: Uint8Array): boolean => base[0] === 0x22;

export const requestSignerOf = (key: KeyPair): RequestSigner => ({
  keyId: key.kid,
  sign(base) {
    if (!isBase(base)) throw new Error('only the base of an HTTP message is signed so');
    return sign(null, base, privateKeyObject('Ed25519', key.secret));
  },
});

export const verifyRequestSignature = (key: PublicKey, base: Uint8Array, signature: Uint8Array): boolean =>
  isBase(base) && verify(null, base, publicKeyObject('Ed25519', key.x), signature);
