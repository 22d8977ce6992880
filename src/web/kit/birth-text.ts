import type { Day } from '#kernel/instant.ts';
import { formatDay, formatMonth } from './dates.ts';
import { ageRange, type PartialDate } from './partial-date.ts';
import { text } from './text.tsx';

/** `9 mar 2014`, `marzo de 2014`, `2014`, `unos 12 años (24 nov 2026)` or `no se sabe`. */
export function formatPartialDate(date: PartialDate): string {
  switch (date.precision) {
    case 'day': return formatDay(date.day);
    case 'month': return formatMonth(date.month);
    case 'year': return String(date.year);
    case 'estimated': return text('kit.partialDate.estimatedOn', { age: date.age, day: formatDay(date.recordedOn) });
    default: return text('kit.unanswered.unknown');
  }
}

/** `12 años`, `11 o 12 años`, `unos 12 años`, `edad desconocida`. */
export function formatAge(birth: PartialDate, today: Day): string {
  const range = ageRange(birth, today);
  if (!range) return text('kit.age.unknown');
  if (birth.precision === 'estimated') return text('kit.age.about', { age: range.least });
  return range.least === range.most ? text('kit.age.exact', { age: range.least }) : text('kit.age.between', { least: range.least, most: range.most });
}
