import { addDays, addMilliseconds, dayOf, millisecondsOf, type Day, type Instant } from '#kernel/instant.ts';
import type { HolidayCalendar } from '../schema.ts';

/** The working days of one country, ready to count with. */
export interface BusinessCalendar {
  readonly country: string;
  readonly timeZone: string;
  readonly firstYear: number;
  readonly lastYear: number;
  readonly holidays: ReadonlySet<Day>;
}

/** A calendar to count with, from the reviewed list of a country's holidays. */
export const businessCalendarFrom = (list: HolidayCalendar): BusinessCalendar => ({
  country: list.country,
  timeZone: list.timeZone,
  firstYear: list.firstYear,
  lastYear: list.lastYear,
  holidays: new Set(list.days.map((holiday) => holiday.day)),
});

/** The civil day at `instant` in a time zone. */
export const localDayOf = (instant: Instant, timeZone: string): Day => dayOf(addMilliseconds(instant, offsetMilliseconds(instant, timeZone)));

/** The last millisecond of a civil day in a time zone. */
export function endOfDay(day: Day, timeZone: string): Instant {
  const endInUtc = addMilliseconds(startInUtc(day), 86_399_999);
  const firstGuess = addMilliseconds(endInUtc, -offsetMilliseconds(endInUtc, timeZone));
  // the offset may change between the guess and the end of the day
  return addMilliseconds(endInUtc, -offsetMilliseconds(firstGuess, timeZone));
}

export const plusDays = (day: Day, count: number): Day => dayOf(addDays(startInUtc(day), count));

/** The same day of a later month, or that month's last day where there is no such day. */
export function plusMonths(day: Day, count: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const monthsSinceYearZero = year * 12 + month - 1 + count;
  const firstOf = (months: number): Day => `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;
  const lastOfMonth = plusDays(firstOf(monthsSinceYearZero + 1), -1);
  const wanted = `${lastOfMonth.slice(0, 8)}${String(date).padStart(2, '0')}`;
  return wanted < lastOfMonth ? wanted : lastOfMonth;
}

/** Monday to Friday and not a public holiday. */
export const isBusinessDay = (day: Day, calendar: BusinessCalendar): boolean => weekdayOf(day) < 5 && !calendar.holidays.has(day);

/** The `count`-th business day after `day`; `day` itself is never counted. */
export function plusBusinessDays(day: Day, count: number, calendar: BusinessCalendar): Day {
  let reached = day;
  for (let left = count; left > 0; ) {
    reached = plusDays(reached, 1);
    if (isBusinessDay(reached, calendar)) left--;
  }
  return reached;
}

/** 0 is Monday; the first day of 1970 was a Thursday. */
const weekdayOf = (day: Day): number => (Math.floor(millisecondsOf(startInUtc(day)) / 86_400_000) + 3) % 7;

const startInUtc = (day: Day): Instant => `${day}T00:00:00.000Z` as Instant;

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function offsetMilliseconds(instant: Instant, timeZone: string): number {
  let format = zoneFormats.get(timeZone);
  if (!format) zoneFormats.set(timeZone, (format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })));
  const name = format.formatToParts(millisecondsOf(instant)).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /^GMT([+-])(\d{2}):(\d{2})$/.exec(name) ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}
