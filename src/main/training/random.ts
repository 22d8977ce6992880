import { uuidFrom, type Uuid } from '#kernel/identifier.ts';

/** A source of repeatable chance: the same seed and the same calls give the same answers, on every machine. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** Both ends included. */
  integer(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One of the words, by weight. */
  weighted<T extends string>(weights: { readonly [Word in T]?: number }): T;
  /** `count` different items, fewer if there are not that many. */
  some<T>(items: readonly T[], count: number): T[];
  /** An identifier with this moment in it. */
  uuid(milliseconds: number): Uuid;
  /** An independent source for a part: adding calls to one part leaves the others as they were. */
  fork(part: string): Random;
}

export function randomFrom(seed: number): Random {
  let state = seed | 0;
  // mulberry32: 32 bits of state are plenty for stories
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new Error('nothing to pick from');
    return items[integer(0, items.length - 1)]!;
  };
  return {
    next,
    integer,
    pick,
    chance: (probability) => next() < probability,
    weighted<T extends string>(weights: { readonly [Word in T]?: number }): T {
      const entries = Object.entries(weights) as [T, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1)!)[0];
    },
    some<T>(items: readonly T[], count: number): T[] {
      const rest = [...items];
      return Array.from({ length: Math.min(count, items.length) }, () => rest.splice(integer(0, rest.length - 1), 1)[0]!);
    },
    uuid: (milliseconds) => uuidFrom(milliseconds, Uint8Array.from({ length: 10 }, () => integer(0, 255))),
    fork: (part) => randomFrom(hash(part, seed)),
  };
}

/** FNV-1a over the text, begun with the seed. */
const hash = (text: string, seed: number): number => [...text].reduce((sum, letter) => Math.imul(sum ^ letter.codePointAt(0)!, 0x01000193), seed ^ 0x811c9dc5);
