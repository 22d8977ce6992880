import { createHash, createHmac, createPrivateKey, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { RandomBytes } from './key-pair.ts';

/*
 * Private set intersection by an oblivious function on X25519, for sets of unequal size: who asks learns which of its own facts the
 * other has, who answers learns nothing but how many were asked. Kiss, Liu, Schneider, Asokan and Pinkas, Private Set Intersection for
 * Unequal Set Sizes with Mobile Applications, PETS 2017 (the Diffie-Hellman protocol); only pairs of facts of one record can be seen.
 */

const prime = 2n ** 255n - 19n;
/** Order of the large subgroup of Curve25519 (RFC 7748). */
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const publicPrefix = Buffer.from('302a300506032b656e032100', 'hex');
const privatePrefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
export const pointLength = 32;
/** A pair of facts: a tag that only who has evaluated both can make, and the place of the record, masked by the same. */
export const tagLength = 12;

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
const bytesOf = (number: bigint): Buffer => Buffer.from(number.toString(16).padStart(64, '0'), 'hex').reverse();

function squared(value: bigint, times: number): bigint {
  let result = value;
  for (let count = 0; count < times; count++) result = (result * result) % prime;
  return result;
}

/** value^((p - 1) / 2): 1 for a square. By the usual chain of 2^n - 1. */
function legendre(value: bigint): bigint {
  const two = (squared(value, 1) * value) % prime;
  const four = (squared(two, 2) * two) % prime;
  const five = (squared(four, 1) * value) % prime;
  const ten = (squared(five, 5) * five) % prime;
  const twenty = (squared(ten, 10) * ten) % prime;
  const forty = (squared(twenty, 20) * twenty) % prime;
  const fifty = (squared(forty, 10) * ten) % prime;
  const hundred = (squared(fifty, 50) * fifty) % prime;
  const twoHundred = (squared(hundred, 100) * hundred) % prime;
  const most = (squared(twoHundred, 50) * fifty) % prime;
  // 2^254 - 10 = (2^250 - 1) · 2^4 + 6
  return (squared(most, 4) * ((squared(two, 1)) % prime)) % prime;
}

/**
 * A fact as a point of the curve itself, never of its twist: which of the two a blinded point lies on would tell one bit of the fact.
 * @param salt of one agreement and one run
 */
export function pointOf(salt: Uint8Array, fact: string): Buffer {
  for (let attempt = 0; ; attempt++) {
    const digest = createHmac('sha256', salt).update(`${attempt} ${fact}`).digest();
    digest[31]! &= 0x7f;
    const u = numberOf(digest);
    if (u < prime && u > 1n && legendre(((u * u + 486662n * u + 1n) % prime * u) % prime) === 1n) return digest;
  }
}

/** A number that blinds points, and the one that takes it off again: both of the form that X25519 leaves as it is. */
export interface Blinding {
  readonly secret: KeyObject;
  readonly inverse: KeyObject;
}

const clamped = (bytes: Buffer): Buffer => {
  bytes[0]! &= 248;
  bytes[31] = (bytes[31]! & 127) | 64;
  return bytes;
};
const keyOf = (scalar: Buffer): KeyObject => createPrivateKey({ key: Buffer.concat([privatePrefix, scalar]), format: 'der', type: 'pkcs8' });

function inverseOf(value: bigint): bigint {
  let [low, high, one, other] = [((value % order) + order) % order, order, 1n, 0n];
  while (low > 1n) {
    const share = high / low;
    [low, high] = [high - share * low, low];
    [one, other] = [other - share * one, one];
  }
  return ((one % order) + order) % order;
}

/** A new blinding. Half of all numbers have an inverse of the right form. */
export function createBlinding(randomBytes: RandomBytes): Blinding {
  for (;;) {
    const scalar = clamped(Buffer.from(randomBytes(32)));
    const inverse = inverseOf(numberOf(scalar));
    for (let candidate = inverse; candidate < 2n ** 255n; candidate += order) {
      if (candidate >= 2n ** 254n && candidate % 8n === 0n) return { secret: keyOf(scalar), inverse: keyOf(bytesOf(candidate)) };
    }
  }
}

/** Multiplies a point. Refuses `message-malformed`, reason `point`: not of the right length or form, or of small order. */
export function multiply(key: KeyObject, point: Uint8Array): Result<Buffer> {
  if (point.length !== pointLength || point[31]! > 127 || numberOf(point) >= prime) return refuse('message-malformed', { reason: 'point' });
  try {
    return succeed(diffieHellman({ privateKey: key, publicKey: createPublicKey({ key: Buffer.concat([publicPrefix, point]), format: 'der', type: 'spki' }) }));
  } catch {
    return refuse('message-malformed', { reason: 'point' });
  }
}

/** What two evaluated facts of one record say together: 8 bytes of tag, and 4 that mask the place. */
export function pairTag(one: Uint8Array, other: Uint8Array): Buffer {
  const [first, second] = Buffer.compare(one, other) < 0 ? [one, other] : [other, one];
  return createHash('sha256').update(first).update(second).digest().subarray(0, tagLength);
}

/** The tag with the place of its record, masked. */
export function maskedTag(tag: Uint8Array, place: number): Buffer {
  const masked = Buffer.from(tag);
  masked.writeUInt32BE((masked.readUInt32BE(8) ^ place) >>> 0, 8);
  return masked;
}

/** Which place a masked tag names, for who has made the same tag. */
export const placeOf = (tag: Uint8Array, masked: Uint8Array): number => (Buffer.from(tag).readUInt32BE(8) ^ Buffer.from(masked).readUInt32BE(8)) >>> 0;
