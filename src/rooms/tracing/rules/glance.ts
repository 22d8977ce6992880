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

/** Calls `found` with each feature that holds for a pair. */
function createFeatures(table: RecordTable): (left: number, right: number, found: (feature: number) => void) => void {
  const { words, starts, births, sexes } = table;
  const consonants = consonantsOf(table);
  const codeOf = (word: number): number => (word >>> 27 <= role.father ? consonants[idOf(word)]! : word);
  const common = (from: number, to: number, otherFrom: number, otherTo: number): number => {
    let shared = 0;
    for (let one = from; one < to; one++) {
      const code = codeOf(words[one]!);
      for (let other = otherFrom; other < otherTo; other++) if (codeOf(words[other]!) === code) { shared++; break; }
    }
    return shared;
  };
  const endOfRole = (from: number, end: number): number => {
    const roleNumber = roleOf(words[from]!);
    let to = from + 1;
    while (to < end && roleOf(words[to]!) === roleNumber) to++;
    return to;
  };
  return (left, right, found) => {
    let [one, other] = [starts[left]!, starts[right]!];
    const [oneEnd, otherEnd] = [starts[left + 1]!, starts[right + 1]!];
    let [oneGiven, oneGivenTo, otherGiven, otherGivenTo] = [0, 0, 0, 0];
    while (one < oneEnd && other < otherEnd) {
      const [oneRole, otherRole] = [roleOf(words[one]!), roleOf(words[other]!)];
      const oneTo = oneRole <= otherRole ? endOfRole(one, oneEnd) : one;
      const otherTo = otherRole <= oneRole ? endOfRole(other, otherEnd) : other;
      if (oneRole === otherRole) {
        const shared = common(one, oneTo, other, otherTo);
        const hasRest = Math.min(oneTo - one, otherTo - other) > shared;
        found(oneRole * agreements + (shared === 0 ? 0 : (shared === 1 ? 1 : 3) + (hasRest ? 0 : 1)));
        if (oneRole === role.given && hasRest) [oneGiven, oneGivenTo, otherGiven, otherGivenTo] = [one, oneTo, other, otherTo];
        else if (oneRole === role.surname && hasRest && oneGivenTo > oneGiven) {
          const crossed = common(oneGiven, oneGivenTo, other, otherTo) + common(one, oneTo, otherGiven, otherGivenTo);
          if (crossed > 0) found(crossedRole * agreements + Math.min(2, crossed));
        }
      }
      one = oneTo;
      other = otherTo;
    }
    const birth = birthLevel(births[left]!, births[right]!);
    if (birth > 0) found(birthStart + birth);
    if (sexes[left] !== 0 && sexes[right] !== 0) found(sexStart + (sexes[left] === sexes[right] ? 1 : 0));
  };
}

/** Whether a pair is worth the full comparison. */
export function createGlance(table: RecordTable, { bits, prior, limit }: GlanceWeights): (left: number, right: number) => boolean {
  const features = createFeatures(table);
  let sum = 0;
  const add = (feature: number): void => { sum += bits[feature]!; };
  return (left, right) => {
    sum = prior;
    features(left, right, add);
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
  const own: number[] = [];
  const collect = (feature: number): void => { own.push(feature); };
  const base = Math.log(kept / Math.max(1, sample.count - kept));
  let prior = base;
  const sumOf = (pair: number): number => {
    own.length = 0;
    features(sample.left[pair]!, sample.right[pair]!, collect);
    return own.reduce((sum, feature) => sum + bits[feature]!, prior);
  };
  for (let round = 0; round < rounds; round++) {
    for (let index = 0; index < sample.count; index++) {
      // A stride that is prime to most counts: neighbours in the sample share a record.
      const pair = (index * 7919) % sample.count;
      const error = 1 / (1 + Math.exp(-sumOf(pair))) - (scores[pair]! >= least ? 1 : 0);
      prior -= 0.001 * error;
      for (const feature of own) {
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
