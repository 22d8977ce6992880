import { exactGrade, noGrade } from './grade.ts';
import { textLevels, type Outcome } from './outcome.ts';
import type { Side } from './side.ts';

const levelOf = Object.fromEntries(textLevels.map((name, index) => [name, index])) as Readonly<Record<(typeof textLevels)[number], number>>;
/** What a near match of two words is worth of a full one. */
const nearWorth = 0.7;
/** Bits beyond which rarer says no more: a long text is not surer than a rare word. */
const mostRarity = 14;

/**
 * Compares the words of any other column (occupation, street, birth place, a title) as two sets: each word counts by its
 * rarity in the file, so that a shared "sur" says little and a shared "Ixtahuacán" much. Symmetric.
 */
export function createTextComparison(gradeOf: (left: number, right: number) => number, rarityOf: (roleNumber: number, id: number) => number):
(left: Side, right: Side, roleNumber: number, fieldIndex: number, outcome: Outcome) => void {
  return (left, right, roleNumber, fieldIndex, outcome) => {
    const [leftFrom, leftTo, rightFrom, rightTo] = [left.from[roleNumber]!, left.from[roleNumber + 1]!, right.from[roleNumber]!, right.from[roleNumber + 1]!];
    outcome.rarity[fieldIndex] = 0;
    outcome.levels[fieldIndex] = levelOf.missing;
    if (leftFrom === leftTo || rightFrom === rightTo) return;
    let [shared, isNear] = [0, false];
    const match = (one: number, other: number, worth: number): void => {
      left.isUsed[one] = 1;
      right.isUsed[other] = 1;
      shared += worth * Math.min(rarityOf(roleNumber, left.ids[one]!), rarityOf(roleNumber, right.ids[other]!));
    };
    for (let one = leftFrom; one < leftTo; one++) {
      for (let other = rightFrom; other < rightTo; other++) if (left.ids[one] === right.ids[other] && right.isUsed[other] === 0) { match(one, other, 1); break; }
    }
    let [leftRest, rightRest] = [0, 0];
    for (let one = leftFrom; one < leftTo; one++) if (left.isUsed[one] === 0) leftRest += rarityOf(roleNumber, left.ids[one]!);
    for (let other = rightFrom; other < rightTo; other++) if (right.isUsed[other] === 0) rightRest += rarityOf(roleNumber, right.ids[other]!);
    if (leftRest > 0 && rightRest > 0) isNear = matchNearly(left, leftFrom, leftTo, right, rightFrom, rightTo, match);
    if (isNear) {
      [leftRest, rightRest] = [0, 0];
      for (let one = leftFrom; one < leftTo; one++) if (left.isUsed[one] === 0) leftRest += rarityOf(roleNumber, left.ids[one]!);
      for (let other = rightFrom; other < rightTo; other++) if (right.isUsed[other] === 0) rightRest += rarityOf(roleNumber, right.ids[other]!);
    }
    const found = level(shared, leftRest, rightRest, isNear);
    outcome.levels[fieldIndex] = found;
    // A share already says how rare what is shared is against the rest; only where most agrees does its own rarity add to that.
    outcome.rarity[fieldIndex] = found >= levelOf.much ? Math.min(mostRarity, shared) : 0;
  };

  /** Pairs of words left over that are nearly alike, the best first; of equal ones the smaller numbers, so that sides may swap. */
  function matchNearly(left: Side, leftFrom: number, leftTo: number, right: Side, rightFrom: number, rightTo: number, match: (one: number, other: number, worth: number) => void): boolean {
    let isAny = false;
    for (;;) {
      let [best, bestOne, bestOther, bestKey] = [noGrade as number, -1, -1, 0];
      for (let one = leftFrom; one < leftTo; one++) {
        if (left.isUsed[one] === 1) continue;
        for (let other = rightFrom; other < rightTo; other++) {
          if (right.isUsed[other] === 1) continue;
          const grade = gradeOf(left.ids[one]!, right.ids[other]!);
          if (grade === noGrade || grade === exactGrade || grade < best) continue;
          const key = Math.min(left.ids[one]!, right.ids[other]!) * 2 ** 26 + Math.max(left.ids[one]!, right.ids[other]!);
          if (grade === best && key >= bestKey) continue;
          [best, bestOne, bestOther, bestKey] = [grade, one, other, key];
        }
      }
      if (bestOne < 0) return isAny;
      match(bestOne, bestOther, nearWorth);
      isAny = true;
    }
  }
}

function level(shared: number, leftRest: number, rightRest: number, isNear: boolean): number {
  if (shared === 0) return levelOf.different;
  if (leftRest === 0 && rightRest === 0) return isNear ? levelOf.close : levelOf.same;
  const share = shared / (shared + leftRest + rightRest);
  if ((leftRest === 0 || rightRest === 0) && share >= 0.2) return levelOf.contained;
  return share < 0.2 ? levelOf.little : share < 0.4 ? levelOf.some : share < 0.6 ? levelOf.half : share < 0.8 ? levelOf.much : levelOf.most;
}
