import { bits } from '../near-words.ts';

/** A cryptographic long-term key has 1024 bits: so many words of 32. */
export const keyWords = 32;

/** Pairs of keys that are alike: numbers on the left, numbers on the right, and how many bits both have. */
export interface KeyPairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly common: Int32Array;
}

/**
 * All pairs whose Dice coefficient, 2·common ÷ (bits left + bits right), is at least `thousandths` of one, ordered by left, then right.
 * @param left keys one behind the other, `keyWords` words each
 */
export type JoinKeys = (left: Uint32Array, right: Uint32Array, thousandths: number) => KeyPairs;

/** How many bits each key has. */
export const bitsOfKeys = (keys: Uint32Array): Int32Array => Int32Array.from({ length: keys.length / keyWords }, (_, key) => {
  let sum = 0;
  for (let word = key * keyWords; word < (key + 1) * keyWords; word++) sum += bits(keys[word]!);
  return sum;
});

/** The reference of `assembly/keys.ts`. */
export const joinKeys: JoinKeys = (left, right, thousandths) => {
  const [leftBits, rightBits] = [bitsOfKeys(left), bitsOfKeys(right)];
  const [lefts, rights, commons]: [number[], number[], number[]] = [[], [], []];
  for (const [one, ownBits] of leftBits.entries()) {
    for (const [other, otherBits] of rightBits.entries()) {
      let common = 0;
      for (let word = 0; word < keyWords; word++) common += bits(left[one * keyWords + word]! & right[other * keyWords + word]!);
      if (2000 * common < thousandths * (ownBits + otherBits)) continue;
      lefts.push(one);
      rights.push(other);
      commons.push(common);
    }
  }
  return { left: Int32Array.from(lefts), right: Int32Array.from(rights), common: Int32Array.from(commons) };
};
