import { classCount, sameChild, sameFamily, unrelated, type FieldWeights, type Model } from './model.ts';
import { fieldNames, levelCount, type FieldName } from './outcome.ts';
import type { PairSample } from './pair-sample.ts';

/** A share this small of a class is added to every level, so that what was never seen speaks for nobody. */
const smoothing = 1e-4;
/** Bits per bit of rarity with which the refinement starts. */
const firstSlope = 0.6;
/** Fields in which brothers and sisters are no more alike than strangers: a rare name they share is as surprising. */
const ownFields: readonly FieldName[] = ['given', 'crossed', 'alias', 'identifier'];

/**
 * Weights by counting: how often each level occurs among labelled pairs of each class (Fellegi and Sunter 1969, with a
 * third class for one family). Fields are taken as independent; `refineWeights` corrects that.
 * @param labels the class of each pair
 */
export function countWeights(sample: PairSample, labels: Uint8Array): Model {
  const totals = [0, 0, 0];
  for (let pair = 0; pair < sample.count; pair++) totals[labels[pair]!]! += 1;
  const fields = Array.from({ length: sample.fieldCount }, (_, index): FieldWeights => {
    const levels = levelCount(index);
    const counts = new Float64Array(levels * classCount);
    const said = [0, 0, 0];
    let [rarity, rare] = [0, 0];
    for (let pair = 0; pair < sample.count; pair++) {
      const at = pair * sample.fieldCount + index;
      const level = sample.levels[at]!;
      if (level === 0) continue;
      const kind = labels[pair]!;
      counts[level * classCount + kind]! += 1;
      said[kind]! += 1;
      if (kind === sameChild && sample.rarity[at]! > 0) { rarity += sample.rarity[at]!; rare++; }
    }
    const shares = Array.from(counts, (count, at) => (at < classCount ? 0 : Math.log2((count / Math.max(1, said[at % classCount]!) + smoothing / levels) / (1 + smoothing))));
    const isOwn = ownFields.includes(fieldNames[index]!);
    return { levels: shares, shares, rarity: rare === 0 ? [0, 0, 0] : [0, isOwn ? -firstSlope : 0, -firstSlope], rarityMean: rare === 0 ? 0 : rarity / rare };
  });
  const shares = totals.map((total) => Math.log2(total / sample.count)) as unknown as Model['prior'];
  return { prior: shares, classShares: shares, fields, calibration: [] };
}

export interface RefineOptions {
  readonly rounds: number;
  readonly rate: number;
  /** Pull of each weight back to where counting put it. */
  readonly pull: number;
}

/**
 * Corrects the counted weights for fields that depend on each other (mother and municipality, two surnames, a record
 * that is careless in everything): three-class logistic regression by stochastic descent with a step per weight
 * (Adagrad), starting from the counts. The result has the same form and is explained the same way.
 */
export function refineWeights(counted: Model, sample: PairSample, labels: Uint8Array, options: RefineOptions): Model {
  const { fieldCount } = sample;
  const starts: number[] = [];
  let size = 0;
  for (let index = 0; index < fieldCount; index++) {
    starts.push(size);
    size += levelCount(index) * classCount;
  }
  const origin = new Float64Array(size);
  for (let index = 0; index < fieldCount; index++) origin.set(counted.fields[index]!.levels, starts[index]);
  const weights = origin.slice();
  const weightSteps = new Float64Array(size).fill(1e-8);
  const slopes = Float64Array.from(counted.fields.slice(0, fieldCount).flatMap(({ rarity }) => [...rarity]));
  const slopeSteps = new Float64Array(slopes.length).fill(1e-8);
  const means = counted.fields.map(({ rarityMean }) => rarityMean);
  const hasRarity = counted.fields.map(({ rarity }) => rarity[unrelated] !== 0);
  const prior = Float64Array.from(counted.prior);
  const priorSteps = new Float64Array(classCount).fill(1e-8);
  const sums = new Float64Array(classCount);

  for (let round = 0; round < options.rounds; round++) {
    const rate = options.rate / (1 + round / 2);
    for (const pair of shuffled(sample.count, round)) {
      sums.set(prior);
      for (let index = 0; index < fieldCount; index++) {
        const level = sample.levels[pair * fieldCount + index]!;
        if (level === 0) continue;
        const rarity = sample.rarity[pair * fieldCount + index]!;
        const rare = rarity === 0 ? 0 : rarity - means[index]!;
        for (let kind = 0; kind < classCount; kind++) sums[kind]! += weights[starts[index]! + level * classCount + kind]! + slopes[index * classCount + kind]! * rare;
      }
      const most = Math.max(sums[0]!, sums[1]!, sums[2]!);
      const total = 2 ** (sums[0]! - most) + 2 ** (sums[1]! - most) + 2 ** (sums[2]! - most);
      for (let kind = 0; kind < classCount; kind++) {
        const error = 2 ** (sums[kind]! - most) / total - (labels[pair] === kind ? 1 : 0);
        if (Math.abs(error) < 1e-4) continue;
        priorSteps[kind]! += error * error;
        prior[kind]! -= (rate * error) / Math.sqrt(priorSteps[kind]!);
        for (let index = 0; index < fieldCount; index++) {
          const level = sample.levels[pair * fieldCount + index]!;
          if (level === 0) continue;
          const at = starts[index]! + level * classCount + kind;
          const gradient = error + options.pull * (weights[at]! - origin[at]!);
          weightSteps[at]! += gradient * gradient;
          weights[at]! -= (rate * gradient) / Math.sqrt(weightSteps[at]!);
          const rarity = sample.rarity[pair * fieldCount + index]!;
          if (rarity === 0 || !hasRarity[index]) continue;
          const slope = error * (rarity - means[index]!);
          slopeSteps[index * classCount + kind]! += slope * slope;
          slopes[index * classCount + kind]! -= (0.2 * rate * slope) / Math.sqrt(slopeSteps[index * classCount + kind]!);
        }
      }
    }
  }
  const fields = counted.fields.map((field, index): FieldWeights => index >= fieldCount ? field : {
    ...field,
    levels: Array.from(weights.subarray(starts[index], starts[index]! + levelCount(index) * classCount)),
    rarity: [slopes[index * classCount + sameChild]!, slopes[index * classCount + sameFamily]!, slopes[index * classCount + unrelated]!],
  });
  return { ...counted, prior: [prior[0]!, prior[1]!, prior[2]!], fields };
}

/** A different but repeatable order of the pairs for each round. */
function shuffled(count: number, round: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  let state = 12345 + round;
  for (let last = count - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
