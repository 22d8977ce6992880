import { birthRelation, birthRelations } from './birth-relation.ts';
import { birthCodes, extraCodes, sketchGroups, wordCodes, type Sketches } from './sketch.ts';

/**
 * A first look at a pair that costs a fiftieth of the comparison: how many words the two sketches have in common in each group of
 * places, how the births and sexes relate. Weights and limit are learned from a sample of the file's own pairs, so that almost nothing
 * is lost that the full comparison would have called one person. All numbers are whole, so that the twin (`assembly/glance.ts`) finds the same pairs.
 */
export interface GlanceWeights {
  /** For each feature, in thousandths of a natural logarithm; see `features`. */
  readonly weights: Int32Array;
  /** Pairs below are not compared. */
  readonly limit: number;
}

/** Pairs of a block of slots that pass: of each slot with those that follow it, up to `reach` places on; lower slot first. */
export type Look = (slots: Uint32Array, from: number, to: number, reach: number, found: (left: number, right: number) => void) => void;

/** Of a group's words: none in common; one, and both have others; one; several, and both have others; several. */
export const agreements = 5;
export const groupCount = sketchGroups.length;
/** Given names of one that are surnames of the other: one, several. */
export const crossedStart = groupCount * agreements;
export const birthStart = crossedStart + 2;
export const sexStart = birthStart + birthRelations;
export const extraStart = sexStart + 2;
export const featureCount = (extraFields: number): number => extraStart + extraFields * agreements;

/** How a group agrees: none of its features where one of the two says nothing. */
export const agreementOf = (shared: number, hasRest: boolean): number => (shared === 0 ? 0 : (shared === 1 ? 1 : 3) + (hasRest ? 0 : 1));

/** Writes the features that hold for a pair and returns how many there are. */
export function createFeatures({ codes, births, stride, extraFields }: Sketches): (left: number, right: number, into: Int32Array) => number {
  let [shared, oneCount, otherCount] = [0, 0, 0];
  const common = (one: number, other: number, size: number): void => {
    shared = 0;
    oneCount = 0;
    otherCount = 0;
    for (let place = one; place < one + size && codes[place] !== 0; place++) {
      oneCount++;
      for (let against = other; against < other + size && codes[against] !== 0; against++) if (codes[place] === codes[against]) { shared++; break; }
    }
    for (let against = other; against < other + size && codes[against] !== 0; against++) otherCount++;
  };
  return (left, right, into) => {
    let count = 0;
    const one = left * stride + birthCodes;
    const other = right * stride + birthCodes;
    for (let group = 0; group < groupCount + extraFields; group++) {
      const { from, size } = group < groupCount ? sketchGroups[group]! : { from: wordCodes + (group - groupCount) * extraCodes, size: extraCodes };
      common(one + from, other + from, size);
      if (oneCount === 0 || otherCount === 0) continue;
      into[count++] = (group < groupCount ? group * agreements : extraStart + (group - groupCount) * agreements) + agreementOf(shared, oneCount > shared && otherCount > shared);
    }
    common(one, other + 4, 4);
    let crossed = shared;
    common(one + 4, other, 4);
    crossed += shared;
    if (crossed > 0) into[count++] = crossedStart + (crossed === 1 ? 0 : 1);
    const birth = (left * stride) / 2;
    const otherBirth = (right * stride) / 2;
    const relation = birthRelation(births, birth, otherBirth);
    if (relation > 0) into[count++] = birthStart + relation;
    const sex = births[birth + 3]!;
    const otherSex = births[otherBirth + 3]!;
    if (sex !== 0 && otherSex !== 0) into[count++] = sexStart + (sex === otherSex ? 1 : 0);
    return count;
  };
}

export const mostFeatures = (extraFields: number): number => groupCount + extraFields + 3;

/**
 * The reference of `assembly/glance.ts`.
 * @param boundary where two files are linked, the first slot of the second: only pairs across it; else 0
 */
export function createLook(sketches: Sketches, { weights, limit }: GlanceWeights, boundary: number): Look {
  const features = createFeatures(sketches);
  const own = new Int32Array(mostFeatures(sketches.extraFields));
  return (slots, from, to, reach, found) => {
    for (let one = from; one < to; one++) {
      for (let other = one + 1; other < Math.min(to, one + reach); other++) {
        const [left, right] = slots[one]! < slots[other]! ? [slots[one]!, slots[other]!] : [slots[other]!, slots[one]!];
        if (left === right || (boundary > 0 && (left >= boundary || right < boundary))) continue;
        const count = features(left, right, own);
        let sum = 0;
        for (let index = 0; index < count; index++) sum += weights[own[index]!]!;
        if (sum >= limit) found(left, right);
      }
    }
  };
}
