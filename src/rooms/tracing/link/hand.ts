import { bestLook, type SharedSketches } from '../kernels/glance.ts';
import type { BlockingOptions } from '../rules/candidate-pairs.ts';
import type { GlanceWeights } from '../rules/glance.ts';
import type { Model } from '../rules/model.ts';
import { samplePairs, type PairSample } from '../rules/pair-sample.ts';
import type { RecordTable } from '../rules/record-table.ts';
import { scorePairs, type ComparedPairs } from '../rules/score-pairs.ts';

export interface SampleTask {
  readonly kind: 'sample';
  readonly oneIn: number;
}

export interface ScoreTask {
  readonly kind: 'score';
  readonly model: Model;
  /** Bits of the least pair that is kept. */
  readonly least: number;
  /** Where given, pairs that do not pass the first look are not compared. */
  readonly look?: { readonly sketches: SharedSketches; readonly weights: GlanceWeights };
}

/** What one hand does with its share of the keys: the same in this thread and in a worker thread. */
export interface Hand {
  sample(task: SampleTask, onShare: (share: number) => void): PairSample;
  score(task: ScoreTask, onShare: (share: number) => void): ComparedPairs;
}

export function createHand(table: RecordTable, extraFields: number, blocking: BlockingOptions): Hand {
  return {
    sample: ({ oneIn }, onShare) => samplePairs(table, extraFields, blocking, oneIn, (done, families) => onShare(done / families)),
    score: ({ model, least, look }, onShare) =>
      scorePairs(table, extraFields, model, look === undefined ? blocking : { ...blocking, look: bestLook(look.sketches, look.weights, blocking.worker, blocking.boundary ?? 0) }, least, (done, families) => onShare(done / families)),
  };
}
