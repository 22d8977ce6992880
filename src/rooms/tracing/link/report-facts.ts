import { expectedAt, type Expected } from '../rules/expected-quality.ts';
import { extraField, levelCount } from '../rules/outcome.ts';
import { evidenceText, fieldLabel, type Say } from './evidence.ts';
import type { LinkedFiles } from './link-files.ts';

/** Pairs of a range of scores, by what the model holds them for. */
export interface ScoreBin {
  readonly from: number;
  readonly linked: number;
  readonly other: number;
}

/** The bits of one level of a field against the two rival readings. */
export interface WeightBar {
  readonly text: string;
  readonly bits: number;
  readonly pairs: number;
}

const firstBin = -7;
const lastBin = 24;

/** How many candidate pairs have each score, a bit a column; linked ones apart. */
export function scoreBins({ pairs, decision }: LinkedFiles): ScoreBin[] {
  const linked = new Set(decision.links.map(({ left, right }) => left * 2 ** 26 + right));
  const bins = Array.from({ length: lastBin - firstBin + 1 }, (_, index) => ({ from: firstBin + index, linked: 0, other: 0 }));
  for (let pair = 0; pair < pairs.count; pair++) {
    const bin = bins[Math.max(0, Math.min(bins.length - 1, Math.floor(pairs.scores[pair]!) - firstBin))]!;
    if (linked.has(pairs.left[pair]! * 2 ** 26 + pairs.right[pair]!)) bin.linked++;
    else bin.other++;
  }
  return bins;
}

/** The strongest and the commonest levels of each field with what they are worth; fields without pairs are left out. */
export function weightBars({ model, sample, records }: LinkedFiles, say: Say, most: number): { readonly label: string; readonly bars: readonly WeightBar[] }[] {
  return Array.from({ length: sample.fieldCount }, (_, index) => {
    const counts = new Uint32Array(levelCount(index));
    for (let pair = 0; pair < sample.count; pair++) counts[sample.levels[pair * sample.fieldCount + index]!]!++;
    const { levels } = model.fields[Math.min(index, model.fields.length - 1)]!;
    const bitsOf = (level: number): number => levels[level * 3]! - Math.max(levels[level * 3 + 1]!, levels[level * 3 + 2]!);
    const seen = [...counts.keys()].filter((level) => level > 0 && counts[level]! > 0);
    const strongest = seen.filter((level) => counts[level]! >= 10).toSorted((one, other) => bitsOf(other) - bitsOf(one)).slice(0, most / 2);
    const shown = [...new Set([...strongest, ...seen.toSorted((one, other) => counts[other]! - counts[one]!)])].slice(0, most);
    return {
      label: fieldLabel(index, index < extraField ? [] : records.extras, say),
      bars: shown.map((level) => ({ text: evidenceText(index, level, say), bits: bitsOf(level), pairs: counts[level]! }))
        .toSorted((one, other) => other.bits - one.bits),
    };
  }).filter(({ bars }) => bars.length > 0);
}

/** Expected precision and recall by threshold, from the probabilities themselves. */
export const thresholdCurve = ({ probabilities }: LinkedFiles): Expected[] => Array.from({ length: 19 }, (_, index) => expectedAt(probabilities, (index + 1) / 20));
