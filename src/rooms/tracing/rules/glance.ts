import { birthLevel, birthLevels } from './birth.ts';
import type { PairSample } from './pair-sample.ts';
import type { RecordTable } from './record-table.ts';
import { idOf, role, roleCount, roleOf } from './roles.ts';
import { consonantsOf } from './consonants.ts';

/**
 * A first look at a pair that costs a twentieth of the comparison: how many words the two have in common in each role (names by
 * their consonants), how the births and sexes relate. Weights and limit are learned from a sample of the file's own pairs, so
 * that almost nothing is lost that the full comparison would have kept.
 */
export interface GlanceWeights {
  /** By role and how it agrees; then by level of birth; then by sexes. */
  readonly bits: Float32Array;
  readonly prior: number;
  /** Pairs below are not compared. */
  readonly limit: number;
}

/** Of a role's words: none in common; one, and both have others; one; several, and both have others; several. */
const agreements = 5;
/** Given names of one that are surnames of the other count as a role of their own. */
const crossedRole = roleCount;
const birthStart = (roleCount + 1) * agreements;
const sexStart = birthStart + birthLevels.length;
const featureCount = sexStart + 2;
/** Shares of what the full comparison would keep that may be lost: of pairs, and of their probabilities. */
const mostLostPairs = 0.02;
const mostLostLinks = 0.001;
const [rounds, rate] = [3, 0.1];

/** Most features that hold for one pair: one of each role, crossed names, birth, sexes. */
const mostFeatures = roleCount + 3;

/**
 * Writes the features that hold for a pair and returns how many there are. It is asked for every candidate, a hundred times as often
 * as the comparison: numbers alone, nothing made anew.
 */
function createFeatures(table: RecordTable): (left: number, right: number, into: Int32Array) => number {
  const { words, starts, births, sexes } = table;
  const consonants = consonantsOf(table);
  const codes = Uint32Array.from({ length: starts[table.count]! }, (_, index) => (roleOf(words[index]!) <= role.father ? consonants[idOf(words[index]!)]! : words[index]!));
  const common = (from: number, to: number, otherFrom: number, otherTo: number): number => {
    let shared = 0;
    for (let one = from; one < to; one++) {
      const code = codes[one]!;
      for (let other = otherFrom; other < otherTo; other++) if (codes[other] === code) { shared++; break; }
    }
    return shared;
  };
  return (left, right, into) => {
    let count = 0;
    let one = starts[left]!;
    let other = starts[right]!;
    const oneEnd = starts[left + 1]!;
    const otherEnd = starts[right + 1]!;
    let oneGiven = 0;
    let oneGivenTo = 0;
    let otherGiven = 0;
    let otherGivenTo = 0;
    while (one < oneEnd && other < otherEnd) {
      const oneRole = words[one]! >>> 27;
      const otherRole = words[other]! >>> 27;
      let oneTo = one;
      let otherTo = other;
      if (oneRole <= otherRole) do oneTo++; while (oneTo < oneEnd && words[oneTo]! >>> 27 === oneRole);
      if (otherRole <= oneRole) do otherTo++; while (otherTo < otherEnd && words[otherTo]! >>> 27 === otherRole);
      if (oneRole === otherRole) {
        const shared = common(one, oneTo, other, otherTo);
        const hasRest = oneTo - one > shared && otherTo - other > shared;
        into[count++] = oneRole * agreements + (shared === 0 ? 0 : (shared === 1 ? 1 : 3) + (hasRest ? 0 : 1));
        if (oneRole === role.given && hasRest) {
          oneGiven = one;
          oneGivenTo = oneTo;
          otherGiven = other;
          otherGivenTo = otherTo;
        } else if (oneRole === role.surname && hasRest && oneGivenTo > oneGiven) {
          const crossed = common(oneGiven, oneGivenTo, other, otherTo) + common(one, oneTo, otherGiven, otherGivenTo);
          if (crossed > 0) into[count++] = crossedRole * agreements + (crossed > 2 ? 2 : crossed);
        }
      }
      one = oneTo;
      other = otherTo;
    }
    const birth = birthLevel(births[left]!, births[right]!);
    if (birth > 0) into[count++] = birthStart + birth;
    if (sexes[left] !== 0 && sexes[right] !== 0) into[count++] = sexStart + (sexes[left] === sexes[right] ? 1 : 0);
    return count;
  };
}

/** Whether a pair is worth the full comparison. */
export function createGlance(table: RecordTable, { bits, prior, limit }: GlanceWeights): (left: number, right: number) => boolean {
  const features = createFeatures(table);
  const found = new Int32Array(mostFeatures);
  return (left, right) => {
    const count = features(left, right, found);
    let sum = prior;
    for (let index = 0; index < count; index++) sum += bits[found[index]!]!;
    return sum >= limit;
  };
}

/**
 * Learns by logistic regression which pairs the full comparison would keep.
 * @param scores of the sample's pairs, in bits
 * @param least bits of pairs that are kept
 * @returns undefined where the sample holds too few of them to learn from
 */
export function learnGlance(table: RecordTable, sample: PairSample, scores: Float64Array, least: number): GlanceWeights | undefined {
  const features = createFeatures(table);
  const kept = scores.reduce((sum, score) => sum + (score >= least ? 1 : 0), 0);
  if (kept < 500) return undefined;
  const bits = new Float32Array(featureCount);
  const steps = new Float32Array(featureCount).fill(1);
  const own = new Int32Array(mostFeatures);
  let ownCount = 0;
  const base = Math.log(kept / Math.max(1, sample.count - kept));
  let prior = base;
  const sumOf = (pair: number): number => {
    ownCount = features(sample.left[pair]!, sample.right[pair]!, own);
    let sum = prior;
    for (let index = 0; index < ownCount; index++) sum += bits[own[index]!]!;
    return sum;
  };
  for (let round = 0; round < rounds; round++) {
    for (let index = 0; index < sample.count; index++) {
      // A stride that is prime to most counts: neighbours in the sample share a record.
      const pair = (index * 7919) % sample.count;
      const error = 1 / (1 + Math.exp(-sumOf(pair))) - (scores[pair]! >= least ? 1 : 0);
      prior -= 0.001 * error;
      for (let index = 0; index < ownCount; index++) {
        const feature = own[index]!;
        steps[feature]! += error * error;
        bits[feature]! -= (rate * 10 * error) / Math.sqrt(steps[feature]!);
      }
    }
  }
  return { bits, prior, limit: limitOf(Float64Array.from({ length: sample.count }, (_, pair) => sumOf(pair)), scores, least) };
}

/** The highest limit that loses no more than is allowed. */
function limitOf(sums: Float64Array, scores: Float64Array, least: number): number {
  const kept = [...scores.keys()].filter((pair) => scores[pair]! >= least).sort((one, other) => sums[one]! - sums[other]!);
  const chance = (pair: number): number => 1 / (1 + 2 ** -scores[pair]!);
  const mostLinks = kept.reduce((sum, pair) => sum + chance(pair), 0) * mostLostLinks;
  let lost = 0;
  for (const [index, pair] of kept.entries()) {
    lost += chance(pair);
    if (lost > mostLinks || index >= kept.length * mostLostPairs) return sums[pair]!;
  }
  return -Infinity;
}
