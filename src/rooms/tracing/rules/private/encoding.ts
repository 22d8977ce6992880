import type { PersonRecord } from '../record.ts';
import { soundsOf } from './facts.ts';
import { keyWords } from './join.ts';

/** 32 pseudo-random bytes of a text under the key of one agreement and one run. */
export type KeyedHash = (text: string) => Uint8Array;

/** Bits that a pair of letters sets, by the field it stands in: surnames are shared by brothers and sisters, given names are not. */
export const weights = { given: 11, surname: 7, parent: 2, birth: 14, place: 6, phone: 12 } as const;
export type Part = keyof typeof weights;

/** Twice as many as a key has: the second half is folded upon the first, so that a bit says nothing of a single pair of letters. */
const unfolded = 2 * keyWords * 32;

const pairsOfLetters = (word: string): string[] => {
  const padded = `_${word}_`;
  return Array.from({ length: padded.length - 1 }, (_, at) => padded.slice(at, at + 2));
};

/** What of a person goes into her key, each with the field it stands in. */
export function featuresOf(record: PersonRecord): (readonly [Part, string])[] {
  const { given, surnames, parents, day, years, places, phones } = soundsOf(record);
  const letters = (part: Part, words: readonly string[]) => [...new Set(words.flatMap(pairsOfLetters))].map((pair) => [part, pair] as const);
  const birth = [
    ...[...new Set(years.flatMap((year) => [year - 1, year, year + 1]))].map((year) => `y${year}`),
    ...(day === null ? [] : [`m${day[1]}`, `d${day[2]}`, `e${day[0]}`]),
  ];
  return [...letters('given', given), ...letters('surname', surnames), ...letters('parent', parents), ...letters('place', places),
    ...birth.map((text) => ['birth', text] as const), ...phones.map((text) => ['phone', text] as const)];
}

/**
 * The cryptographic long-term key of a person (Schnell, Bachteler and Reiher 2009; hardened by keyed hashing, a salt and folding as in
 * Schnell and Borgs 2016): bits of letter pairs by sound, salted by sex, under the key of the run.
 */
export function encodingOf(record: PersonRecord, salt: string, hash: KeyedHash): Uint32Array {
  const bits = new Uint8Array(unfolded);
  for (const [part, text] of featuresOf(record)) {
    const digest = hash(`${salt} ${part} ${text}`);
    for (let place = 0; place < weights[part]; place++) bits[((digest[2 * place]! << 8) | digest[2 * place + 1]!) % unfolded] = 1;
  }
  const key = new Uint32Array(keyWords);
  for (let bit = 0; bit < keyWords * 32; bit++) if (bits[bit] !== bits[bit + keyWords * 32]) key[bit >> 5]! |= 1 << (bit & 31);
  return key;
}

/** A person whose sex is not known is encoded as a girl and as a boy. */
export const saltsOf = (record: PersonRecord): readonly string[] => (record.sex === 'F' || record.sex === 'M' ? [record.sex] : ['F', 'M']);
