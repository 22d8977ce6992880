import type { Day } from '#kernel/instant.ts';
import { isRealDay } from '#rooms/person/rules.ts';
import { folded } from './words.ts';

/** How a column writes its days; `undecided` when nothing in it tells 03/04 from 04/03. */
export type DateOrder = 'day-first' | 'month-first' | 'undecided';

/** A date as precisely as it was written. */
export type ReadDate = { readonly precision: 'day'; readonly day: Day } | { readonly precision: 'month'; readonly month: string } | { readonly precision: 'year'; readonly year: number };
/** `ambiguous`: both readings, as days. */
export type DateFault = { readonly fault: 'unreadable' | 'impossible' } | { readonly fault: 'ambiguous'; readonly readings: readonly [Day, Day] };

const months: readonly (readonly string[])[] = [
  ['enero', 'ene', 'january', 'jan'], ['febrero', 'feb', 'february'], ['marzo', 'mar', 'march'], ['abril', 'abr', 'april', 'apr'], ['mayo', 'may'], ['junio', 'jun', 'june'],
  ['julio', 'jul', 'july'], ['agosto', 'ago', 'august', 'aug'], ['septiembre', 'setiembre', 'sep', 'sept', 'set', 'september'], ['octubre', 'oct', 'october'],
  ['noviembre', 'nov', 'november'], ['diciembre', 'dic', 'december', 'dec'],
];
const monthOf = (word: string): number => months.findIndex((names) => names.includes(word)) + 1;
const two = (number: number): string => String(number).padStart(2, '0');

/** `10` is 2010 and `98` is 1998, as seen from `today`: nobody is born in the future. */
const fullYear = (text: string, today: Day): number => {
  const year = Number(text);
  return text.length > 2 ? year : 2000 + year > Number(today.slice(0, 4)) ? 1900 + year : 2000 + year;
};

const numbers = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})$/;
// the time of day that programs write beside a date
const withoutTime = (cell: string): string => cell.trim().replace(/[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[ap]\.?\s?m\.?)?$/i, '');

const dayOrFault = (year: number, month: number, day: number): ReadDate | DateFault => {
  const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return month >= 1 && month <= 12 && isRealDay(text) ? { precision: 'day', day: text } : { fault: 'impossible' };
};

/**
 * Reads a date as people write it: 2010-03-04, 04/03/2010, 4-3-10, 4 de marzo de 2010, March 4, 2010, marzo 2010, 03/2010, 2010.
 * @param today tells the century of a year of two digits
 */
export function readDate(cell: string, order: DateOrder, today: Day): ReadDate | DateFault {
  const text = withoutTime(cell);
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (iso) return dayOrFault(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const written = numbers.exec(text);
  if (written) return numericDate(Number(written[1]), Number(written[2]), fullYear(written[3]!, today), order);
  const month = /^(\d{4})[-/](\d{1,2})$/.exec(text) ?? /^(\d{1,2})[-/](\d{4})$/.exec(text);
  if (month) return month[1]!.length === 4 ? monthOrFault(Number(month[1]), Number(month[2])) : monthOrFault(Number(month[2]), Number(month[1]));
  if (/^(19|20)\d{2}$/.test(text)) return { precision: 'year', year: Number(text) };
  return wordedDate(folded(text).split(' ').filter((word) => !['de', 'del', 'of', 'the'].includes(word)), today);
}

const monthOrFault = (year: number, month: number): ReadDate | DateFault =>
  month >= 1 && month <= 12 ? { precision: 'month', month: `${year}-${two(month)}` } : { fault: 'impossible' };

function numericDate(first: number, second: number, year: number, order: DateOrder): ReadDate | DateFault {
  const [dayFirst, monthFirst] = [dayOrFault(year, second, first), dayOrFault(year, first, second)];
  if (order === 'day-first') return dayFirst;
  if (order === 'month-first') return monthFirst;
  if ('fault' in dayFirst || 'fault' in monthFirst) return 'fault' in dayFirst ? monthFirst : dayFirst;
  if (first === second) return dayFirst;
  return { fault: 'ambiguous', readings: [(dayFirst as { day: Day }).day, (monthFirst as { day: Day }).day] };
}

function wordedDate(words: readonly string[], today: Day): ReadDate | DateFault {
  const at = words.findIndex((word) => monthOf(word) > 0);
  if (at < 0) return { fault: 'unreadable' };
  const month = monthOf(words[at]!);
  const others = words.filter((_, index) => index !== at).map((word) => word.replace(/(?<=\d)(st|nd|rd|th|ro|o)$/, ''));
  if (others.some((word) => !/^\d{1,4}$/.test(word))) return { fault: 'unreadable' };
  if (others.length === 1 && others[0]!.length === 4) return monthOrFault(Number(others[0]), month);
  if (others.length !== 2) return { fault: 'unreadable' };
  return dayOrFault(fullYear(others[1]!, today), month, Number(others[0]));
}

/** What a whole column says about its order: one day above 12 decides for all, unless the column contradicts itself. */
export function orderOf(cells: readonly string[]): DateOrder {
  let [dayFirst, monthFirst] = [false, false];
  for (const cell of cells) {
    const written = numbers.exec(withoutTime(cell));
    if (!written) continue;
    if (Number(written[1]) > 12 && Number(written[2]) <= 12) dayFirst = true;
    if (Number(written[2]) > 12 && Number(written[1]) <= 12) monthFirst = true;
  }
  return dayFirst === monthFirst ? 'undecided' : dayFirst ? 'day-first' : 'month-first';
}

/** Completed years from `14`, `aprox. 14 años`, `unos 14`, `8 meses`, `14 years`; null when it is no age. */
export function readAge(cell: string): number | null {
  const text = folded(cell).replaceAll(/\b(aprox|aproximadamente|aproximado|aproximada|alrededor de|cerca de|unos|unas|como|tiene|refiere|edad|around|about|approx|approximately|c|ca)\b/g, ' ').replaceAll(/\s+/g, ' ').trim();
  const years = /^(\d{1,2})( ?(anos?|a|anios?|years?( old)?|yrs?|y o|y))?( (cumplidos|de edad))?$/.exec(text);
  if (years) return Number(years[1]) <= 40 ? Number(years[1]) : null;
  const monthsOld = /^(\d{1,2}) ?(meses|mes|months?|m)$/.exec(text);
  if (monthsOld) return Math.floor(Number(monthsOld[1]) / 12);
  return /^\d{1,2} ?(dias?|semanas?|days?|weeks?)$/.test(text) ? 0 : null;
}
