import { succeed, type Result } from '#kernel/result.ts';
import { readNameKnowledge } from '../names.ts';
import { priorModel } from '../prior-model.ts';
import { adaptModel, scoresOf } from '../rules/adapt.ts';
import { createCompare } from '../rules/compare.ts';
import { shareSketches, sketchesOf } from '../kernels/glance.ts';
import { learnGlance } from '../rules/learn-glance.ts';
import { createScorer, type Model } from '../rules/model.ts';
import { createOutcome } from '../rules/outcome.ts';
import type { PairSample } from '../rules/pair-sample.ts';
import type { RecordTable } from '../rules/record-table.ts';
import type { ScoredPairs } from '../rules/score-pairs.ts';
import { requireColumns } from './asked-mapping.ts';
import { completePairs, decide, type Decision } from './decide.ts';
import type { AskedMapping } from './guess-mapping.ts';
import { readHead, readTables, type FileHead, type LinkedTable } from './read-tables.ts';
import type { ScoreTask } from './hand.ts';
import { createWorkForce } from './work-force.ts';

export type LinkStage = 'read' | 'learn' | 'compare' | 'write';

export interface LinkOptions {
  readonly left: string;
  /** Without a second file the first is searched for records of one person. */
  readonly right?: string;
  readonly asked: AskedMapping;
  /** Least probability of a pair that is given out; without it the one with the best expected F1. */
  readonly threshold?: number;
  readonly workers: number;
  /** Records from which worker threads are used (else where they pay). */
  readonly threadsFrom?: number;
  /** Records from which pairs are looked at before they are compared (else where it pays). */
  readonly glanceFrom?: number;
  readonly onMapping?: (heads: readonly FileHead[]) => void;
  readonly onProgress?: (stage: LinkStage, share: number) => void;
}

export interface LinkedFiles {
  readonly heads: readonly FileHead[];
  readonly records: LinkedTable;
  readonly model: Model;
  readonly sample: PairSample;
  /** Pairs that share a key, as often as they do, and those of them that were compared on every field. */
  readonly looked: number;
  readonly compared: number;
  /** Every pair that is not hopeless, by record; `probabilities` and `scores` go with it. */
  readonly pairs: ScoredPairs;
  readonly probabilities: Float64Array;
  readonly decision: Decision;
}

/** Pairs in the sample from which a file's weights are learned. */
const sampleSize = 300_000;
/** Candidates to be expected for each record of a large file. */
const candidatesPerRecord = 200;
/**
 * Bits below which a pair is forgotten. In a file of twice the size twice as many strangers bear a name, and of a pair of one score half as
 * often one person: the limit rises by a bit, up to where hardly any is given out.
 */
const hopelessFor = (records: number): number => Math.min(-2, -7 + Math.log2(Math.max(1, records / 10_000)));
/** Share of the links that the first look may lose: in a large file more, where what it saves is far more and its sample holds few links. */
const mostLostFor = (records: number): number => Math.min(0.01, 0.001 * Math.max(1, records / 30_000));
/** Records below which every candidate is compared. */
const manyRecords = 10_000;
const mostInBlock = 30;

/** Links two files or finds the duplicates of one, without labels. Refuses as `readHead` and `readTables`. */
export async function linkFiles(options: LinkOptions): Promise<Result<LinkedFiles>> {
  const heads: FileHead[] = [];
  for (const file of options.right === undefined ? [options.left] : [options.left, options.right]) {
    const head = await readHead(file, options.asked);
    if (!head.ok) return head;
    heads.push(head.value);
  }
  const known = requireColumns(options.asked, heads.map(({ header }) => header));
  if (!known.ok) return known;
  options.onMapping?.(heads);
  const read = await readTables(heads, readNameKnowledge(), (done, of) => options.onProgress?.('read', done / of));
  if (!read.ok) return read;
  const { table, extras, boundary } = read.value;
  const force = createWorkForce(table, extras.length, mostInBlock, heads.length === 2 ? boundary : undefined, options.workers, options.threadsFrom);
  try {
    options.onProgress?.('learn', 0);
    const sample = await force.sample({ kind: 'sample', oneIn: Math.max(1, Math.floor((table.count * candidatesPerRecord) / sampleSize)) }, (share) => options.onProgress?.('learn', share * 0.7));
    const model = adaptModel(priorModel, sample);
    const least = hopelessFor(table.count);
    const look = table.count < (options.glanceFrom ?? manyRecords) ? undefined : learnLook(table, extras.length, force.hands, sample, scoresOf(model, sample));
    options.onProgress?.('learn', 1);
    const compared = await force.score({ kind: 'score', model, least, ...(look === undefined ? {} : { look }) }, (share) => options.onProgress?.('compare', share));
    const scorer = createScorer(model, extras.length);
    const probabilitiesOf = ({ scores }: ScoredPairs): Float64Array => scores.map((score) => scorer.probabilityOf(score));
    const compare = createCompare(table, extras.length);
    const outcome = createOutcome(extras.length);
    const scoreOf = (one: number, other: number): number => {
      compare(one, other, outcome);
      return scorer.score(outcome);
    };
    const pairs = heads.length === 1 ? completePairs(table.count, compared, probabilitiesOf(compared), options.threshold, scoreOf) : compared;
    const probabilities = probabilitiesOf(pairs);
    const isSame = (one: number, other: number): boolean => scorer.probabilityOf(scoreOf(one, other)) >= 0.5;
    const decision = decide(table.count, pairs, probabilities, heads.length === 1 ? undefined : isSame, options.threshold);
    return succeed({ heads, records: read.value, model, sample, looked: compared.looked, compared: compared.compared, pairs, probabilities, decision });
  } finally {
    await force.close();
  }
}

/** The first look for a file, learned from its sample; undefined where that holds too few pairs that are kept. */
function learnLook(table: RecordTable, extraFields: number, hands: number, sample: PairSample, scores: Float64Array): ScoreTask['look'] {
  const sketches = shareSketches(table, extraFields, hands);
  const weights = learnGlance(sketchesOf(sketches), sample, scores, mostLostFor(table.count));
  return weights === undefined ? undefined : { sketches, weights };
}
