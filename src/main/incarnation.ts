import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IncarnationKeeper } from '#exchange/federation/index.ts';
import { keepBeside } from './beside-keys.ts';

const fileIn = (folder: string): string => path.join(folder, 'incarnation');

/**
 * How often this node came back from a backup (custody/1 section 1). It stands in a file beside the keys, not in the
 * database, so that restoring the database cannot lower it. Whoever restores a database raises it; a node that starts and
 * finds another number in its database than here takes up a new one above both and recovers from its peers before it acts.
 */
export function readIncarnation(keyFolder: string): number {
  const file = fileIn(keyFolder);
  if (!existsSync(file)) return 0;
  const incarnation = Number(readFileSync(file, 'utf8'));
  if (!Number.isInteger(incarnation) || incarnation < 0) throw new Error(`${file} does not hold a number`);
  return incarnation;
}

/** Incarnations count minutes from here, so that a node restored twice from one old copy of its keys has two of them. */
const beginning = Date.UTC(2026, 0, 1);

/** Raises it for good: above what this folder and `known` say, and above any that an earlier minute could have given. */
export function raiseIncarnation(keyFolder: string, known = 0): number {
  const incarnation = Math.max(readIncarnation(keyFolder) + 1, known + 1, Math.floor((Date.now() - beginning) / 60_000));
  keepBeside(keyFolder, 'incarnation', String(incarnation));
  return incarnation;
}

/** The number of one node, as its federation reads and raises it: several processes of one node share the file. */
export const incarnationIn = (keyFolder: string): IncarnationKeeper => ({
  current: () => readIncarnation(keyFolder),
  raise: (least) => raiseIncarnation(keyFolder, least),
});
