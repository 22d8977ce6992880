import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Static, TArray } from 'typebox';
import { Check } from 'typebox/value';

/** Writes a small file beside the keys, whole or not at all, and durable before it returns. */
export function keepBeside(keyFolder: string, name: string, content: string): void {
  const file = path.join(keyFolder, name);
  mkdirSync(keyFolder, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, content, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  const folder = openSync(keyFolder, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** A list in a file beside a node's keys, which no restore of its database changes; empty without the file. */
export interface ListBesideKeys<Row> {
  /** Throws when the file is not what `write` wrote. */
  read(): readonly Row[];
  /** Durable before it returns. */
  write(rows: readonly Row[]): void;
}

/** @param of what the list is of, for the message about a file that is none */
export const listBesideKeys = <Rows extends TArray>(keyFolder: string, fileName: string, schema: Rows, of: string): ListBesideKeys<Static<Rows>[number]> => ({
  read: () => {
    const file = path.join(keyFolder, fileName);
    if (!existsSync(file)) return [];
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!Check(schema, kept)) throw new Error(`${file} is not a list of ${of}`);
    return kept;
  },
  write: (rows) => keepBeside(keyFolder, fileName, JSON.stringify(rows)),
});
