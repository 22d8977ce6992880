import { createKeyFamilies, type Refine } from './block-keys.ts';
import { grown } from './columns.ts';
import type { RecordTable } from './record-table.ts';

/** How far candidates are sought. */
export interface BlockingOptions {
  /** Records under one key of which every pair is a candidate; a crowded key is divided by a further fact. */
  readonly mostInBlock: number;
  /** Of several workers, which one this is: each takes the keys of its share of the hashes. */
  readonly worker: number;
  readonly workers: number;
  /** Where given, only pairs of one record below this slot and one from it on: two files are linked, not one cleaned. */
  readonly boundary?: number;
  /** A quick look at a pair, before it is known whether it came already: only those that pass are visited. */
  readonly isWanted?: (left: number, right: number) => boolean;
}

const slotBits = 22;
const slotSize = 2 ** slotBits;
const seenSize = 1 << 20;

/**
 * Calls `visit` with pairs of slots (lower first) that share a key. A pair that shares several keys may come more than
 * once. Families of keys are sorted one after the other, so memory is 8 bytes for each key of the largest family.
 * @returns the number of families done is told to `onFamily` for showing progress
 */
export function visitCandidates(
  table: RecordTable, extraFields: number, options: BlockingOptions, visit: (left: number, right: number) => void, onFamily: (done: number, families: number) => void,
): void {
  const { families, refine } = createKeyFamilies(table, extraFields);
  const seen = new Float64Array(seenSize);
  const sort = createKeySorter();
  const sortFiner = createKeySorter();
  const visitOnce = (one: number, other: number): void => {
    const [left, right] = one < other ? [one, other] : [other, one];
    if (left === right || (options.boundary !== undefined && (left >= options.boundary || right < options.boundary))) return;
    if (options.isWanted !== undefined && !options.isWanted(left, right)) return;
    const pair = left * slotSize + right + 1;
    const place = (Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)) >>> 12;
    if (seen[place] === pair) return;
    seen[place] = pair;
    visit(left, right);
  };
  for (const [index, family] of families.entries()) {
    const keys = sort(table.count, family.emit, (hash) => hash % options.workers === options.worker);
    eachBlock(keys, (from, to) => visitBlock(table, keys, from, to, refine, sortFiner, options.mostInBlock, visitOnce));
    onFamily(index + 1, families.length);
  }
}

type KeySorter = (count: number, emit: Refine, isMine: (hash: number) => boolean) => Float64Array;

/** Hash and slot of every key in one sorted column, which is used again by the next call. */
function createKeySorter(): KeySorter {
  let keys = new Float64Array(0);
  return (count, emit, isMine) => {
    let size = 0;
    let slot = 0;
    const add = (hash: number): void => {
      if (!isMine(hash)) return;
      keys = grown(keys, size + 1);
      keys[size++] = hash * slotSize + slot;
    };
    for (; slot < count; slot++) emit(slot, add);
    return keys.subarray(0, size).sort();
  };
}

function eachBlock(keys: Float64Array, visit: (from: number, to: number) => void): void {
  for (let from = 0; from < keys.length;) {
    const hash = Math.floor(keys[from]! / slotSize);
    let to = from + 1;
    while (to < keys.length && Math.floor(keys[to]! / slotSize) === hash) to++;
    if (to - from > 1) visit(from, to);
    from = to;
  }
}

function visitBlock(table: RecordTable, keys: Float64Array, from: number, to: number, refine: Refine, sortFiner: KeySorter, most: number, visit: (left: number, right: number) => void): void {
  const slotAt = (column: Float64Array, index: number): number => column[index]! % slotSize;
  const visitAll = (column: Float64Array, start: number, end: number): void => {
    for (let one = start; one < end; one++) for (let other = one + 1; other < end; other++) visit(slotAt(column, one), slotAt(column, other));
  };
  if (to - from <= most) { visitAll(keys, from, to); return; }
  const slots = Array.from(keys.subarray(from, to), (key) => key % slotSize);
  const finer = sortFiner(slots.length, (index, add) => refine(slots[index]!, add), () => true);
  for (let index = 0; index < finer.length; index++) finer[index] = Math.floor(finer[index]! / slotSize) * slotSize + slots[finer[index]! % slotSize]!;
  eachBlock(finer, (start, end) => {
    if (end - start <= most) { visitAll(finer, start, end); return; }
    // Still crowded: neighbours in the order of birth.
    const ordered = Array.from(finer.subarray(start, end), (key) => key % slotSize).sort((one, other) => table.births[one]! - table.births[other]! || one - other);
    const reach = most >> 1;
    for (let one = 0; one < ordered.length; one++) for (let other = one + 1; other < Math.min(ordered.length, one + reach); other++) visit(ordered[one]!, ordered[other]!);
  });
}
