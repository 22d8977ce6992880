import { firstDayOf, kindOf } from './birth.ts';
import { role } from './roles.ts';

/** What a scan needs to know of a request beside the gains in the columns. */
export interface ScanRequest {
  /** Slots below this are looked at. */
  readonly until: number;
  readonly birth: number;
  /** Is added to a birth's span of days to have its place among the gains. */
  readonly bucketBase: number;
  /** Gain of the very same birth (`gainOf`). */
  readonly sameBirth: number;
  readonly kept: number;
}

/** Gains are whole numbers, so many to a bit: sums of them are exact in whatever order, and the columns are half as long. */
const gainsPerBit = 64;
export const gainOf = (bits: number): number => Math.max(-0x7fff, Math.min(0x7fff, Math.round(bits * gainsPerBit)));

/** How many of each kind a set of columns must hold. */
export interface ColumnSizes {
  readonly records?: number;
  readonly words?: number;
  readonly tokens?: number;
  readonly values?: number;
}

/**
 * The records of a registry as columns, and beside them what a request gains by each name or value. `reserve` may replace
 * every array: read them anew after it. What was not written is 0.
 */
export interface Columns {
  /** Words of slot `n` lie from `starts[n]` to `starts[n + 1]`. */
  readonly starts: Uint32Array;
  readonly words: Uint32Array;
  readonly births: Int32Array;
  readonly sexes: Uint8Array;
  /** 1 for slots that were removed. */
  readonly gone: Uint8Array;
  /** What a token gains (`gainOf`) as a given name, a surname, a nickname or alias, a parent's name; then values; then births and sexes. */
  readonly given: Int16Array;
  readonly surname: Int16Array;
  readonly said: Int16Array;
  readonly parent: Int16Array;
  readonly value: Int16Array;
  readonly birthGain: Int16Array;
  readonly sexGain: Int16Array;
  reserve(sizes: ColumnSizes): void;
  /** Slots with the highest sums of gains, highest first; of equal ones the older. */
  scan(request: ScanRequest): readonly number[];
}

/** Births are looked up by kind and by span of days around the request's. */
export const birthBuckets = 256;
export const birthBucketDays = 128;

type Scanned = Pick<Columns, 'starts' | 'words' | 'births' | 'sexes' | 'gone' | 'given' | 'surname' | 'said' | 'parent' | 'value' | 'birthGain' | 'sexGain'>;

/** Each record is a sum of looked-up gains. The reference of `assembly/records.ts`. @returns the best, in no order */
export function scanColumns(columns: Scanned, { until, birth, bucketBase, sameBirth, kept }: ScanRequest): { readonly sums: Int32Array; readonly slots: Uint32Array } {
  const { starts, words, births, sexes, gone, given, surname, said, parent, value, birthGain, sexGain } = columns;
  const sums = new Int32Array(kept);
  const slots = new Uint32Array(kept);
  let size = 0;
  for (let slot = 0, index = 0; slot < until; slot++) {
    const end = starts[slot + 1]!;
    const other = births[slot]!;
    let sum = sexGain[sexes[slot]!]!;
    if (other !== 0) {
      const bucket = Math.trunc(firstDayOf(other) / birthBucketDays) + bucketBase;
      sum += other === birth ? sameBirth : birthGain[kindOf(other) * birthBuckets + (bucket >= 0 && bucket < birthBuckets ? bucket : 0)]!;
    }
    for (; index < end; index++) {
      const word = words[index]!;
      const roleNumber = word >>> 27;
      const id = word & 0x7ffffff;
      sum += roleNumber === role.given ? given[id]! : roleNumber === role.surname ? surname[id]! : roleNumber > role.father ? value[id]!
        : roleNumber >= role.mother ? parent[id]! : said[id]!;
    }
    if ((size === kept && sum <= sums[0]!) || gone[slot] === 1) continue;
    place(size, slot, sum, sums, slots);
    if (size < kept) size++;
  }
  return { sums: sums.subarray(0, size), slots: slots.subarray(0, size) };
}

const isWorse = (sum: number, slot: number, otherSum: number, otherSlot: number): boolean => sum < otherSum || (sum === otherSum && slot > otherSlot);

/** A binary heap with the worst on top; `size` entries are valid, the new one goes in at the end or in place of the top. */
function place(size: number, slot: number, sum: number, sums: Int32Array, slots: Uint32Array): void {
  let hole = size < sums.length ? size : 0;
  for (;;) {
    const next = size < sums.length ? (hole - 1) >> 1 : worseChild(hole, size, sums, slots);
    if (next < 0 || next >= size) break;
    const goesOn = size < sums.length ? isWorse(sum, slot, sums[next]!, slots[next]!) : isWorse(sums[next]!, slots[next]!, sum, slot);
    if (!goesOn) break;
    sums[hole] = sums[next]!;
    slots[hole] = slots[next]!;
    hole = next;
  }
  sums[hole] = sum;
  slots[hole] = slot;
}

function worseChild(hole: number, size: number, sums: Int32Array, slots: Uint32Array): number {
  const child = 2 * hole + 1;
  return child + 1 < size && isWorse(sums[child + 1]!, slots[child + 1]!, sums[child]!, slots[child]!) ? child + 1 : child;
}

/** The `kept` best of what scans of several ranges kept. */
export function bestFirst(sums: ArrayLike<number>, slots: ArrayLike<number>, kept: number): number[] {
  return Array.from({ length: sums.length }, (_, index) => index)
    .sort((one, other) => sums[other]! - sums[one]! || slots[one]! - slots[other]!).slice(0, kept).map((index) => slots[index]!);
}
