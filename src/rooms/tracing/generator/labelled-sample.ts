import { readNameKnowledge } from '../names.ts';
import { sameChild, sameFamily, unrelated } from '../rules/model.ts';
import { samplePairs, type PairSample } from '../rules/pair-sample.ts';
import type { PersonRecord } from '../rules/record.ts';
import { createRecordTable, type RecordTable } from '../rules/record-table.ts';

/** A record of a set whose truth is known. */
export interface TrueRecord {
  readonly record: PersonRecord;
  readonly childId: number;
  readonly familyId: number;
}

export interface LabelledSample {
  readonly table: RecordTable;
  readonly sample: PairSample;
  readonly labels: Uint8Array;
  /** Pairs of one child in the whole set, found as candidates or not. */
  readonly truePairs: number;
}

/** Candidate pairs of a set with known truth, compared and labelled with their class. */
export function labelledSample(records: readonly TrueRecord[], options: { readonly extraFields?: number; readonly mostInBlock?: number; readonly oneIn?: number } = {}): LabelledSample {
  const table = createRecordTable(readNameKnowledge());
  for (const { record } of records) table.append(record);
  const sample = samplePairs(table, options.extraFields ?? 0, { mostInBlock: options.mostInBlock ?? 30, worker: 0, workers: 1 }, options.oneIn ?? 1, () => undefined);
  const labels = Uint8Array.from({ length: sample.count }, (_, pair) => {
    const [left, right] = [records[sample.left[pair]!]!, records[sample.right[pair]!]!];
    return left.childId === right.childId ? sameChild : left.familyId === right.familyId ? sameFamily : unrelated;
  });
  const sizes = new Map<number, number>();
  for (const { childId } of records) sizes.set(childId, (sizes.get(childId) ?? 0) + 1);
  return { table, sample, labels, truePairs: [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0) };
}
