import type { RandomBytes } from './key-pair.ts';

/** Numbers that are drawn at once. */
const drawn = 64;

/**
 * Whole numbers from 0 to below `count`, by 48 random bits each: for any count that a list can have, no number is likelier than another by more than
 * one in ten thousand.
 */
export function createChance(randomBytes: RandomBytes): (count: number) => number {
  let bytes = Buffer.alloc(0);
  let at = 0;
  return (count) => {
    if (at === bytes.length) [bytes, at] = [Buffer.from(randomBytes(6 * drawn)), 0];
    at += 6;
    return bytes.readUIntBE(at - 6, 6) % count;
  };
}
