import { openBytes, sealBytes } from './aead.ts';
import type { SecretKey } from './node-keys.ts';

const idLength = 8;

/**
 * Wraps the children's keys. This one keeps the master keys in the node's key file; a key service outside the machine
 * takes its place behind the same three members.
 */
export interface MasterKey {
  /** The 8 bytes with which everything wrapped by the present key begins. */
  readonly id: Buffer;
  wrap(key: Uint8Array, childId: string): Promise<Buffer>;
  /** Throws when the master key that wrapped it is not here or the bytes were altered. */
  unwrap(wrapped: Uint8Array, childId: string): Promise<Buffer>;
}

/** @param keys newest first: the first wraps, all unwrap */
export function masterKeyOf(keys: readonly SecretKey[]): MasterKey {
  const id = Buffer.from(keys[0]!.id, 'base64url');
  return {
    id,
    wrap: async (key, childId) => Buffer.concat([id, sealBytes(secretOf(keys[0]!), key, bindingOf(childId))]),
    unwrap: async (wrapped, childId) => {
      const wrappedBy = Buffer.from(wrapped.subarray(0, idLength)).toString('base64url');
      const master = keys.find((candidate) => candidate.id === wrappedBy);
      const key = master && openBytes(secretOf(master), wrapped.subarray(idLength), bindingOf(childId));
      if (!key) throw new Error(`a child's key cannot be unwrapped: master key ${wrappedBy} is ${master ? 'here but does not fit' : 'not here'}`);
      return key;
    },
  };
}

const secretOf = (key: SecretKey): Buffer => Buffer.from(key.secret, 'base64url');
const bindingOf = (childId: string): string => `child-key ${childId}`;
