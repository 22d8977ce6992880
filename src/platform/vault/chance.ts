import type { RandomBytes } from './key-pair.ts';

/** A whole number from 0 to below `count`, by 48 random bits: for any count that a list can have, no number is likelier by more than one in ten thousand. */
export const chanceBelow = (count: number, randomBytes: RandomBytes): number => Buffer.from(randomBytes(6)).readUIntBE(0, 6) % count;
