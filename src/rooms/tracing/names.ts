import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { nameTokens } from './rules/letters.ts';
import { createNicknameBook, type NicknameRow } from './rules/nickname.ts';
import type { NameKnowledge } from './rules/record-table.ts';

/** Rows of one list in `reference/names`, by column name. */
export const readNameList = (file: string): Record<string, string>[] =>
  parse(readFileSync(new URL(`../../../reference/names/${file}`, import.meta.url), 'utf8'), { columns: true });

/** Nicknames and abbreviations from `reference/names`; read once at start. */
export function readNameKnowledge(): NameKnowledge {
  const nicknames: NicknameRow[] = ['nicknames.csv', 'nicknames_english.csv'].flatMap((file) =>
    readNameList(file).map((row) => ({ formal: row['formal_name']!, nickname: row['nickname']! })));
  const abbreviations = readNameList('abbreviations.csv').map((row): [string, string] =>
    [row['abbreviation']!.toLowerCase(), nameTokens(row['name']!)[0]!]);
  return { nicknames: createNicknameBook(nicknames), abbreviations: new Map(abbreviations) };
}
