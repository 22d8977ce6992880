/** A child, across all nodes: 128 random bits, base64url (22 characters), without meaning (custody/1 section 1). */
export type ChildId = string & { readonly brand: 'ChildId' };
/** A node: `n_` and 26 base32 letters of the hash of its root key. */
export type NodeId = string & { readonly brand: 'NodeId' };
/** A time-ordered UUID (version 7) for operations, handovers, sessions: never for a child. */
export type Uuid = string & { readonly brand: 'Uuid' };
/** A worker's account at one node. */
export type WorkerId = Uuid;

export const childIdPattern = '^[A-Za-z0-9_-]{22}$';
export const nodeIdPattern = '^n_[a-z2-7]{26}$';
export const uuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

export const isChildId = (text: string): text is ChildId => /^[A-Za-z0-9_-]{22}$/.test(text);
export const isUuid = (text: string): text is Uuid => new RegExp(uuidPattern).test(text);

/**
 * UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits.
 * @param milliseconds since 1970, UTC
 * @param random at least 10 random bytes
 */
export function uuidFrom(milliseconds: number, random: Uint8Array): Uuid {
  const bytes = new Uint8Array(16);
  for (let index = 0; index < 6; index++) bytes[index] = Math.floor(milliseconds / 2 ** (8 * (5 - index))) % 256;
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Uuid;
}

/** A new child's identifier from 16 random bytes. */
export function childIdFrom(random: Uint8Array): ChildId {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let text = '';
  for (let bit = 0; bit < 128; bit += 6) {
    const word = ((random[bit >> 3]! << 8) | (random[(bit >> 3) + 1] ?? 0)) >> (10 - (bit & 7));
    text += alphabet[word & 63];
  }
  return text as ChildId;
}
