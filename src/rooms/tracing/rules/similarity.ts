import { letterCodes } from './letters.ts';

/** Longest token whose similarity is computed with one 32-bit word; longer ones take the plain path. */
const wordBits = 32;

/**
 * Jaro-Winkler similarity over pools of letter codes: one token is loaded as the pattern, many are compared with it.
 * Bit-parallel (the occurrences of a letter in the pattern are one 32-bit word); prefix scale 0.1 up to 4 letters,
 * applied from a Jaro similarity of 0.7 on, as rapidfuzz does. Its twin is `assembly/similarity.ts`.
 */
export interface Similarity {
  /** Loads the token at `start` of `length` letters as the pattern. */
  load(pool: Uint8Array, start: number, length: number): void;
  /** Similarity between 0 and 1 of the loaded pattern with another token. */
  to(pool: Uint8Array, start: number, length: number): number;
}

/** A comparer with its own scratch space: make one and keep it. */
export function createSimilarity(): Similarity {
  const positions = new Int32Array(letterCodes);
  // a copy: the pool may forget the word and write another in its place while its letters still stand in `positions`
  const pattern = new Uint8Array(256);
  let patternLength = 0;

  const load = (pool: Uint8Array, start: number, length: number): void => {
    for (let index = 0; index < patternLength; index++) positions[pattern[index]!] = 0;
    for (let index = 0; index < length; index++) pattern[index] = pool[start + index]!;
    patternLength = length;
    if (length > wordBits) return;
    for (let index = 0; index < length; index++) positions[pattern[index]!]! |= 1 << index;
  };

  const to = (pool: Uint8Array, start: number, length: number): number => {
    if (patternLength === 0 || length === 0) return 0;
    if (patternLength > wordBits || length > wordBits) return plainJaroWinkler(pattern, 0, patternLength, pool, start, length);
    const longest = patternLength > length ? patternLength : length;
    const reach = longest < 4 ? 0 : (longest >> 1) - 1;
    let patternMatched = 0;
    let textMatched = 0;
    let matches = 0;
    for (let index = 0; index < length; index++) {
      const from = index - reach;
      const until = index + reach + 1;
      const window = (until >= 32 ? -1 : (1 << until) - 1) & (from <= 0 ? -1 : from >= 32 ? 0 : -1 << from);
      const found = positions[pool[start + index]!]! & window & ~patternMatched;
      if (found === 0) continue;
      patternMatched |= found & -found;
      textMatched |= 1 << index;
      matches++;
    }
    if (matches === 0) return 0;
    let outOfOrder = 0;
    let inPattern = patternMatched;
    for (let inText = textMatched; inText !== 0; inText &= inText - 1) {
      const textLetter = pool[start + (31 - Math.clz32(inText & -inText))]!;
      const patternLetter = pattern[(31 - Math.clz32(inPattern & -inPattern))]!;
      if (textLetter !== patternLetter) outOfOrder++;
      inPattern &= inPattern - 1;
    }
    return withPrefix(matches, outOfOrder >> 1, pattern, 0, patternLength, pool, start, length);
  };
  return { load, to };
}

function withPrefix(
  matches: number, transpositions: number, left: Uint8Array, leftStart: number, leftLength: number, right: Uint8Array, rightStart: number, rightLength: number,
): number {
  const jaro = (matches / leftLength + matches / rightLength + (matches - transpositions) / matches) / 3;
  if (jaro <= 0.7) return jaro;
  const most = Math.min(4, leftLength, rightLength);
  let prefix = 0;
  while (prefix < most && left[leftStart + prefix] === right[rightStart + prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** The textbook algorithm, for tokens longer than a machine word and as the reference of the tests. */
export function plainJaroWinkler(left: Uint8Array, leftStart: number, leftLength: number, right: Uint8Array, rightStart: number, rightLength: number): number {
  if (leftLength === 0 || rightLength === 0) return 0;
  const longest = Math.max(leftLength, rightLength);
  const reach = Math.max(0, (longest >> 1) - 1);
  const used = new Uint8Array(leftLength);
  const inText: number[] = [];
  for (let index = 0; index < rightLength; index++) {
    const until = Math.min(leftLength, index + reach + 1);
    for (let other = Math.max(0, index - reach); other < until; other++) {
      if (used[other] === 1 || left[leftStart + other] !== right[rightStart + index]) continue;
      used[other] = 1;
      inText.push(right[rightStart + index]!);
      break;
    }
  }
  if (inText.length === 0) return 0;
  let outOfOrder = 0;
  let seen = 0;
  for (let index = 0; index < leftLength; index++) if (used[index] === 1 && left[leftStart + index] !== inText[seen++]) outOfOrder++;
  return withPrefix(inText.length, outOfOrder >> 1, left, leftStart, leftLength, right, rightStart, rightLength);
}
