import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { bytesOfBase64url } from './canonical.ts';
import type { KeyPair, PublicKey } from './key-pair.ts';

/** HPKE (RFC 9180), base mode: who sealed it is proven by the signature inside, not by the seal. */
const suite = (): CipherSuite => new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const sealedForm = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{22,})$/;
const informationOf = (purpose: string): Buffer => Buffer.from(`amparo/1 ${purpose}`);

/**
 * Seals content to one receiver: `keyId.encapsulatedKey.ciphertext`, each base64url.
 * @param purpose what kind of thing it is: another purpose does not open it
 * @param boundTo what it belongs to (the hash of a custody block): must be given again to open it
 */
export async function sealTo(receiver: PublicKey, content: Uint8Array, purpose: string, boundTo: string): Promise<string> {
  const recipientPublicKey = await suite().kem.deserializePublicKey(Buffer.from(receiver.x, 'base64url'));
  const sealed = await suite().seal({ recipientPublicKey, info: informationOf(purpose) }, content, Buffer.from(boundTo));
  return [receiver.kid, text(sealed.enc), text(sealed.ct)].join('.');
}

/**
 * Opens what was sealed to one of our keys, old ones included. Refuses with `message-malformed` and the reason
 * `sealed-form`, `sealed-to-other-key` or `sealed-broken` (altered, or bound to something else).
 */
export async function openSealed(keys: readonly KeyPair[], sealed: string, purpose: string, boundTo: string): Promise<Result<Buffer>> {
  const [, kid, ...parts] = sealedForm.exec(sealed) ?? [];
  const [encapsulated, ciphertext] = parts.map(bytesOfBase64url);
  if (!encapsulated || !ciphertext) return malformed('sealed-form');
  const key = keys.find((candidate) => candidate.kid === kid);
  if (!key) return malformed('sealed-to-other-key');
  const recipientKey = await suite().kem.deserializePrivateKey(Buffer.from(key.secret, 'base64url'));
  try {
    const content = await suite().open({ recipientKey, enc: encapsulated, info: informationOf(purpose) }, ciphertext, Buffer.from(boundTo));
    return succeed(Buffer.from(content));
  } catch {
    return malformed('sealed-broken');
  }
}

const text = (bytes: ArrayBuffer | Uint8Array): string => Buffer.from(bytes as Uint8Array).toString('base64url');
const malformed = (reason: string) => refuse('message-malformed', { reason });
