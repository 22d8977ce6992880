import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import type { Instant } from '#kernel/instant.ts';
import { instantPattern } from '#kernel/instant.ts';

const InstantText = Type.Unsafe<Instant>(Type.String({ pattern: instantPattern }));
const Last = Type.Object({ madeAt: Type.Union([InstantText, Type.Null()]), file: Type.Union([Type.String(), Type.Null()]), drilledAt: Type.Union([InstantText, Type.Null()]) });
/** When this node was last saved, and when a backup was last proven by restoring it. */
export type LastBackup = Static<typeof Last>;

const fileIn = (dataFolder: string): string => path.join(dataFolder, 'last-backup.json');

export function readLastBackup(dataFolder: string): LastBackup {
  try {
    const content: unknown = JSON.parse(readFileSync(fileIn(dataFolder), 'utf8'));
    if (Check(Last, content)) return content;
  } catch {
    // none yet, or not readable: both mean that nothing is known of a backup
  }
  return { madeAt: null, file: null, drilledAt: null };
}

export function noteBackup(dataFolder: string, change: Partial<LastBackup>): void {
  const file = fileIn(dataFolder);
  writeFileSync(`${file}.new`, JSON.stringify({ ...readLastBackup(dataFolder), ...change }), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
