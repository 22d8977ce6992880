import { createKeyFamilies, type Refine } from './block-keys.ts';
import type { Look } from './glance.ts';
import { createKeyColumn, type KeyColumn } from './key-column.ts';
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
  /** Where given, only pairs whose lower slot it takes: for a sample, which then costs its share. */
  readonly isLeft?: (slot: number) => boolean;
  /** Where given, only pairs that pass it are visited. */
  readonly look?: Look;
}

/** Pairs that are remembered: all that came a moment ago, and longer those that were visited, the more the larger the file. */
const recentBits = 16;
const visitedBits = (records: number): number => Math.min(22, Math.max(16, Math.ceil(Math.log2(records * 8))));

/**
 * Calls `visit` with pairs of slots (lower first) that share a key. A pair that shares several keys may come more than
 * once. Families of keys are sorted one after the other, so memory is 16 bytes for each key of the largest family.
 * @param onFamily is told the number of families done, for showing progress
 * @returns how many pairs were looked at
 */
export function visitCandidates(
  table: RecordTable, extraFields: number, options: BlockingOptions, visit: (left: number, right: number) => void, onFamily: (done: number, families: number) => void,
): number {
  const { families, refine } = createKeyFamilies(table, extraFields);
  const { worker, workers, boundary = 0, isLeft, look, mostInBlock } = options;
  const keys = createKeyColumn();
  const finer = createKeyColumn();
  // Those of a crowded key meet again under several of its further facts, those of one child under several families.
  const isRecent = createMemory(recentBits);
  const isVisited = createMemory(visitedBits(table.count));
  const visitNew = (left: number, right: number): void => { if (!isVisited(left, right)) visit(left, right); };
  let looked = 0;
  /** All pairs of a block, or of each record and the `reach` that follow it. */
  const visitPairs = (slots: Uint32Array, from: number, to: number, reach: number): void => {
    const far = Math.min(reach, to - from);
    looked += (to - from) * (far - 1) - (far * (far - 1)) / 2;
    if (look !== undefined) { look(slots, from, to, reach, visitNew); return; }
    for (let one = from; one < to; one++) {
      const first = slots[one]!;
      const end = one + reach < to ? one + reach : to;
      for (let other = one + 1; other < end; other++) {
        const second = slots[other]!;
        const left = first < second ? first : second;
        const right = first < second ? second : first;
        if (left === right || (boundary > 0 && (left >= boundary || right < boundary)) || (isLeft !== undefined && !isLeft(left))) continue;
        if (!isRecent(left, right)) visitNew(left, right);
      }
    }
  };
  const hasLeft = (slots: Uint32Array, from: number, to: number): boolean => {
    for (let index = from; index < to; index++) if (isLeft!(slots[index]!)) return true;
    return false;
  };
  const visitBlock = (slots: Uint32Array, from: number, to: number): void => {
    if (isLeft !== undefined && !hasLeft(slots, from, to)) return;
    if (to - from <= mostInBlock) { visitPairs(slots, from, to, to - from); return; }
    divide(slots, from, to, refine, finer, (own, start, end) => {
      if (end - start <= mostInBlock) visitPairs(own, start, end, end - start);
      // Still crowded: neighbours in the order of birth.
      else visitPairs(own.slice(start, end).sort((one, other) => table.births[one]! - table.births[other]! || one - other), 0, end - start, mostInBlock >> 1);
    });
  };
  for (const [index, family] of families.entries()) {
    keys.clear();
    let slot = 0;
    const add = (hash: number): void => { if (hash % workers === worker) keys.add(hash, slot); };
    for (; slot < table.count; slot++) family.emit(slot, add);
    keys.sort();
    eachBlock(keys, visitBlock);
    onFamily(index + 1, families.length);
  }
  return looked;
}

/** Whether a pair came before, as far as that is remembered: a new pair takes the place of an old one. */
function createMemory(bits: number): (left: number, right: number) => boolean {
  const lefts = new Uint32Array(1 << bits).fill(2 ** 32 - 1);
  const rights = new Uint32Array(1 << bits);
  return (left, right) => {
    const place = (Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)) >>> (32 - bits);
    if (lefts[place] === left && rights[place] === right) return true;
    lefts[place] = left;
    rights[place] = right;
    return false;
  };
}

/** Divides the records of a crowded key by each further fact; what all of them have in common (the key itself) divides nothing and comes once. */
function divide(slots: Uint32Array, from: number, to: number, refine: Refine, finer: KeyColumn, visit: (slots: Uint32Array, from: number, to: number) => void): void {
  finer.clear();
  let slot = 0;
  const add = (hash: number): void => finer.add(hash, slot);
  for (let index = from; index < to; index++) {
    slot = slots[index]!;
    refine(slot, add);
  }
  finer.sort();
  let isWholeDone = false;
  eachBlock(finer, (own, start, end) => {
    if (end - start === to - from) {
      if (isWholeDone) return;
      isWholeDone = true;
    }
    visit(own, start, end);
  });
}

function eachBlock({ size, hashes, slots }: KeyColumn, visit: (slots: Uint32Array, from: number, to: number) => void): void {
  for (let from = 0; from < size;) {
    const hash = hashes[from]!;
    let to = from + 1;
    while (to < size && hashes[to] === hash) to++;
    if (to - from > 1) visit(slots, from, to);
    from = to;
  }
}
