import { classCount, createScorer, sameChild, sameFamily, unrelated, type FieldWeights, type Model } from './model.ts';
import { createOutcome, extraField, field, isContradiction, levelCount, type Outcome } from './outcome.ts';
import type { PairSample } from './pair-sample.ts';

/** How strongly a file's own pairs move the weights. */
export interface AdaptOptions {
  readonly rounds: number;
  /** Pairs of a class that weigh as much as what was learned before; a fifth of that for other columns. */
  readonly priorPairs: number;
  /** Furthest that a learned weight moves, in bits; other columns have learned nothing yet and are free. */
  readonly mostBits: number;
  /** Share of the difference in the number of matches that is believed. */
  readonly priorTrust: number;
  /** Bits that pairs must have beyond what the weights ask while the first rounds learn; one less each round. */
  readonly caution: number;
}

/**
 * What a file may teach. Without other columns very little: nothing in it tells a careless record of one child from a
 * brother's, and measured on unseen corridors free adaptation costs more than it brings. Other columns are witnesses.
 */
export const adaptationFor = (sample: PairSample): AdaptOptions =>
  sample.fieldCount === extraField ? { rounds: 2, priorPairs: 400, mostBits: 0.5, priorTrust: 0.3, caution: 0 }
  : hasNames(sample) ? { rounds: 8, priorPairs: 100, mostBits: 6, priorTrust: 1, caution: 0 }
  // Not persons: what was learned of children's phones and places is no guide, and branches of one chain share a name.
  : { rounds: 12, priorPairs: 15, mostBits: 14, priorTrust: 1, caution: 6 };
const freeBits = 14;

/** Whether the records name persons. */
function hasNames(sample: PairSample): boolean {
  let named = 0;
  for (let pair = 0; pair < sample.count; pair++) if (sample.levels[pair * sample.fieldCount + field.given] !== 0 || sample.levels[pair * sample.fieldCount + field.surname] !== 0) named++;
  return named > sample.count / 20;
}

/** Fields in which brothers and sisters are as unlike as strangers; without this anchor "one child" swallows siblings. */
const anchored: ReadonlySet<number> = new Set([field.given, field.crossed, field.alias, field.sex, field.birth, field.identifier]);

/**
 * Fits the weights to a registry without any labels (expectation and maximisation, anchored): each pair is given to the
 * three classes by the present weights; the levels are counted again; each weight moves by what the count differs from
 * the one it was learned with. Few pairs move little.
 * @returns the model for this registry, with one set of weights for each other column it has
 */
export function adaptModel(model: Model, sample: PairSample, options: AdaptOptions = adaptationFor(sample)): Model {
  const extras = sample.fieldCount - extraField;
  const own: FieldWeights[] = Array.from({ length: sample.fieldCount }, (_, index) => model.fields[Math.min(index, extraField)]!);
  let adapted: Model = { ...model, fields: own };
  for (let round = 0; round < options.rounds; round++) {
    const caution = Math.max(0, options.caution - round);
    const belongs = assign({ ...adapted, prior: [adapted.prior[sameChild] - caution, adapted.prior[sameFamily], adapted.prior[unrelated]] }, sample, extras);
    adapted = { ...model, prior: priorOf(model, belongs, sample.count, options), fields: own.map((weights, index) => moved(weights, index, belongs, sample, options)) };
  }
  return { ...adapted, fields: [...adapted.fields, model.fields[extraField]!] };
}

/** Calls `visit` with the outcome of each pair of a sample; the outcome is used again for the next. */
function eachOutcome(sample: PairSample, visit: (outcome: Outcome, pair: number) => void): void {
  const outcome = createOutcome(sample.fieldCount - extraField);
  for (let pair = 0; pair < sample.count; pair++) {
    const at = pair * sample.fieldCount;
    for (let index = 0; index < sample.fieldCount; index++) {
      outcome.levels[index] = sample.levels[at + index]!;
      outcome.rarity[index] = sample.rarity[at + index]!;
    }
    visit(outcome, pair);
  }
}

