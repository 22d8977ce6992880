import { visitCandidates, type BlockingOptions } from './candidate-pairs.ts';
import { createCompare } from './compare.ts';
import { grown } from './columns.ts';
import { createOutcome, extraField } from './outcome.ts';
import { orderOfPairs } from './pair-order.ts';
import type { RecordTable } from './record-table.ts';

/** Compared pairs as columns, for learning: outcome `n` of `fieldCount` fields starts at `n * fieldCount`. */
export interface PairSample {
  readonly count: number;
  readonly fieldCount: number;
  readonly levels: Uint8Array;
  readonly rarity: Float32Array;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/** Samples of several workers as one, each pair once, in the order of the records: the same however many workers there were. */
export function joinSamples(samples: readonly PairSample[]): PairSample {
  const { fieldCount } = samples[0]!;
  const count = samples.reduce((sum, sample) => sum + sample.count, 0);
  const [left, right, from] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(samples.length)];
  let end = 0;
  for (const [index, sample] of samples.entries()) {
    from[index] = end;
    left.set(sample.left, end);
    right.set(sample.right, end);
    end += sample.count;
  }
  const kept = orderOfPairs(count, left, right);
  const joined = { count: kept.length, fieldCount, levels: new Uint8Array(kept.length * fieldCount), rarity: new Float32Array(kept.length * fieldCount), left: kept.map((pair) => left[pair]!), right: kept.map((pair) => right[pair]!) };
  for (const [index, pair] of kept.entries()) {
    let which = samples.length - 1;
    while (from[which]! > pair) which--;
    const at = (pair - from[which]!) * fieldCount;
    joined.levels.set(samples[which]!.levels.subarray(at, at + fieldCount), index * fieldCount);
    joined.rarity.set(samples[which]!.rarity.subarray(at, at + fieldCount), index * fieldCount);
  }
  return joined;
}

/**
 * Compares distinct candidate pairs of a table, all of them or a fair sample.
 * @param oneIn keeps each pair with the chance 1 / `oneIn`: all pairs of some records (the lower slot, by its hash) with what follows
 *   them, the same every time, so that a sample of a large file costs little more than its keys
 */
export function samplePairs(table: RecordTable, extraFields: number, blocking: BlockingOptions, oneIn: number, onFamily: (done: number, families: number) => void): PairSample {
  const compare = createCompare(table, extraFields);
  const outcome = createOutcome(extraFields);
  const fieldCount = extraField + extraFields;
  const seen = new Set<number>();
  let levels = new Uint8Array(0);
  let rarity = new Float32Array(0);
  let leftColumn = new Uint32Array(0);
  let rightColumn = new Uint32Array(0);
  let count = 0;
  const isLeft = (slot: number): boolean => {
    const hash = Math.imul(slot + 1, 0x9e3779b1);
    return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0 < 2 ** 32 / oneIn;
  };
  visitCandidates(table, extraFields, oneIn === 1 ? blocking : { ...blocking, isLeft }, (left, right) => {
    const pair = left * 2 ** 26 + right;
    if (seen.has(pair)) return;
    seen.add(pair);
    compare(left, right, outcome);
    levels = grown(levels, (count + 1) * fieldCount);
    rarity = grown(rarity, (count + 1) * fieldCount);
    leftColumn = grown(leftColumn, count + 1);
    rightColumn = grown(rightColumn, count + 1);
    levels.set(outcome.levels, count * fieldCount);
    rarity.set(outcome.rarity, count * fieldCount);
    leftColumn[count] = left;
    rightColumn[count] = right;
    count++;
  }, onFamily);
  return { count, fieldCount, levels: levels.slice(0, count * fieldCount), rarity: rarity.slice(0, count * fieldCount), left: leftColumn.slice(0, count), right: rightColumn.slice(0, count) };
}
