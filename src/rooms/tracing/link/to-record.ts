import { foldLetters, nameTokens, wordsOf } from '../rules/letters.ts';
import type { BirthStatement, PersonRecord } from '../rules/record.ts';
import { isExtra, type LinkField, type MappedColumn } from './fields.ts';
import { countPlaces, splitFullName } from './split-name.ts';
import { orderOf, readAge, readDate, sexReader } from './values.ts';

/** One further column of a file as it is compared: several address columns are one. */
export interface ExtraColumn {
  readonly label: string;
  readonly field: LinkField;
  /** Columns of this file whose values are joined. */
  readonly indexes: readonly number[];
}

/** Further columns of a mapping, in the order of the file. */
export function extraColumns(mapping: readonly MappedColumn[]): ExtraColumn[] {
  const hasParts = mapping.some(({ field }) => field === 'given_name' || field === 'surname');
  const columns: ExtraColumn[] = [];
  const addresses = mapping.filter(({ field }) => field === 'address');
  if (addresses.length > 0) columns.push({ label: 'address', field: 'address', indexes: addresses.map(({ index }) => index) });
  for (const { field, index, column } of mapping) if (isExtra(field) && field !== 'address') columns.push({ label: column, field, indexes: [index] });
  if (hasParts) for (const { field, index, column } of mapping) if (field === 'full_name') columns.push({ label: column, field, indexes: [index] });
  return columns;
}

export type ToRecord = (cells: readonly string[], key: string) => PersonRecord;

/**
 * How rows of one file become records.
 * @param rows first rows of the file: they show how dates, sexes and names are written
 * @param extras the further columns in the order of the table; a column that this file lacks has no indexes
 */
export function recordReader(mapping: readonly MappedColumn[], rows: readonly (readonly string[])[], extras: readonly ExtraColumn[]): ToRecord {
  const of = (field: LinkField): number[] => mapping.filter((column) => column.field === field).map(({ index }) => index);
  const sampleOf = (index: number): string[] => rows.map((row) => row[index] ?? '').filter((value) => value !== '');
  const [date] = of('date_of_birth');
  const [age] = of('age');
  const [sex] = of('sex');
  const [recordedOn] = of('recorded_on');
  const [precision] = of('date_precision');
  const order = date === undefined ? 'day-first' : orderOf(sampleOf(date));
  const recordedOrder = recordedOn === undefined ? 'day-first' : orderOf(sampleOf(recordedOn));
  const readSex = sex === undefined ? undefined : sexReader(sampleOf(sex));
  const given = of('given_name');
  const surnames = [...of('surname'), ...of('second_surname')];
  const fullName = given.length + surnames.length === 0 ? of('full_name')[0] : undefined;
  const places = fullName === undefined ? new Map() : countPlaces(sampleOf(fullName));
  const isFilled = date === undefined ? () => false : fillerDates(sampleOf(date).map((text) => readDate(text, order)));
  const usualDay = recordedOn === undefined && age !== undefined && date !== undefined ? usualRecordedOn(rows, date, age, order) : undefined;
  const texts = (fields: readonly number[], cells: readonly string[]): string[] => fields.map((index) => cells[index]!).filter((value) => value !== '');
  const [nicknames, nationality, municipality, department] = [of('nickname'), of('nationality'), of('municipality'), of('department')];
  const [mother, father, phone, identifier, language] = [of('mother_name'), of('father_name'), of('phone'), of('identifier'), of('language')];

  const birth = (cells: readonly string[]): BirthStatement | undefined => {
    const said = precision === undefined ? '' : foldLetters(cells[precision]!).slice(0, 1);
    let when = date === undefined || cells[date] === '' || /[an]/.test(said) ? undefined : readDate(cells[date]!, order);
    if (when !== undefined && (/[y]/.test(said) || (precision === undefined && isFilled(when)))) when = when.slice(0, 4);
    if (when !== undefined && /[m]/.test(said)) when = when.slice(0, 7);
    const years = age === undefined || cells[age] === '' ? undefined : readAge(cells[age]!);
    const recorded = recordedOn === undefined ? (usualDay ?? noDay) : (readDate(cells[recordedOn]!, recordedOrder) ?? noDay);
    if (when === undefined && years === undefined) return undefined;
    return { ...(when === undefined ? {} : { date: when }), ...(years === undefined || (usualDay === undefined && recordedOn === undefined && when !== undefined) ? {} : { estimatedAge: years, recordedOn: recorded }) };
  };
  return (cells, key) => {
    const split = fullName === undefined ? undefined : splitFullName(cells[fullName]!, places);
    const when = birth(cells);
    const own = readSex?.(cells[sex!]!);
    return {
      key,
      givenNames: split === undefined ? texts(given, cells) : [split.given], surnames: split === undefined ? texts(surnames, cells) : [split.surnames],
      nicknames: texts(nicknames, cells), motherNames: texts(mother, cells), fatherNames: texts(father, cells), phones: texts(phone, cells), identifiers: texts(identifier, cells),
      nationalities: texts(nationality, cells), languages: texts(language, cells),
      ...(when === undefined ? {} : { birth: when }), ...(own === undefined ? {} : { sex: own }),
      ...(municipality.length === 0 ? {} : { municipality: texts(municipality, cells).join(' ') }), ...(department.length === 0 ? {} : { department: texts(department, cells).join(' ') }),
      extras: extras.map(({ field, indexes }) => {
        const text = indexes.map((index) => cells[index]!).join(' ').trim();
        return field === 'full_name' ? beyond(text, texts([...given, ...surnames], cells)) : field === 'exact' || field === 'postcode' ? wordsOf(text).join('') : text;
      }),
    };
  };
}

/** An age without a day of record counts from one and the same day: two ages of one file are compared as they stand. */
const noDay = '2000-07-01';

/** The words of a full name that the columns of its parts do not hold (middle names, titles). */
function beyond(fullName: string, parts: readonly string[]): string {
  const known = new Set(parts.flatMap((part) => nameTokens(part)));
  return nameTokens(fullName).filter((token) => !known.has(token)).join(' ');
}

/** Whether 1 January (or 1 July) is what a file writes for "only the year is known": where it stands far more often than a birthday can. */
function fillerDates(dates: readonly (string | undefined)[]): (date: string) => boolean {
  const days = dates.filter((date): date is string => date !== undefined && date.length === 10);
  const fillers = new Set(['-01-01', '-07-01', '-12-31', '-06-30', '-06-15'].filter((end) => days.filter((day) => day.endsWith(end)).length > Math.max(20, days.length / 60)));
  return (date) => fillers.has(date.slice(4));
}

/** The middle day on which the records of a file were made, from those that say both a birth day and an age. */
function usualRecordedOn(rows: readonly (readonly string[])[], date: number, age: number, order: 'day-first' | 'month-first'): string | undefined {
  const days = rows.flatMap((row) => {
    const [born, years] = [readDate(row[date]!, order), readAge(row[age]!)];
    return born?.length === 10 && years !== undefined && row[age] !== '' ? [Number(born.slice(0, 4)) + years + (Number(born.slice(5, 7)) - 0.5) / 12 + 0.5] : [];
  }).toSorted((one, other) => one - other);
  if (days.length < 20) return undefined;
  const middle = days[days.length >> 1]!;
  return `${Math.floor(middle)}-${String(Math.min(12, Math.floor((middle % 1) * 12) + 1)).padStart(2, '0')}-15`;
}
