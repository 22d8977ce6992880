import { createHash } from 'node:crypto';

export { canonicalJson, parseCanonicalJson } from './canonical-json.ts';

/** SHA-256 as base64url (43 characters); of a text, its UTF-8 bytes. */
export const sha256Of = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64url');

/** The bytes of a base64url text, or nothing if the text is not the only one that stands for them. */
export function bytesOfBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
