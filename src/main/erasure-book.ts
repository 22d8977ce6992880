import { Type } from 'typebox';
import type { ErasureBook } from '#exchange/federation/index.ts';
import { UuidText } from '#kernel/text-types.ts';
import { listBesideKeys } from './beside-keys.ts';

const Kept = Type.Array(Type.Object({ operationId: UuidText, sealed: Type.String() }));

/** Whom a node has erased, sealed, beside its keys: no restored backup brings them back. */
export const erasureBookIn = (keyFolder: string): ErasureBook => listBesideKeys(keyFolder, 'erasures.json', Kept, 'erasures');
