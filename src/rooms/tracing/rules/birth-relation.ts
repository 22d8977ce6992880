/** Number of relations of two births; 0 = not comparable. */
export const birthRelations = 27;

const sameDay = 1;
const swapped = 2;
const otherYear = 3;
const sameMonthOrDay = 6;
const sameYear = 7;
const apart = 8;
/** Days up to which two known days are within 10 months, 18 months, 3 years, 5 years. */
const apartLimits = [300, 548, 1096, 1826];
const open = 13;
/** Days between two births of which at least one is not known to the day: within each other, half a year, a year and so on. */
const gapLimits = [2, 190, 380, 740, 1105, 1470];

/**
 * How two births relate, coarser than `birthLevel` and in whole numbers alone; symmetric. Each is four numbers from its place on: first and
 * last possible day, civil date of a known day (else 0).
 */
export function birthRelation(births: Int32Array, one: number, other: number): number {
  const first = births[one]!;
  const second = births[other]!;
  if (first === 0 || second === 0) return 0;
  const oneDate = births[one + 2]!;
  const otherDate = births[other + 2]!;
  if (oneDate !== 0 && otherDate !== 0) {
    if (oneDate === otherDate) return sameDay;
    const differing = oneDate ^ otherDate;
    if (differing >> 9 === 0) {
      if (((oneDate >> 5) & 15) === (otherDate & 31) && (oneDate & 31) === ((otherDate >> 5) & 15)) return swapped;
      return (differing & 31) === 0 || (differing & (15 << 5)) === 0 ? sameMonthOrDay : sameYear;
    }
    if ((differing & 511) === 0) {
      const years = Math.abs((oneDate >> 9) - (otherDate >> 9));
      return otherYear + (years > 3 ? 3 : years) - 1;
    }
    return apart + stepOf(Math.abs(first - second), apartLimits);
  }
  const gap = first <= second ? second - births[one + 1]! - 1 : first - births[other + 1]! - 1;
  return open + (oneDate === 0 && otherDate === 0 ? 7 : 0) + stepOf(gap, gapLimits);
}

function stepOf(value: number, limits: readonly number[]): number {
  let step = 0;
  while (step < limits.length && value >= limits[step]!) step++;
  return step;
}
