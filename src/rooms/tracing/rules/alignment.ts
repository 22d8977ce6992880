import { noGrade } from './grade.ts';

/** Most words of one side that are compared; longer lists (a whole sentence in a name field) are cut. */
export const mostWords = 16;

/**
 * Two short lists of words and which of them have found a partner. Greedy: the best grade first, then the rarer word,
 * then the same place; what is matched is out. The result does not depend on which list is called left.
 */
export interface Alignment {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly isLeftUsed: Uint8Array;
  readonly isRightUsed: Uint8Array;
  leftCount: number;
  rightCount: number;
  matched: number;
  worst: number;
  moved: boolean;
  rarity: number;
}

export const createAlignment = (): Alignment => ({
  left: new Int32Array(mostWords), right: new Int32Array(mostWords),
  isLeftUsed: new Uint8Array(mostWords), isRightUsed: new Uint8Array(mostWords),
  leftCount: 0, rightCount: 0, matched: 0, worst: 0, moved: false, rarity: 0,
});

/** Matches the unused words of both lists; `rarityOf` is asked for the commoner word of a pair. */
export function align(alignment: Alignment, gradeOf: (left: number, right: number) => number, rarityOf: (id: number) => number): void {
  const { left, right, isLeftUsed, isRightUsed, leftCount, rightCount } = alignment;
  for (;;) {
    let best = noGrade as number;
    let bestRarity = 0;
    let bestApart = 0;
    let bestLeft = 0;
    let bestRight = 0;
    for (let one = 0; one < leftCount; one++) {
      if (isLeftUsed[one] === 1) continue;
      for (let other = 0; other < rightCount; other++) {
        if (isRightUsed[other] === 1) continue;
        const grade = gradeOf(left[one]!, right[other]!);
        if (grade === noGrade || grade < best) continue;
        const rarity = Math.min(rarityOf(left[one]!), rarityOf(right[other]!));
        const apart = (one > other ? one - other : other - one) * mostWords + Math.min(one, other);
        if (grade === best && (rarity < bestRarity || (rarity === bestRarity && apart >= bestApart))) continue;
        best = grade;
        bestRarity = rarity;
        bestApart = apart;
        bestLeft = one;
        bestRight = other;
      }
    }
    if (best === noGrade) return;
    isLeftUsed[bestLeft] = 1;
    isRightUsed[bestRight] = 1;
    alignment.matched++;
    if (alignment.worst === 0 || best < alignment.worst) alignment.worst = best;
    if (bestLeft !== bestRight) alignment.moved = true;
    alignment.rarity += bestRarity;
  }
}

/** Words of a side that found no partner. */
export function unusedCount(isUsed: Uint8Array, count: number): number {
  let unused = 0;
  for (let index = 0; index < count; index++) if (isUsed[index] === 0) unused++;
  return unused;
}
