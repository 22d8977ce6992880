import type { BirthStatement } from './record.ts';

/**
 * A birth as an interval of days with the precision of what was said, packed in one word of a column:
 * precision in the low 3 bits, the first possible day (since the year 1) above it. 0 = nothing known.
 */
export const birthPrecisions = ['none', 'day', 'month', 'year', 'age'] as const;
export type PackedBirth = number;
export const noBirth: PackedBirth = 0;
const day = 1;
const month = 2;
const year = 3;
const age = 4;

export const precisionOf = (birth: PackedBirth): number => birth & 7;
export const firstDayOf = (birth: PackedBirth): number => birth >> 3;

/** Days from 1 March of the year 0 to a civil date (proleptic Gregorian), without any clock or time zone. */
export function dayNumber(yearNumber: number, monthNumber: number, dayOfMonth: number): number {
  const shifted = monthNumber <= 2 ? yearNumber - 1 : yearNumber;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (monthNumber + (monthNumber > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
}

/** The civil date of a day number: [year, month, day of the month]. */
export function civilDate(dayCount: number): [number, number, number] {
  const era = Math.floor(dayCount / 146097);
  const dayOfEra = dayCount - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const monthNumber = shifted + (shifted < 10 ? 3 : -9);
  return [yearOfEra + era * 400 + (monthNumber <= 2 ? 1 : 0), monthNumber, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1];
}

/** Days of the interval in which the birth lies. */
export function widthOf(birth: PackedBirth): number {
  const precision = precisionOf(birth);
  return precision === day ? 1 : precision === month ? 31 : precision === 0 ? 0 : 365;
}

/**
 * Packs what was said about a birth; impossible dates count as not said.
 * @param statement a date of any precision wins over an estimated age; an age needs the day it was recorded on
 */
export function packBirth(statement: BirthStatement | undefined): PackedBirth {
  if (statement === undefined) return noBirth;
  const date = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?/.exec(statement.date ?? '');
  if (date !== null) {
    const [yearNumber, monthNumber, dayOfMonth] = [Number(date[1]), Number(date[2] ?? 0), Number(date[3] ?? 0)];
    if (yearNumber > 0 && monthNumber <= 12 && dayOfMonth <= 31) {
      if (monthNumber === 0) return (dayNumber(yearNumber, 1, 1) << 3) | year;
      if (dayOfMonth === 0) return (dayNumber(yearNumber, monthNumber, 1) << 3) | month;
      return (dayNumber(yearNumber, monthNumber, dayOfMonth) << 3) | day;
    }
  }
  const recorded = /^(\d{4})-(\d{2})-(\d{2})/.exec(statement.recordedOn ?? '');
  const years = statement.estimatedAge;
  if (recorded === null || years === undefined || !(years >= 0 && years < 130)) return noBirth;
  const [recordedYear, recordedMonth, recordedDay] = [Number(recorded[1]), Number(recorded[2]), Number(recorded[3])];
  return ((dayNumber(recordedYear - Math.floor(years) - 1, recordedMonth, recordedDay) + 1) << 3) | age;
}

/** How two births relate, from best to worst; `birthLevels[level]` names a level in explanations. 0 = not comparable. */
export const birthLevels = [
  'missing',
  'day-same', 'day-month-swapped', 'day-one-digit', 'day-other-year-1', 'day-other-year-2', 'day-other-year-more', 'day-same-month', 'day-same-year',
  'day-within-10-months', 'day-within-18-months', 'day-within-3-years', 'day-within-5-years', 'day-far',
  'year-same', 'year-apart-1', 'year-apart-2', 'year-apart-3-4', 'year-far',
  'age-same', 'age-apart-half', 'age-apart-1', 'age-apart-2', 'age-apart-3', 'age-apart-4', 'age-far',
  'ages-same', 'ages-apart-half', 'ages-apart-1', 'ages-apart-2', 'ages-apart-3', 'ages-apart-4', 'ages-far',
] as const;
const yearBase = birthLevels.indexOf('year-same');
const ageBase = birthLevels.indexOf('age-same');
const agesBase = birthLevels.indexOf('ages-same');
/** Days between the middles of two intervals up to which a level goes. */
const exactAgeSteps = [190, 380, 740, 1105, 1470, 1835];
const ageSteps = [120, 370, 740, 1105, 1470, 1835];

/** The level of a pair of births; symmetric. */
export function birthLevel(left: PackedBirth, right: PackedBirth): number {
  const [one, other] = [precisionOf(left), precisionOf(right)];
  if (one === 0 || other === 0) return 0;
  if (one === day && other === day) return dayLevel(firstDayOf(left), firstDayOf(right));
  if (one === age || other === age) {
    const apart = Math.abs(firstDayOf(left) + widthOf(left) / 2 - firstDayOf(right) - widthOf(right) / 2);
    // A day lies anywhere in the year that an age leaves open; two open years are compared by their middles.
    const isExactOther = widthOf(left) !== widthOf(right);
    const steps = isExactOther ? exactAgeSteps : ageSteps;
    const step = steps.findIndex((limit) => apart < limit);
    return (isExactOther ? ageBase : agesBase) + (step < 0 ? steps.length : step);
  }
  if (one === month && other !== year || other === month && one !== year) {
    const [first, second] = [civilDate(firstDayOf(left)), civilDate(firstDayOf(right))];
    if (first[0] === second[0] && first[1] === second[1]) return birthLevels.indexOf('day-same-month');
  }
  const years = Math.abs(civilDate(firstDayOf(left))[0] - civilDate(firstDayOf(right))[0]);
  return yearBase + (years <= 2 ? years : years <= 4 ? 3 : 4);
}

function dayLevel(left: number, right: number): number {
  if (left === right) return 1;
  const [leftYear, leftMonth, leftDay] = civilDate(left);
  const [rightYear, rightMonth, rightDay] = civilDate(right);
  if (leftYear === rightYear && leftMonth === rightDay && leftDay === rightMonth) return 2;
  if (leftMonth === rightMonth && leftDay === rightDay) {
    const years = Math.abs(leftYear - rightYear);
    if (years <= 2) return 3 + years;
    return isOneDigit(leftYear, rightYear) ? 3 : 6;
  }
  if (leftYear === rightYear && leftMonth === rightMonth) return isOneDigit(leftDay, rightDay) ? 3 : 7;
  if (leftYear === rightYear && leftDay === rightDay) return isOneDigit(leftMonth, rightMonth) ? 3 : 8;
  const apart = Math.abs(left - right);
  if (leftYear === rightYear) return 8;
  return apart < 300 ? 9 : apart < 548 ? 10 : apart < 1096 ? 11 : apart < 1826 ? 12 : 13;
}

/** Whether two numbers written with the same length differ in exactly one digit. */
function isOneDigit(left: number, right: number): boolean {
  let [one, other, differences] = [left, right, 0];
  while (one > 0 || other > 0) {
    if (one % 10 !== other % 10) differences++;
    one = Math.floor(one / 10);
    other = Math.floor(other / 10);
  }
  return differences === 1;
}
