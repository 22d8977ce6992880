import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Type } from 'typebox';
import { Check } from 'typebox/value';
import type { ErasureBook } from '#exchange/federation/index.ts';
import { UuidText } from '#kernel/text-types.ts';
import { keepBeside } from './incarnation.ts';

const fileName = 'erasures.json';
const Kept = Type.Array(Type.Object({ operationId: UuidText, sealed: Type.String() }));

/** Whom a node has erased, sealed, in a file beside its keys: no restored backup brings them back. Throws when the file is not what this wrote. */
export const erasureBookIn = (keyFolder: string): ErasureBook => ({
  read: () => {
    const file = path.join(keyFolder, fileName);
    if (!existsSync(file)) return [];
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!Check(Kept, kept)) throw new Error(`${file} is not a list of erasures`);
    return kept;
  },
  write: (erasures) => keepBeside(keyFolder, fileName, JSON.stringify(erasures)),
});
