import { closeGrade, exactGrade, gradeOfSimilarity, noGrade, type Grade } from './grade.ts';
import { bits } from './near-words.ts';
import { createSimilarity } from './similarity.ts';
import type { TokenPool } from './token-pool.ts';

const firstDigit = 28;
const lastDigit = 37;
const space = 38;

/**
 * Grades values that are not names: places, words of an occupation or an address, phone numbers, documents.
 * Words by Jaro-Winkler; a number with one wrong, missing, added or swapped digit is `close` from 6 characters on;
 * texts of several words with numbers in them ("Calle 4") agree only exactly.
 */
export function createValueGrader(values: TokenPool): (left: number, right: number) => Grade {
  const similarity = createSimilarity();
  const hasCode = (id: number, from: number, to: number): boolean => {
    for (let index = values.starts[id]!, end = index + values.lengths[id]!; index < end; index++) {
      const code = values.letters[index]!;
      if (code >= from && code <= to) return true;
    }
    return false;
  };
  return (one, other) => {
    if (one === other) return exactGrade;
    const { letters, starts, lengths, masks } = values;
    const [left, right] = lengths[one]! < lengths[other]! || (lengths[one] === lengths[other] && one < other) ? [one, other] : [other, one];
    const [leftLength, rightLength] = [lengths[left]!, lengths[right]!];
    if (leftLength < 3 || bits(masks[left]! & ~masks[right]!) > 2) return noGrade;
    if (hasCode(left, firstDigit, lastDigit) || hasCode(right, firstDigit, lastDigit)) {
      const isNumber = leftLength >= 6 && !hasCode(left, space, space) && !hasCode(right, space, space);
      return isNumber && isOneEdit(letters, starts[left]!, leftLength, starts[right]!, rightLength) ? closeGrade : noGrade;
    }
    similarity.load(letters, starts[left]!, leftLength);
    return gradeOfSimilarity(similarity.to(letters, starts[right]!, rightLength), leftLength);
  };
}

/** Whether one substitution, insertion, deletion or swap of neighbours turns one text into the other. */
export function isOneEdit(letters: Uint8Array, left: number, leftLength: number, right: number, rightLength: number): boolean {
  if (rightLength < leftLength) return isOneEdit(letters, right, rightLength, left, leftLength);
  if (rightLength - leftLength > 1) return false;
  let start = 0;
  while (start < leftLength && letters[left + start] === letters[right + start]) start++;
  let end = 0;
  while (end < leftLength - start && letters[left + leftLength - 1 - end] === letters[right + rightLength - 1 - end]) end++;
  const remaining = leftLength - start - end;
  if (remaining <= (rightLength > leftLength ? 0 : 1)) return true;
  return leftLength === rightLength && remaining === 2
    && letters[left + start] === letters[right + start + 1] && letters[left + start + 1] === letters[right + start];
}
