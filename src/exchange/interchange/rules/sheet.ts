import type { Day } from '#kernel/instant.ts';
import { guessColumns, type Target } from './columns.ts';
import { sexLettersOf, type SexLetters } from './codes.ts';
import { orderOf, type DateOrder } from './dates.ts';

/** A spreadsheet as read: texts only, every row as long as the heading. `number` is the row's own number in the file. */
export interface Sheet {
  readonly headings: readonly string[];
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
}

/** What each column is, and how its dates and its letters for sex are meant. */
export interface Mapping {
  readonly targets: readonly Target[];
  readonly orders: readonly DateOrder[];
  readonly sexLetters: SexLetters;
}

export const columnOf = (sheet: Sheet, column: number): string[] => sheet.rows.flatMap(({ cells }) => (cells[column] ? [cells[column]] : []));

/** What the headings and the whole columns say; a person may change the targets. */
export function guessMapping(sheet: Sheet): Mapping {
  return mappingFor(sheet, guessColumns(sheet.headings, (column) => columnOf(sheet, column).length === 0));
}

/** The mapping with these targets; `order` decides where a column does not. */
export function mappingFor(sheet: Sheet, targets: readonly Target[], order: DateOrder = 'undecided'): Mapping {
  const sex = targets.indexOf('sex');
  const orders = targets.map((target, column) => {
    if (target !== 'birth' && target !== 'foundWhen') return 'undecided';
    const own = orderOf(columnOf(sheet, column));
    return own === 'undecided' ? order : own;
  });
  return { targets, orders, sexLetters: sex < 0 ? 'undecided' : sexLettersOf(columnOf(sheet, sex), sheet.headings[sex]!) };
}

/** What becomes of one column, for the report. */
export interface ColumnReport {
  readonly heading: string;
  readonly target: Target;
  readonly filled: number;
}

export const reportOf = (sheet: Sheet, { targets }: Mapping): ColumnReport[] =>
  sheet.headings.map((heading, column) => ({ heading, target: targets[column]!, filled: columnOf(sheet, column).length }));

/** What understanding a row needs beside the sheet. */
export interface Surroundings {
  readonly today: Day;
  readonly newIdentifier: () => string;
  /** A municipality or department by its words; null when the gazetteer has none or more than one of that name. */
  readonly findPlace: (words: string, kind: 'department' | 'municipality', country: string | undefined, department: string | undefined) => FoundPlace | null;
}
export interface FoundPlace {
  readonly country: string;
  readonly department?: string;
  readonly municipality?: string;
  readonly code: string;
}
