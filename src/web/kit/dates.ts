import type { Day, Instant } from '#kernel/instant.ts';
import { hoursBetween, millisecondsOf } from '#kernel/instant.ts';
import { region } from './language.ts';
import { text } from './text.tsx';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatWith(options: Intl.DateTimeFormatOptions, date: Date): string {
  const key = `${region()} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(region(), options);
  formats.set(key, format);
  return format.format(date);
}

const dayOptions = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const timeOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
/** A calendar day has no time zone: noon UTC is that day wherever UTC formats it. */
const noonOf = (day: Day): Date => new Date(`${day}T12:00:00Z`);

/** `12 mar 2026`. */
export const formatDay = (day: Day): string => formatWith({ ...dayOptions, timeZone: 'UTC' }, noonOf(day));
/** `jueves, 12 de marzo de 2026`, in the browser's time zone. */
export const formatLongDay = (at: Instant): string => formatWith({ dateStyle: 'full' }, new Date(at));
/** `marzo de 2026` from `2026-03`. */
export const formatMonth = (month: string): string => formatWith({ month: 'long', year: 'numeric', timeZone: 'UTC' }, noonOf(`${month}-15`));
/** `14:20`, in the browser's time zone. */
export const formatTime = (at: Instant): string => formatWith(timeOptions, new Date(at));
/** `12 mar 2026, 14:20`, in the browser's time zone. */
export const formatInstant = (at: Instant): string => formatWith({ ...dayOptions, ...timeOptions }, new Date(at));
/** The day of an instant in the browser's time zone, `YYYY-MM-DD`. */
export const localDayOf = (at: Instant): Day => new Date(millisecondsOf(at) - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

/** The unit in which a distance in hours is best said, and how many of it. */
function unitFor(hours: number): { unit: 'minute' | 'hour' | 'day' | 'month' | 'year'; count: number } {
  const size = Math.abs(hours);
  if (size < 1) return { unit: 'minute', count: hours * 60 };
  if (size < 48) return { unit: 'hour', count: hours };
  if (size < 24 * 60) return { unit: 'day', count: hours / 24 };
  if (size < 24 * 365 * 2) return { unit: 'month', count: hours / (24 * 30.44) };
  return { unit: 'year', count: hours / (24 * 365.25) };
}

/** `hace 3 días`, `dentro de 5 horas`, `ahora`. */
export function formatRelative(at: Instant, now: Instant): string {
  const { unit, count } = unitFor(hoursBetween(now, at));
  if (Math.abs(count) < 1) return text('kit.justNow');
  return new Intl.RelativeTimeFormat(region(), { numeric: 'always' }).format(Math.trunc(count), unit);
}

/** How a deadline stands: what to show at the right of a row, and how loudly. */
export interface Due {
  readonly tone: 'danger' | 'warn' | 'neutral';
  readonly isOverdue: boolean;
  readonly text: string;
}

/** `vencido hace 2 d`, `quedan 5 h`, `12 días`: overdue is danger, less than a day is warn. */
export function dueOf(at: Instant, now: Instant): Due {
  const hours = hoursBetween(now, at);
  const { unit, count } = unitFor(hours);
  const values = { count: Math.max(Math.floor(Math.abs(count)), hours < 0 ? 0 : 1), unit: unit === 'minute' || unit === 'hour' ? unit : 'day' };
  if (values.unit === 'day') values.count = Math.max(1, Math.floor(Math.abs(hours) / 24));
  return hours < 0
    ? { tone: 'danger', isOverdue: true, text: text('kit.due.overdue', values) }
    : { tone: hours < 24 ? 'warn' : 'neutral', isOverdue: false, text: text('kit.due.left', values) };
}
