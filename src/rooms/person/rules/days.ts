import { addDays, dayOf, instantFrom, millisecondsOf, monthAfter, type Day, type Instant } from '#kernel/instant.ts';

const startOf = (day: Day): Instant => `${day}T00:00:00.000Z` as Instant;

/** Whether the calendar has this day. */
export function isRealDay(day: Day): boolean {
  const milliseconds = millisecondsOf(startOf(day));
  // some engines take 30 February for 2 March
  return !Number.isNaN(milliseconds) && dayOf(instantFrom(milliseconds)) === day;
}

export const shiftDay = (day: Day, days: number): Day => dayOf(addDays(startOf(day), days));

/** The last day of a month `YYYY-MM`. */
export const lastDayOf = (month: string): Day => shiftDay(`${monthAfter(month)}-01`, -1);

/** The same day of an earlier year; 29 February becomes the 28th in a common year. */
export function yearsBefore(day: Day, years: number): Day {
  const shifted = `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`;
  return isRealDay(shifted) ? shifted : `${shifted.slice(0, 4)}-02-28`;
}
