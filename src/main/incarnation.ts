import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const fileIn = (folder: string): string => path.join(folder, 'incarnation');

/**
 * How often this node came back from a backup (custody/1 section 1). It stands in a file beside the keys, not in the
 * database, so that restoring the database cannot lower it.
 */
export function readIncarnation(keyFolder: string): number {
  const file = fileIn(keyFolder);
  if (!existsSync(file)) return 0;
  const incarnation = Number(readFileSync(file, 'utf8'));
  if (!Number.isInteger(incarnation) || incarnation < 0) throw new Error(`${file} does not hold a number`);
  return incarnation;
}

/** Raises it by one, for good. */
export function raiseIncarnation(keyFolder: string): number {
  const incarnation = readIncarnation(keyFolder) + 1;
  const file = fileIn(keyFolder);
  writeFileSync(`${file}.new`, String(incarnation), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return incarnation;
}
