import { noGrade } from './grade.ts';
import type { Side } from './side.ts';

const most = 12;

/** What the matches of one alignment have in common; grows over several calls until `begin`. */
export interface Alignment {
  matched: number;
  /** Grade of the weakest match. */
  worst: number;
  /** A match stands at another place in the order. */
  isMoved: boolean;
  /** Bits of the commoner word of each match, summed. */
  rarity: number;
  begin(): void;
  /** Matches the unused words of a range of one side with those of a range of the other, and marks them used. */
  align(left: Side, leftFrom: number, leftTo: number, right: Side, rightFrom: number, rightTo: number): void;
}

/**
 * Greedy matching of two short lists: the best grade first, then the rarer word, then the same place. The result does not
 * depend on which list is called left.
 */
export function createAlignment(gradeOf: (left: number, right: number) => number, rarityOf: (id: number) => number): Alignment {
  const gradesOf = new Uint8Array(most * most);

  const pickBest = (alignment: Alignment, left: Side, leftFrom: number, rows: number, right: Side, rightFrom: number, columns: number): boolean => {
    let best = noGrade as number;
    let bestRarity = 0;
    let bestApart = 0;
    let bestRow = 0;
    let bestColumn = 0;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const grade = gradesOf[row * most + column]!;
        if (grade === noGrade || grade < best) continue;
        const rarity = Math.min(rarityOf(left.ids[leftFrom + row]!), rarityOf(right.ids[rightFrom + column]!));
        const apart = (row > column ? row - column : column - row) * most + Math.min(row, column);
        if (grade === best && (rarity < bestRarity || (rarity === bestRarity && apart >= bestApart))) continue;
        best = grade;
        bestRarity = rarity;
        bestApart = apart;
        bestRow = row;
        bestColumn = column;
      }
    }
    if (best === noGrade) return false;
    for (let column = 0; column < columns; column++) gradesOf[bestRow * most + column] = noGrade;
    for (let row = 0; row < rows; row++) gradesOf[row * most + bestColumn] = noGrade;
    left.isUsed[leftFrom + bestRow] = 1;
    right.isUsed[rightFrom + bestColumn] = 1;
    alignment.matched++;
    if (alignment.worst === 0 || best < alignment.worst) alignment.worst = best;
    if (bestRow !== bestColumn) alignment.isMoved = true;
    alignment.rarity += bestRarity;
    return true;
  };

  return {
    matched: 0, worst: 0, isMoved: false, rarity: 0,
    begin() {
      this.matched = 0;
      this.worst = 0;
      this.isMoved = false;
      this.rarity = 0;
    },
    align(left, leftFrom, leftTo, right, rightFrom, rightTo) {
      const rows = Math.min(most, leftTo - leftFrom);
      const columns = Math.min(most, rightTo - rightFrom);
      let isAny = false;
      for (let row = 0; row < rows; row++) {
        const isRowUsed = left.isUsed[leftFrom + row] === 1;
        for (let column = 0; column < columns; column++) {
          const grade = isRowUsed || right.isUsed[rightFrom + column] === 1 ? noGrade : gradeOf(left.ids[leftFrom + row]!, right.ids[rightFrom + column]!);
          gradesOf[row * most + column] = grade;
          if (grade !== noGrade) isAny = true;
        }
      }
      while (isAny) isAny = pickBest(this, left, leftFrom, rows, right, rightFrom, columns);
    },
  };
}
