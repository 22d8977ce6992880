import type { BirthStatement } from './record.ts';

/**
 * A birth as an interval of days with the kind of what was said, packed in one word of a column: kind in the low 3 bits,
 * width in steps of 4 days in the next 8, the first possible day (`dayNumber`) above. 0 = nothing known.
 */
export type PackedBirth = number;
export const noBirth: PackedBirth = 0;
const day = 1;
const month = 2;
const year = 3;
const age = 4;
const widthStep = 4;

const pack = (kind: number, first: number, last: number): PackedBirth =>
  (first << 11) | (Math.min(255, Math.round((last - first) / widthStep)) << 3) | kind;
/** A birth of a kind and first day, as wide as that kind usually is. */
export const typicalBirth = (kind: number, first: number): PackedBirth => pack(kind, first, first + (kind === day ? 0 : kind === month ? 30 : 364));
export const kindOf = (birth: PackedBirth): number => birth & 7;
export const firstDayOf = (birth: PackedBirth): number => birth >> 11;
export const lastDayOf = (birth: PackedBirth): number => firstDayOf(birth) + widthOf(birth);
/** Days from the first to the last possible day. */
const widthOf = (birth: PackedBirth): number => ((birth >> 3) & 255) * widthStep;
/** The kinds that `packBirth` gives: day, month, year, age. */
export const birthKinds = 5;

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

/**
 * Packs what was said about a birth; impossible dates count as not said.
 * @param statement an age needs the day it was recorded on. Beside a year it narrows the interval, or where the two exclude
 *   each other widens it; beside a month or a day it adds nothing.
 */
export function packBirth(statement: BirthStatement | undefined): PackedBirth {
  const byDate = dateInterval(statement?.date ?? '');
  if (byDate !== undefined && byDate[0] !== year) return pack(...byDate);
  const byAge = ageInterval(statement?.estimatedAge, statement?.recordedOn ?? '');
  if (byDate === undefined) return byAge === undefined ? noBirth : pack(age, ...byAge);
  if (byAge === undefined) return pack(...byDate);
  const [, first, last] = byDate;
  const isCommon = byAge[0] <= last && first <= byAge[1];
  return isCommon ? pack(year, Math.max(first, byAge[0]), Math.min(last, byAge[1])) : pack(year, Math.min(first, byAge[0]), Math.max(last, byAge[1]));
}

function dateInterval(text: string): [kind: number, first: number, last: number] | undefined {
  const date = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?/.exec(text);
  if (date === null) return undefined;
  const [yearNumber, monthNumber, dayOfMonth] = [Number(date[1]), Number(date[2] ?? 0), Number(date[3] ?? 0)];
  if (yearNumber === 0 || monthNumber > 12 || dayOfMonth > 31) return undefined;
  if (monthNumber === 0) return [year, dayNumber(yearNumber, 1, 1), dayNumber(yearNumber, 12, 31)];
  const first = dayNumber(yearNumber, monthNumber, Math.max(1, dayOfMonth));
  return dayOfMonth === 0 ? [month, first, first + 30] : [day, first, first];
}

function ageInterval(years: number | undefined, recordedOn: string): [first: number, last: number] | undefined {
  const recorded = /^(\d{4})-(\d{2})-(\d{2})/.exec(recordedOn);
  if (recorded === null || years === undefined || !(years >= 0 && years < 130)) return undefined;
  const [recordedYear, recordedMonth, recordedDay] = [Number(recorded[1]), Number(recorded[2]), Number(recorded[3])];
  return [dayNumber(recordedYear - Math.floor(years) - 1, recordedMonth, recordedDay) + 1, dayNumber(recordedYear - Math.floor(years), recordedMonth, recordedDay)];
}

const dayLevels = [
  'day-same', 'day-month-swapped', 'day-one-digit', 'day-other-year-1', 'day-other-year-2', 'day-other-year-more', 'day-same-month', 'day-same-year',
  'day-within-10-months', 'day-within-18-months', 'day-within-3-years', 'day-within-5-years', 'day-far',
];
/** Gaps between two intervals in days, up to which a step goes; widths are rounded, so that days at the edge count as within. */
const gapLimits = [2, 190, 380, 740, 1105, 1470];
/** Two open intervals must share more than their edges: 2012 and 2013 are half a year apart at best. */
const leastOverlap = -8;
const gapNames = ['within', 'half-year', 'year', '2-years', '3-years', '4-years', 'far'];
const openPairs = ['day-year', 'day-age', 'year-year', 'year-age', 'age-age'];
/** How two births relate; `birthLevels[level]` names a level in explanations. 0 = not comparable. */
export const birthLevels: readonly string[] = ['missing', ...dayLevels, ...openPairs.flatMap((pair) => gapNames.map((gap) => `${pair}-${gap}`))];
const sameMonth = 1 + dayLevels.indexOf('day-same-month');
const firstOpen = 1 + dayLevels.length;

