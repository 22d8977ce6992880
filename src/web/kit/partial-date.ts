import type { Day } from '#kernel/instant.ts';
import type { Birth } from '#rooms/law/schema.ts';

/** A date as precisely as anybody knows it. */
export type PartialDate = Birth;
export type Precision = PartialDate['precision'];
/** What stands in the boxes of the field: text as typed. */
export interface DateBoxes {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly age: string;
}

/** Why what was typed is not a date; each has a text `kit.partialDate.<fault>`. */
export type DateFault = 'incomplete' | 'dayWrong' | 'monthWrong' | 'yearWrong' | 'ageWrong' | 'inFuture';
export type Reading = { readonly ok: true; readonly value: PartialDate } | { readonly ok: false; readonly fault: DateFault };

const wholeNumber = (typed: string): number => (/^\d{1,4}$/.test(typed.trim()) ? Number(typed) : Number.NaN);
const two = (number: number): string => String(number).padStart(2, '0');
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const refuse = (fault: DateFault): Reading => ({ ok: false, fault });

/**
 * Reads the boxes at one precision.
 * @param today the day of recording, for the age and to refuse dates that are still to come
 */
export function readDate(precision: Precision, boxes: DateBoxes, today: Day): Reading {
  if (precision === 'unknown') return { ok: true, value: { precision } };
  if (precision === 'estimated') {
    const age = wholeNumber(boxes.age);
    if (boxes.age.trim() === '') return refuse('incomplete');
    return age >= 0 && age <= 40 ? { ok: true, value: { precision, age, recordedOn: today } } : refuse('ageWrong');
  }
  const needed = precision === 'day' ? [boxes.day, boxes.month, boxes.year] : precision === 'month' ? [boxes.month, boxes.year] : [boxes.year];
  if (needed.some((box) => box.trim() === '')) return refuse('incomplete');
  const year = wholeNumber(boxes.year);
  if (!(year >= 1900 && year <= 2100)) return refuse('yearWrong');
  if (precision === 'year') return notAfter(String(year), today, { precision, year });
  const month = wholeNumber(boxes.month);
  if (!(month >= 1 && month <= 12)) return refuse('monthWrong');
  const monthText = `${year}-${two(month)}`;
  if (precision === 'month') return notAfter(monthText, today, { precision, month: monthText });
  const day = wholeNumber(boxes.day);
  if (!(day >= 1 && day <= daysIn(year, month))) return refuse('dayWrong');
  return notAfter(`${monthText}-${two(day)}`, today, { precision, day: `${monthText}-${two(day)}` });
}

const notAfter = (start: string, today: Day, value: PartialDate): Reading =>
  start > today.slice(0, start.length) ? refuse('inFuture') : { ok: true, value };

/** The boxes that show a value: the opposite of `readDate`. */
export function boxesOf(value: PartialDate | undefined): DateBoxes {
  const empty = { day: '', month: '', year: '', age: '' };
  if (value?.precision === 'day') return { ...empty, year: value.day.slice(0, 4), month: String(Number(value.day.slice(5, 7))), day: String(Number(value.day.slice(8))) };
  if (value?.precision === 'month') return { ...empty, year: value.month.slice(0, 4), month: String(Number(value.month.slice(5))) };
  if (value?.precision === 'year') return { ...empty, year: String(value.year) };
  if (value?.precision === 'estimated') return { ...empty, age: String(value.age) };
  return empty;
}

const yearsBetween = (from: Day, to: Day): number =>
  Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0);

/**
 * The ages in whole years that a birth allows on a day; null when nothing is known. An estimate has no margin of its
 * own: it ages with the calendar.
 */
export function ageRange(birth: PartialDate, today: Day): { readonly least: number; readonly most: number } | null {
  if (birth.precision === 'unknown') return null;
  const [earliest, latest] = boundsOf(birth);
  return { least: Math.max(0, yearsBetween(latest, today)), most: Math.max(0, yearsBetween(earliest, today)) };
}

function boundsOf(birth: Exclude<PartialDate, { precision: 'unknown' }>): readonly [Day, Day] {
  if (birth.precision === 'day') return [birth.day, birth.day];
  if (birth.precision === 'month') {
    const [year, month] = birth.month.split('-').map(Number);
    return [`${birth.month}-01`, `${birth.month}-${two(daysIn(year!, month!))}`];
  }
  if (birth.precision === 'year') return [`${birth.year}-01-01`, `${birth.year}-12-31`];
  const supposed = `${Number(birth.recordedOn.slice(0, 4)) - birth.age}${birth.recordedOn.slice(4)}`;
  return [supposed, supposed];
}
