import { foldLetters } from '../rules/letters.ts';

/** Order of day and month in a column's numeric dates. */
export type DateOrder = 'day-first' | 'month-first';

const months = ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'];
const englishMonths = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthOf = (word: string): number => {
  const start = word.slice(0, 3);
  return Math.max(months.indexOf(start), englishMonths.indexOf(start)) + 1 || (start === 'set' ? 9 : 0);
};

/**
 * A date as people write it, as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; undefined when it is none. Understands ISO, `20100312`,
 * `12/03/2010`, `12.3.10`, `12 de marzo de 2010`, `March 12, 2010`, a year alone.
 */
export function readDate(text: string, order: DateOrder = 'day-first'): string | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?$/.exec(text);
  if (iso !== null) return joined(iso[1]!, Number(iso[2]), Number(iso[3] ?? 0));
  if (/^\d{4}$/.test(text)) return joined(text, 0, 0);
  if (/^\d{8}$/.test(text)) return joined(text.slice(0, 4), Number(text.slice(4, 6)), Number(text.slice(6))) ?? joined(text.slice(4), Number(text.slice(2, 4)), Number(text.slice(0, 2)));
  const numeric = /^(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4}|\d{2})(?:\s.*)?$/.exec(text);
  if (numeric !== null) {
    const [first, second] = [Number(numeric[1]), Number(numeric[2])];
    const isMonthFirst = (order === 'month-first' && first <= 12) || second > 12;
    return joined(numeric[3]!, isMonthFirst ? first : second, isMonthFirst ? second : first);
  }
  const words = foldLetters(text).match(/[\p{L}]+|\d+/gu) ?? [];
  const month = words.map(monthOf).find((number) => number > 0);
  if (month === undefined || words.length > 6) return undefined;
  const year = words.find((word) => /^\d{4}$/.test(word));
  const day = words.find((word) => /^\d{1,2}$/.test(word));
  return year === undefined ? undefined : joined(year, month, Number(day ?? 0));
}

/** The parts put together; a month or day that cannot be leaves the part before it, an impossible year nothing. */
function joined(year: string, month: number, day: number): string | undefined {
  const full = year.length === 4 ? year : Number(year) > 30 ? `19${year}` : `20${year}`;
  if (Number(full) < 1000 || Number(full) > 2200 || month > 12 || day > 31) return undefined;
  const two = (number: number): string => String(number).padStart(2, '0');
  return month === 0 ? full : day === 0 ? `${full}-${two(month)}` : `${full}-${two(month)}-${two(day)}`;
}

/** Whether numeric dates of a column begin with the month: only if some can be nothing else and none must begin with the day. */
export function orderOf(values: readonly string[]): DateOrder {
  let [dayFirst, monthFirst] = [0, 0];
  for (const value of values) {
    const match = /^(\d{1,2})[-/.\s](\d{1,2})[-/.\s]\d{2,4}/.exec(value);
    if (match === null) continue;
    if (Number(match[1]) > 12) dayFirst++;
    if (Number(match[2]) > 12) monthFirst++;
  }
  return monthFirst > dayFirst ? 'month-first' : 'day-first';
}

const sexWords: Readonly<Record<string, 'F' | 'M'>> = {
  f: 'F', female: 'F', femenino: 'F', femenina: 'F', fem: 'F', mujer: 'F', nina: 'F', niña: 'F', girl: 'F', woman: 'F',
  h: 'M', male: 'M', masculino: 'M', masc: 'M', hombre: 'M', varon: 'M', nino: 'M', niño: 'M', boy: 'M', man: 'M',
};

/** Reads the sexes of a column: `M` is a woman (mujer) where men are written `H`; 1 is a man and 2 a woman (ISO 5218). */
export function sexReader(values: readonly string[]): (text: string) => 'F' | 'M' | undefined {
  const hasH = values.some((value) => /^h(ombre)?$/i.test(value)) && !values.some((value) => /^f/i.test(value));
  return (text) => {
    const word = foldLetters(text.trim());
    if (word === 'm') return hasH ? 'F' : 'M';
    return word === '1' ? 'M' : word === '2' ? 'F' : sexWords[word];
  };
}

/** Completed years in "11", "11 años", "8 meses" (0); undefined when it is no age of a person. */
export function readAge(text: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,]\d+)?\s*(\p{L}*)/u.exec(foldLetters(text.trim()));
  if (match === null) return undefined;
  const years = /^(m|mes|meses|months?|d|dias?|days?|semanas?|weeks?)$/.test(match[2]!) ? 0 : Number(match[1]);
  return years < 120 ? years : undefined;
}
