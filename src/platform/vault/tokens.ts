import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { canonicalJson, sha256Of } from './canonical.ts';

/** Identifiers that are looked for exactly, letter by letter; `question`: what somebody searched for. */
export type IdentifierKind = 'phone' | 'document' | 'folio' | 'question';

/**
 * The last eight digits: Guatemala, El Salvador and Honduras have no more, and in Mexico the same number is written with
 * and without country code, trunk prefix and the former mobile 1. Two numbers may share a token: compare after opening.
 */
const comparablePhone = (text: string): string => text.replace(/\D/g, '').slice(-8);
const comparableText = (text: string): string => text.normalize('NFKD').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The token under which an identifier is found in the database: equal for equal identifiers however they are written,
 * useless without the node's key. Nothing when there is no letter or digit in it.
 */
export function searchTokenOf(key: Uint8Array, kind: IdentifierKind, identifier: string): string | undefined {
  const comparable = kind === 'phone' ? comparablePhone(identifier) : comparableText(identifier);
  return comparable ? createHmac('sha256', key).update(canonicalJson([kind, comparable])).digest('base64url') : undefined;
}

/** 256 random bits for a session, an invitation or a fetch: shown once, kept only as `hashToken`. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a random token. No salt and no slow hash: 256 random bits cannot be guessed. */
export const hashToken = (token: string): string => sha256Of(token);

/** A fact under a key that two nodes share for one question: equal facts give equal tokens, under this key alone. @param key as `randomToken` gives it */
export const tokenUnder = (key: string, fact: string): string => createHmac('sha256', Buffer.from(key, 'base64url')).update(fact).digest('base64url');

/** Compares two secrets in a time that tells nothing about where they differ. */
export const isSameSecret = (one: string, other: string): boolean => timingSafeEqual(digestOf(one), digestOf(other));

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Fingerprints of texts under a key of 32 bytes, remembered: the same few texts come again and again. */
export function keyedHash(key: Uint8Array): (text: string) => Uint8Array {
  const known = new Map<string, Uint8Array>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    const digest = createHmac('sha256', key).update(text).digest();
    known.set(text, digest);
    return digest;
  };
}
