import { createFeatures, featureCount, mostFeatures, type GlanceWeights } from './glance.ts';
import type { PairSample } from './pair-sample.ts';
import type { Sketches } from './sketch.ts';

const [rounds, rate] = [3, 0.1];
/** Links in a sample below which nothing is learned from it. */
const fewLinks = 300;
const thousand = 1000;

/**
 * Learns by logistic regression which pairs the full comparison would rather call one person than not.
 * @param scores of the sample's pairs, in bits
 * @param mostLost share of what is expected to be one person among them that may be lost
 * @returns undefined where the sample holds too few of them to learn from
 */
export function learnGlance(sketches: Sketches, sample: PairSample, scores: Float64Array, mostLost: number): GlanceWeights | undefined {
  const features = createFeatures(sketches);
  const kept = scores.reduce((sum, score) => sum + (score >= 0 ? 1 : 0), 0);
  if (kept < fewLinks) return undefined;
  const size = featureCount(sketches.extraFields);
  const bits = new Float64Array(size);
  const steps = new Float64Array(size).fill(1);
  const most = mostFeatures(sketches.extraFields);
  const found = new Int32Array(sample.count * most);
  const ends = new Uint8Array(sample.count);
  const own = new Int32Array(most);
  for (let pair = 0; pair < sample.count; pair++) {
    ends[pair] = features(sample.left[pair]!, sample.right[pair]!, own);
    found.set(own, pair * most);
  }
  let prior = Math.log(kept / Math.max(1, sample.count - kept));
  for (let round = 0; round < rounds; round++) {
    for (let index = 0; index < sample.count; index++) {
      // A stride that is prime to most counts: neighbours in the sample share a record.
      const pair = (index * 7919) % sample.count;
      let sum = prior;
      for (let at = pair * most; at < pair * most + ends[pair]!; at++) sum += bits[found[at]!]!;
      const error = 1 / (1 + Math.exp(-sum)) - (scores[pair]! >= 0 ? 1 : 0);
      prior -= 0.001 * error;
      for (let at = pair * most; at < pair * most + ends[pair]!; at++) {
        const feature = found[at]!;
        steps[feature]! += error * error;
        bits[feature]! -= (rate * 10 * error) / Math.sqrt(steps[feature]!);
      }
    }
  }
  const weights = Int32Array.from(bits, (bit) => Math.round(bit * thousand));
  const sums = Int32Array.from({ length: sample.count }, (_, pair) => {
    let sum = 0;
    for (let at = pair * most; at < pair * most + ends[pair]!; at++) sum += weights[found[at]!]!;
    return sum;
  });
  return { weights, limit: limitOf(sums, scores, mostLost) };
}

/** The highest limit that loses no more than is allowed. */
function limitOf(sums: Int32Array, scores: Float64Array, mostLost: number): number {
  const kept = [...scores.keys()].filter((pair) => scores[pair]! >= 0).sort((one, other) => sums[one]! - sums[other]!);
  const chance = (pair: number): number => 1 / (1 + 2 ** -scores[pair]!);
  const most = kept.reduce((sum, pair) => sum + chance(pair), 0) * mostLost;
  let lost = 0;
  for (const pair of kept) {
    lost += chance(pair);
    if (lost > most) return sums[pair]!;
  }
  return -(2 ** 31);
}
