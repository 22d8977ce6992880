import type { RecordTable } from './record-table.ts';
import { idOf, roleCount, roleOf } from './roles.ts';

/** Most words of one record that are compared; the rest of a longer one (a whole sentence in a field) is cut. */
export const mostWords = 64;

/** One record laid out for comparison: the ids of its words, and from where to where each role's lie. */
export interface Side {
  readonly ids: Int32Array;
  /** Words of role `r` lie from `from[r]` to `from[r + 1]`. */
  readonly from: Uint8Array;
  /** 1 for words that have found a partner. */
  readonly isUsed: Uint8Array;
}

export const createSide = (): Side => ({ ids: new Int32Array(mostWords), from: new Uint8Array(roleCount + 1), isUsed: new Uint8Array(mostWords) });

export function readSide(table: RecordTable, slot: number, side: Side): void {
  const { words, starts } = table;
  const start = starts[slot]!;
  const count = Math.min(mostWords, starts[slot + 1]! - start);
  let role = 0;
  for (let index = 0; index < count; index++) {
    const word = words[start + index]!;
    side.ids[index] = idOf(word);
    for (const own = roleOf(word); role <= own; role++) side.from[role] = index;
  }
  for (; role <= roleCount; role++) side.from[role] = count;
}

/** How many words of a range found no partner. */
export function unusedIn(side: Side, from: number, to: number): number {
  let unused = 0;
  for (let index = from; index < to; index++) if (side.isUsed[index] === 0) unused++;
  return unused;
}
