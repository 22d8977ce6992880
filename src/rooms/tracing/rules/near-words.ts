import { createSimilarity } from './similarity.ts';
import type { TokenPool } from './token-pool.ts';

/** Words below this Jaro-Winkler similarity are not near (`gradeOfSimilarity` asks for more of short ones). */
export const leastNear = 0.88;

/** Words of a pool and how near each is to the one that was asked for. Good until the next question. */
export interface WordsFound {
  readonly count: number;
  readonly numbers: ArrayLike<number>;
  readonly similarities: ArrayLike<number>;
}

/** Finds the words of a pool that are near one of them. */
export interface NearWords {
  /** Every word that is near, itself included, in no order: one pass over all words. */
  of(word: number): WordsFound;
  /** The pool has forgotten its words from number `count` on, or is about to. */
  forget(count: number): void;
}

/**
 * Whether two words can be near at all. At best every kind of letter that both have matches; a common prefix then lifts at
 * most 0.4 of what is missing: a Jaro similarity of 0.8 is needed at least, or of 0.88 when the first letters differ (written
 * without divisions). Nine pairs in ten end here.
 */
export function canBeNear(leftLength: number, rightLength: number, leftMask: number, rightMask: number, hasSameFirst: boolean): boolean {
  const most = Math.min(leftLength - bits(leftMask & ~rightMask), rightLength - bits(rightMask & ~leftMask));
  return most * (leftLength + rightLength) >= (hasSameFirst ? 1.399 : 1.639) * leftLength * rightLength;
}

/** The reference of `assembly/near-words.ts`. */
export function createNearWords(pool: TokenPool): NearWords {
  const similarity = createSimilarity();
  return {
    of(word) {
      const found = { count: 0, numbers: [] as number[], similarities: [] as number[] };
      const { letters, starts, lengths, masks, count } = pool;
      const [start, length, mask] = [starts[word]!, lengths[word]!, masks[word]!];
      similarity.load(letters, start, length);
      for (let other = 0; other < count; other++) {
        if (!canBeNear(length, lengths[other]!, mask, masks[other]!, letters[starts[other]!] === letters[start])) continue;
        const near = similarity.to(letters, starts[other]!, lengths[other]!);
        if (near < leastNear) continue;
        found.numbers[found.count] = other;
        found.similarities[found.count++] = near;
      }
      return found;
    },
    forget: () => undefined,
  };
}

/** Number of bits set in a 32-bit word. */
export function bits(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
