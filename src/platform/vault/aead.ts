import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceLength = 12;
const tagLength = 16;

/**
 * AES-256-GCM with a fresh random nonce: nonce, ciphertext, tag.
 * @param boundTo what the ciphertext belongs to: the same text must be given to open it, so that a value cannot be
 * moved to another row, column or child
 */
export function sealBytes(key: Uint8Array, content: Uint8Array, boundTo: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** The content, or nothing when key, binding or bytes are not those it was sealed with. */
export function openBytes(key: Uint8Array, sealed: Uint8Array, boundTo: string): Buffer | undefined {
  if (sealed.length < nonceLength + tagLength) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength), { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(sealed.length - tagLength));
  const content = decipher.update(sealed.subarray(nonceLength, sealed.length - tagLength));
  try {
    return Buffer.concat([content, decipher.final()]);
  } catch {
    return undefined;
  }
}