/** The level of a pair of births; symmetric. */
export function birthLevel(left: PackedBirth, right: PackedBirth): number {
  if (left === noBirth || right === noBirth) return 0;
  const [one, other] = kindOf(left) <= kindOf(right) ? [kindOf(left), kindOf(right)] : [kindOf(right), kindOf(left)];
  if (other === day) return dayLevel(firstDayOf(left), firstDayOf(right));
  const gap = gapBetween(left, right);
  if (other === month) return gap < 0 ? sameMonth : distantDays(Math.abs(firstDayOf(left) - firstDayOf(right)));
  const pair = one <= month ? other - year : one === year ? other - year + 2 : 4;
  const step = one > month && gap >= leastOverlap && gap < gapLimits[0]! ? 1 : gapLimits.findIndex((limit) => gap < limit);
  return firstOpen + pair * gapNames.length + (step < 0 ? gapLimits.length : step);
}

/** Bits by which the two intervals are narrower than a childhood: agreeing within a month says more than within a year. */
export const birthRarity = (left: PackedBirth, right: PackedBirth): number =>
  left === noBirth || right === noBirth ? 0 : Math.log2(childhoodDays / (widthOf(left) + widthOf(right) + widthStep));
const childhoodDays = 18 * 365;

/** Days between two intervals; below 0 when they overlap. */
function gapBetween(left: PackedBirth, right: PackedBirth): number {
  const [first, second] = firstDayOf(left) <= firstDayOf(right) ? [left, right] : [right, left];
  return firstDayOf(second) - firstDayOf(first) - widthOf(first) - 1;
}

/** The civil dates of two centuries, worked out once: millions of pairs of births are compared. */
const [firstKnownDay, lastKnownDay] = [dayNumber(1900, 1, 1), dayNumber(2100, 12, 31)];
let knownDates = new Int32Array(0);
const packDate = ([year, month, day]: readonly [number, number, number]): number => (year << 9) | (month << 5) | day;
/** The civil date of a day number in one number: the year from bit 9 on, the month from bit 5 on, the day. */
export const dateOf = (dayCount: number): number => {
  if (dayCount < firstKnownDay || dayCount > lastKnownDay) return packDate(civilDate(dayCount));
  if (knownDates.length === 0) knownDates = Int32Array.from({ length: lastKnownDay - firstKnownDay + 1 }, (_, index) => packDate(civilDate(firstKnownDay + index)));
  return knownDates[dayCount - firstKnownDay]!;
};

function dayLevel(left: number, right: number): number {
  if (left === right) return 1;
  const leftDate = dateOf(left);
  const rightDate = dateOf(right);
  const leftYear = leftDate >> 9;
  const rightYear = rightDate >> 9;
  const leftMonth = (leftDate >> 5) & 15;
  const rightMonth = (rightDate >> 5) & 15;
  const leftDay = leftDate & 31;
  const rightDay = rightDate & 31;
  if (leftYear === rightYear && leftMonth === rightDay && leftDay === rightMonth) return 2;
  if (leftMonth === rightMonth && leftDay === rightDay) {
    const years = Math.abs(leftYear - rightYear);
    if (years <= 2) return 3 + years;
    return isOneDigit(leftYear, rightYear) ? 3 : 6;
  }
  if (leftYear === rightYear && leftMonth === rightMonth) return isOneDigit(leftDay, rightDay) ? 3 : 7;
  if (leftYear === rightYear && leftDay === rightDay) return isOneDigit(leftMonth, rightMonth) ? 3 : 8;
  return leftYear === rightYear ? 8 : distantDays(Math.abs(left - right));
}

function distantDays(apart: number): number {
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

export const isDay = (birth: PackedBirth): boolean => kindOf(birth) === day;
/** The middle of the interval as a year with fraction. */
export const yearOf = (birth: PackedBirth): number => (firstDayOf(birth) + widthOf(birth) / 2) / 365.2425;
