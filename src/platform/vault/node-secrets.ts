import { openBytes, sealBytes } from './aead.ts';
import type { SecretKey } from './node-keys.ts';

const idLength = 8;

/** Seals what belongs to no child: second factors, ledger rows about the node, messages as they arrived. */
export interface NodeSecrets {
  /** @param context table and purpose: the same must be given to open it */
  sealForNode(value: unknown, context: string): Buffer;
  /** Throws when the bytes were altered, moved to another context, or sealed by another node. */
  openForNode(sealed: Uint8Array, context: string): unknown;
}

/** @param keys newest first: the first seals, all open */
export const nodeSecretsOf = (keys: readonly SecretKey[]): NodeSecrets => ({
  sealForNode: (value, context) =>
    Buffer.concat([Buffer.from(keys[0]!.id, 'base64url'), sealBytes(secretOf(keys[0]!), jsonBytes(value), bindingOf(context))]),
  openForNode: (sealed, context) => {
    const sealedBy = Buffer.from(sealed.subarray(0, idLength)).toString('base64url');
    const key = keys.find((candidate) => candidate.id === sealedBy);
    const content = key && openBytes(secretOf(key), sealed.subarray(idLength), bindingOf(context));
    if (!content) throw new Error(`a sealed value of ${context} cannot be opened with this node's keys`);
    return JSON.parse(content.toString());
  },
});

const secretOf = (key: SecretKey): Buffer => Buffer.from(key.secret, 'base64url');
const bindingOf = (context: string): string => `node ${context}`;

/** The bytes of a value that JSON can say; throws on undefined and functions. */
export function jsonBytes(value: unknown): Buffer {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError('only JSON can be sealed');
  return Buffer.from(text);
}
