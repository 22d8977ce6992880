import { extraField, isContradiction, levelCount, type Outcome } from './outcome.ts';

/** Three hypotheses about a pair: one child, two of one family, two that have nothing to do with each other. */
export const sameChild = 0;
export const sameFamily = 1;
export const unrelated = 2;
export const classCount = 3;

/** Evidence of one field. All numbers are log2 probabilities or bits; level 0 (nothing to compare) weighs 0 under each class. */
export interface FieldWeights {
  /** Three numbers (same child, same family, unrelated) for each level: what is summed. */
  readonly levels: readonly number[];
  /** Log2 share of each level in each class, as counted: from where adaptation measures how a registry differs. */
  readonly shares: readonly number[];
  /** Bits under each class for each bit of rarity beyond `rarityMean`, where something agreed. */
  readonly rarity: readonly [number, number, number];
  readonly rarityMean: number;
}

/** All parameters of the engine: data, learned on the generator and adapted to a registry. */
export interface Model {
  /** Bits of each class before any field is looked at. */
  readonly prior: readonly [number, number, number];
  /** Log2 share of each class among the candidate pairs that the weights were learned from. */
  readonly classShares: readonly [number, number, number];
  /** By field index; the last one serves every other column of a linked file that has none of its own. */
  readonly fields: readonly FieldWeights[];
  /** Points (score in bits, probability), rising: how often a pair of that score proved to be one child. */
  readonly calibration: readonly (readonly [number, number])[];
}

/** A model laid out for scoring millions of pairs. */
export interface Scorer {
  /** Bits for "same child" against the other two together: log2 of the odds. */
  score(outcome: Outcome): number;
  /** Log2 of the unnormalised probability of each class; the array is reused by the next call. */
  classSums(outcome: Outcome): Float64Array;
  /** The score and what each field adds to it, given the mix of the two rival hypotheses that this pair suggests. */
  explain(outcome: Outcome): { readonly score: number; readonly prior: number; readonly fields: Float64Array };
  probabilityOf(score: number): number;
}

/** @param extraFields number of other columns that are compared */
export function createScorer(model: Model, extraFields: number): Scorer {
  const fieldCount = extraField + extraFields;
  const weightsOf = (fieldIndex: number): FieldWeights => model.fields[Math.min(fieldIndex, model.fields.length - 1)]!;
  const starts = new Int32Array(fieldCount);
  let size = 0;
  for (let index = 0; index < fieldCount; index++) {
    starts[index] = size;
    size += levelCount(index) * classCount;
  }
  const levels = new Float64Array(size);
  const slopes = new Float64Array(fieldCount * classCount);
  const means = new Float64Array(fieldCount);
  for (let index = 0; index < fieldCount; index++) {
    const weights = weightsOf(index);
    levels.set(weights.levels, starts[index]);
    // Whatever was learned, a contradiction speaks against one child under either rival: it never raises a score.
    for (let level = 1; level < levelCount(index); level++) {
      const at = starts[index]! + level * classCount;
      if (isContradiction(index, level)) levels[at + sameChild] = Math.min(levels[at + sameChild]!, levels[at + sameFamily]!, levels[at + unrelated]!);
    }
    slopes.set(weights.rarity, index * classCount);
    means[index] = weights.rarityMean;
  }
  const sums = new Float64Array(classCount);

  const addUp = (outcome: Outcome): void => {
    for (let kind = 0; kind < classCount; kind++) sums[kind] = model.prior[kind]!;
    for (let index = 0; index < fieldCount; index++) {
      const level = outcome.levels[index]!;
      if (level === 0) continue;
      const at = starts[index]! + level * classCount;
      const rare = outcome.rarity[index] === 0 ? 0 : outcome.rarity[index]! - means[index]!;
      for (let kind = 0; kind < classCount; kind++) sums[kind] = sums[kind]! + levels[at + kind]! + slopes[index * classCount + kind]! * rare;
    }
  };
  /** Share of "family" among the two rivals. */
  const familyShare = (): number => 1 / (1 + 2 ** (sums[unrelated]! - sums[sameFamily]!));
  const scoreOfSums = (): number => sums[sameChild]! - log2OfSum(sums[sameFamily]!, sums[unrelated]!);

  return {
    score(outcome) {
      addUp(outcome);
      return scoreOfSums();
    },
    classSums(outcome) {
      addUp(outcome);
      return sums;
    },
    explain(outcome) {
      addUp(outcome);
      const score = scoreOfSums();
      const family = familyShare();
      const fields = new Float64Array(fieldCount);
      let rest = score;
      for (let index = 0; index < fieldCount; index++) {
        const level = outcome.levels[index]!;
        if (level === 0) continue;
        const rare = outcome.rarity[index] === 0 ? 0 : outcome.rarity[index]! - means[index]!;
        const bitsOf = (kind: number): number => levels[starts[index]! + level * classCount + kind]! + slopes[index * classCount + kind]! * rare;
        fields[index] = bitsOf(sameChild) - family * bitsOf(sameFamily) - (1 - family) * bitsOf(unrelated);
        rest -= fields[index]!;
      }
      return { score, prior: rest, fields };
    },
    probabilityOf: (score) => calibrated(model.calibration, score),
  };
}

/** log2(2^left + 2^right) without overflow. */
export const log2OfSum = (left: number, right: number): number =>
  left > right ? left + Math.log2(1 + 2 ** (right - left)) : right + Math.log2(1 + 2 ** (left - right));

/** Linear between the calibration points; without points, the probability that the score itself states. */
function calibrated(points: Model['calibration'], score: number): number {
  if (points.length === 0) return 1 / (1 + 2 ** -score);
  if (score <= points[0]![0]) return points[0]![1];
  for (let index = 1; index < points.length; index++) {
    const [above, chanceAbove] = points[index]!;
    if (score > above) continue;
    const [below, chanceBelow] = points[index - 1]!;
    return chanceBelow + ((chanceAbove - chanceBelow) * (score - below)) / (above - below);
  }
  return points.at(-1)![1];
}
