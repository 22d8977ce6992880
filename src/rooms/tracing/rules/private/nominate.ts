import type { KeyPairs } from './join.ts';

/** A person here and one there who may be the same, by the likeness of their keys. */
export interface Nomination {
  readonly left: number;
  readonly right: number;
  /** Dice coefficient, 0 to 1. */
  readonly likeness: number;
}

/**
 * Of all pairs that are alike enough, for each person here the best few of those there, and the other way round: a pair stays when it is
 * among the best of both.
 * @param owners whose keys they are, since one person may have several
 */
export function nominate(pairs: KeyPairs, bits: { readonly left: Int32Array; readonly right: Int32Array }, owners: { readonly left: Int32Array; readonly right: Int32Array }, most: number): Nomination[] {
  const best = new Map<number, Nomination>();
  for (let index = 0; index < pairs.left.length; index++) {
    const [one, other] = [pairs.left[index]!, pairs.right[index]!];
    const [left, right] = [owners.left[one]!, owners.right[other]!];
    const likeness = (2 * pairs.common[index]!) / (bits.left[one]! + bits.right[other]!);
    const name = left * 2 ** 26 + right;
    if (likeness > (best.get(name)?.likeness ?? 0)) best.set(name, { left, right, likeness });
  }
  const all = [...best.values()].sort((one, other) => other.likeness - one.likeness || one.left - other.left || one.right - other.right);
  const counts = { left: new Map<number, number>(), right: new Map<number, number>() };
  const isAmongBest = (side: 'left' | 'right', owner: number): boolean => {
    const count = (counts[side].get(owner) ?? 0) + 1;
    counts[side].set(owner, count);
    return count <= most;
  };
  return all.filter(({ left, right }) => {
    const [isHere, isThere] = [isAmongBest('left', left), isAmongBest('right', right)];
    return isHere && isThere;
  });
}
