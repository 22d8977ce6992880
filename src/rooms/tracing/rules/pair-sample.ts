import { visitCandidates, type BlockingOptions } from './candidate-pairs.ts';
import { createCompare } from './compare.ts';
import { grown } from './columns.ts';
import { createOutcome, extraField } from './outcome.ts';
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
  const places = samples.flatMap((sample, from) => Array.from({ length: sample.count }, (_, at) => ({ from, at, pair: sample.left[at]! * 2 ** 26 + sample.right[at]! })));
  places.sort((one, other) => one.pair - other.pair);
  const kept = places.filter(({ pair }, index) => index === 0 || places[index - 1]!.pair !== pair);
  const joined = {
    count: kept.length, fieldCount, levels: new Uint8Array(kept.length * fieldCount), rarity: new Float32Array(kept.length * fieldCount),
    left: new Uint32Array(kept.length), right: new Uint32Array(kept.length),
  };
  for (const [index, { from, at }] of kept.entries()) {
    const sample = samples[from]!;
    joined.levels.set(sample.levels.subarray(at * fieldCount, (at + 1) * fieldCount), index * fieldCount);
    joined.rarity.set(sample.rarity.subarray(at * fieldCount, (at + 1) * fieldCount), index * fieldCount);
    joined.left[index] = sample.left[at]!;
    joined.right[index] = sample.right[at]!;
  }
  return joined;
}

/**
 * Compares distinct candidate pairs of a table, all of them or a fair sample.
 * @param oneIn keeps each pair with the chance 1 / `oneIn`, by a hash of the pair: the same pairs every time
 */
export function samplePairs(table: RecordTable, extraFields: number, blocking: BlockingOptions, oneIn: number): PairSample {
  const compare = createCompare(table, extraFields);
  const outcome = createOutcome(extraFields);
  const fieldCount = extraField + extraFields;
  const seen = new Set<number>();
  let levels = new Uint8Array(0);
  let rarity = new Float32Array(0);
  let leftColumn = new Uint32Array(0);
  let rightColumn = new Uint32Array(0);
  let count = 0;
  visitCandidates(table, extraFields, blocking, (left, right) => {
    const hash = (Math.imul(left + 1, 0x9e3779b1) ^ Math.imul(right + 1, 0x85ebca6b)) >>> 0;
    if (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0 >= 2 ** 32 / oneIn) return;
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
  }, () => undefined);
  return { count, fieldCount, levels, rarity, left: leftColumn, right: rightColumn };
}
