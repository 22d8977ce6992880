import { nameTokens } from '../rules/letters.ts';
import { doubtfulName, folded, headingPatterns, type LinkField, type MappedColumn, type Reason } from './fields.ts';
import { readDate, sexReader } from './values.ts';

/** Whether a folded token is a given name or a surname that the lists know. */
export interface KnownNames {
  readonly given: ReadonlySet<string>;
  readonly surnames: ReadonlySet<string>;
}

/** What was said with `--map`: field and column, several columns for one field allowed. */
export type AskedMapping = readonly (readonly [LinkField, string])[];

/**
 * Says what each column of a file is: as asked, else by its heading (Spanish or English), else by its values; what is
 * left is compared as text, or as a whole where it holds codes.
 * @param rows the first rows of the file, without the heading
 */
export function guessMapping(header: readonly string[], rows: readonly (readonly string[])[], asked: AskedMapping, known: KnownNames): readonly MappedColumn[] {
  const taken = new Map<number, readonly [LinkField, Reason]>();
  const askedFor = new Set(asked.map(([field]) => field));
  for (const [field, column] of asked) {
    const index = columnIndex(header, column);
    if (index >= 0) taken.set(index, [field, 'asked']);
  }
  const samples = header.map((_, index) => rows.map((row) => row[index]!).filter((value) => value !== ''));
  const hasSurname = askedFor.has('surname') || header.some((heading) => headingPatterns.find(([, pattern]) => pattern.test(folded(heading)))?.[0] === 'surname');
  for (const [index, heading] of header.entries()) {
    if (taken.has(index)) continue;
    const field = byHeading(folded(heading), samples[index]!, known, hasSurname);
    if (field === undefined || (askedFor.has(field) && field !== 'ignore')) continue;
    taken.set(index, [field, 'heading']);
  }
  keepOneId(header, samples, taken);
  keepOneOf('date_of_birth', taken);
  const has = (field: LinkField): boolean => [...taken.values()].some(([own]) => own === field);
  return header.map((column, index): MappedColumn => {
    let found = taken.get(index);
    if (found === undefined) {
      const guess = byValues(samples[index]!, has, known);
      found = guess;
      taken.set(index, guess);
    }
    return { index, column, field: found[0], reason: found[1] };
  });
}

/** The position of a column by its name; spelling of case, accents and spaces aside. */
export function columnIndex(header: readonly string[], column: string): number {
  const exact = header.indexOf(column);
  return exact >= 0 ? exact : header.findIndex((heading) => folded(heading) === folded(column));
}

function byHeading(heading: string, values: readonly string[], known: KnownNames, hasSurname: boolean): LinkField | undefined {
  const field = headingPatterns.find(([, pattern]) => pattern.test(heading))?.[0];
  // Beside surnames "nombres" are given names, however many words they have.
  if (doubtfulName.test(heading)) return hasSurname ? 'given_name' : areNames(values, known) ? (manyWords(values) ? 'full_name' : 'given_name') : undefined;
  if (field === 'date_of_birth' && values.length > 0 && shareOf(values, (value) => readDate(value) !== undefined) < 0.3) return undefined;
  if (field === 'sex' && values.length > 0 && sexShare(values) < 0.3) return undefined;
  return field;
}

/** One column names the records: the one that never repeats; another by the name of an identifier is evidence or none. */
function keepOneId(header: readonly string[], samples: readonly (readonly string[])[], taken: Map<number, readonly [LinkField, Reason]>): void {
  const isAsked = [...taken.values()].some(([field, reason]) => field === 'id' && reason === 'asked');
  const isUnique = (index: number): boolean => samples[index]!.length > 0 && new Set(samples[index]).size === samples[index]!.length;
  const candidates = [...header.keys()].filter((index) => taken.get(index)?.[0] === 'id' || (!taken.has(index) && /(^|_)(id|no|num|numero)$/.test(folded(header[index]!))));
  const chosen = isAsked ? -1 : (candidates.find((index) => taken.get(index)?.[0] === 'id' && isUnique(index)) ?? candidates.find(isUnique) ?? -1);
  for (const index of candidates) {
    if (taken.get(index)?.[1] === 'asked') continue;
    taken.set(index, index === chosen ? ['id', 'heading'] : ['identifier', 'heading']);
  }
}

function keepOneOf(field: LinkField, taken: Map<number, readonly [LinkField, Reason]>): void {
  const own = [...taken].filter(([, [found]]) => found === field).toSorted(([, [, one]], [, [, other]]) => Number(other === 'asked') - Number(one === 'asked'));
  for (const [index] of own.slice(1)) taken.set(index, ['exact', 'rest']);
}

function byValues(values: readonly string[], has: (field: LinkField) => boolean, known: KnownNames): readonly [LinkField, Reason] {
  const distinct = new Set(values).size;
  if (values.length === 0 || (distinct === 1 && values.length > 20)) return ['ignore', 'no-use'];
  if (!has('sex') && distinct <= 6 && sexShare(values.map((value) => (/^[12]$/.test(value) ? '' : value))) > 0.9) return ['sex', 'values'];
  const isDate = shareOf(values, (value) => readDate(value) !== undefined && !/^\d{4}$/.test(value)) > 0.9;
  if (isDate) return has('date_of_birth') ? ['exact', 'rest'] : ['date_of_birth', 'values'];
  const hasName = has('given_name') || has('surname') || has('full_name');
  if (!hasName && areNames(values, known)) {
    return [manyWords(values) && listShare(values, known.surnames) > 0.3 ? 'full_name' : listShare(values, known.given) >= listShare(values, known.surnames) ? 'given_name' : 'surname', 'values'];
  }
  if (!has('phone') && shareOf(values, (value) => /^\+?[\d\s().-]{8,18}$/.test(value) && value.replace(/\D/g, '').length >= 8) > 0.9) return ['phone', 'values'];
  return shareOf(values, (value) => /\d/.test(value) && !/\s/.test(value)) > 0.9 ? ['exact', 'rest'] : ['text', 'rest'];
}

const shareOf = (values: readonly string[], holds: (value: string) => boolean): number => (values.length === 0 ? 0 : values.filter(holds).length / values.length);
const sexShare = (values: readonly string[]): number => {
  const read = sexReader(values);
  return shareOf(values, (value) => read(value) !== undefined);
};
const manyWords = (values: readonly string[]): boolean => shareOf(values, (value) => nameTokens(value).length >= 2) > 0.5;
const listShare = (values: readonly string[], list: ReadonlySet<string>): number => shareOf(values, (value) => nameTokens(value).some((token) => list.has(token)));
/** Names of persons: words without digits of which many are in the lists. */
const areNames = (values: readonly string[], known: KnownNames): boolean =>
  shareOf(values, (value) => !/\d/.test(value) && nameTokens(value).length <= 6) > 0.9
  && shareOf(values, (value) => nameTokens(value).some((token) => known.given.has(token) || known.surnames.has(token))) > 0.35;
