import { createHmac, randomBytes } from 'node:crypto';
import type { PersonRecord } from '#rooms/tracing/rules/record.ts';
import { encodingOf, featuresOf, saltsOf, weights, type KeyedHash } from '#rooms/tracing/rules/private/encoding.ts';
import { keyWords } from '#rooms/tracing/rules/private/join.ts';

/** Keys of many records, and whose each is. */
export interface Encoded {
  readonly keys: Uint32Array;
  readonly owners: Int32Array;
}

/** The hash of a new key, remembered. */
export function newHash(): KeyedHash {
  const key = randomBytes(32);
  const known = new Map<string, Uint8Array>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    const digest = createHmac('sha256', key).update(text).digest();
    known.set(text, digest);
    return digest;
  };
}

const flat = (keys: readonly Uint32Array[]): Uint32Array => {
  const all = new Uint32Array(keys.length * keyWords);
  for (const [index, key] of keys.entries()) all.set(key, index * keyWords);
  return all;
};

/** As the program encodes: salted by sex, folded. */
export function hardened(records: readonly PersonRecord[], hash: KeyedHash): Encoded {
  const keys = records.flatMap((record, owner) => saltsOf(record).map((salt) => ({ owner, key: encodingOf(record, salt, hash) })));
  return { keys: flat(keys.map(({ key }) => key)), owners: Int32Array.from(keys, ({ owner }) => owner) };
}

/** The same letters without salt and without folding: a plain Bloom filter of 1024 bits, as it was published first. */
export function plain(records: readonly PersonRecord[], hash: KeyedHash): Encoded {
  const keys = records.map((record) => {
    const key = new Uint32Array(keyWords);
    for (const [part, text] of featuresOf(record)) {
      const digest = hash(`${part} ${text}`);
      for (let place = 0; place < weights[part]; place++) { const bit = ((digest[2 * place]! << 8) | digest[2 * place + 1]!) % (keyWords * 32); key[bit >> 5]! |= 1 << (bit & 31); }
    }
    return key;
  });
  return { keys: flat(keys), owners: Int32Array.from(keys, (_, owner) => owner) };
}