/** The score of each pair of a sample, in bits. */
export function scoresOf(model: Model, sample: PairSample): Float64Array {
  const scorer = createScorer(model, sample.fieldCount - extraField);
  const scores = new Float64Array(sample.count);
  eachOutcome(sample, (outcome, pair) => { scores[pair] = scorer.score(outcome); });
  return scores;
}

/** Probability of each class for each pair, three numbers a pair. */
function assign(model: Model, sample: PairSample, extras: number): Float32Array {
  const scorer = createScorer(model, extras);
  const belongs = new Float32Array(sample.count * classCount);
  eachOutcome(sample, (outcome, pair) => {
    const sums = scorer.classSums(outcome);
    const most = Math.max(sums[0]!, sums[1]!, sums[2]!);
    const total = 2 ** (sums[0]! - most) + 2 ** (sums[1]! - most) + 2 ** (sums[2]! - most);
    for (let kind = 0; kind < classCount; kind++) belongs[pair * classCount + kind] = 2 ** (sums[kind]! - most) / total;
  });
  return belongs;
}

function priorOf(model: Model, belongs: Float32Array, count: number, options: AdaptOptions): Model['prior'] {
  const totals = [0, 0, 0];
  for (let at = 0; at < belongs.length; at++) totals[at % classCount]! += belongs[at]!;
  const bits = (kind: number): number => {
    const before = model.classShares[kind]!;
    return model.prior[kind]! + options.priorTrust * (Math.log2((totals[kind]! + options.priorPairs * 2 ** before) / (count + options.priorPairs)) - before);
  };
  return [bits(sameChild), bits(sameFamily), bits(unrelated)];
}

/** The weights of one field after counting its levels by class. */
function moved(weights: FieldWeights, index: number, belongs: Float32Array, sample: PairSample, options: AdaptOptions): FieldWeights {
  const levels = levelCount(index);
  const counts = new Float64Array(levels * classCount);
  const said = [0, 0, 0];
  let [rarity, rare] = [0, 0];
  for (let pair = 0; pair < sample.count; pair++) {
    const at = pair * sample.fieldCount + index;
    const level = sample.levels[at]!;
    if (level === 0) continue;
    for (let kind = 0; kind < classCount; kind++) {
      const chance = belongs[pair * classCount + kind]!;
      counts[level * classCount + kind]! += chance;
      said[kind]! += chance;
    }
    if (sample.rarity[at]! > 0) { rarity += belongs[pair * classCount + sameChild]! * sample.rarity[at]!; rare += belongs[pair * classCount + sameChild]!; }
  }
  const isExtra = index >= extraField;
  const priorPairs = isExtra ? options.priorPairs / 5 : options.priorPairs;
  const mostBits = isExtra ? freeBits : options.mostBits;
  const moves = (level: number, kind: number): number => {
    if (kind === sameFamily && anchored.has(index)) return 0;
    const before = weights.shares[level * classCount + kind]!;
    const after = Math.log2((counts[level * classCount + kind]! + priorPairs * 2 ** before) / (said[kind]! + priorPairs));
    return Math.max(-mostBits, Math.min(mostBits, after - before));
  };
  return {
    ...weights,
    // Another column has nothing but its counts; a learned field keeps what it knows beyond them.
    levels: isExtra ? weights.shares.map((share, at) => (at < classCount ? 0 : share + moves(Math.floor(at / classCount), at % classCount))) : weights.levels.map((bits, at) => (at < classCount || (isContradiction(index, Math.floor(at / classCount)) && at % classCount === sameFamily) ? bits : bits + moves(Math.floor(at / classCount), at % classCount))),
    rarityMean: (rarity + priorPairs * weights.rarityMean) / (rare + priorPairs),
  };
}
