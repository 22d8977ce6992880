import { reportOf, type Mapping } from '#exchange/interchange/rules.ts';
import type { ReadSheet } from '#exchange/interchange/sheet/read.ts';
import { tableOf, words } from './command.ts';

/** A file that was read, and what its columns are. */
export interface Prepared extends ReadSheet {
  readonly fileName: string;
  readonly digest: string;
  readonly mapping: Mapping;
}

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;

/** What was taken from the file without anybody saying so: for programs. */
export const guessesJson = ({ sheet, mapping, format, encoding, delimiter }: Prepared) => ({
  format, encoding, delimiter, sexLetters: mapping.sexLetters,
  columns: reportOf(sheet, mapping).map((column, index) => ({ ...column, dates: column.target === 'birth' || column.target === 'foundWhen' ? mapping.orders[index] : null })),
});

/** The same for people: how the file was read, what each column is, how its dates and letters for sex are meant. */
export function guessLines(file: Prepared): string[] {
  const { fileName, encoding } = file;
  const { format, delimiter, sexLetters, columns } = guessesJson(file);
  const orders = columns.flatMap(({ heading, dates }) => (dates === null || dates === 'undecided' ? [] : [words.say(`interchange.guessed.dates.${dates}`, { heading })]));
  return [
    format === 'xlsx' ? words.say('cli.import.read-excel', { file: fileName })
      : words.say('cli.import.read-text', { file: fileName, delimiter: words.name(`cli.import.delimiter.${delimiterNames[delimiter ?? ',']}`), encoding: encoding.toUpperCase() }),
    ...(encoding === 'windows-1252' ? [words.say('interchange.read.windows')] : []),
    ...orders,
    ...(sexLetters === 'undecided' ? [] : [words.say(`interchange.guessed.sex.${sexLetters}`)]),
    '',
    ...tableOf([
      ['column', 'field', 'meaning', 'filled'].map((key) => words.name(`cli.import.table.${key}`)),
      ...columns.map(({ heading, target, filled }) => [heading || '—', target, words.name(`interchange.target.${target}`), String(filled)]),
    ]),
  ];
}
