import { createCompare } from '../rules/compare.ts';
import { createScorer } from '../rules/model.ts';
import { createOutcome, extraField, fieldNames } from '../rules/outcome.ts';
import { evidenceText, fieldLabel, type Say } from './evidence.ts';
import type { LinkedFiles } from './link-files.ts';

/** What one field of a pair says, in words, and the bits that it adds. */
export interface FieldEvidence {
  readonly label: string;
  readonly text: string;
  readonly bits: number;
}

export interface PairExplanation {
  /** Every field of the file, in the same order for every pair; text is empty where one of the two says nothing. */
  readonly fields: readonly FieldEvidence[];
  /** Bits before any field is looked at. */
  readonly start: number;
  /** `start` and the bits of all fields together. */
  readonly score: number;
}

export interface Explainer {
  readonly labels: readonly string[];
  explain(left: number, right: number): PairExplanation;
}

/** Explains pairs of a linked file in the words of one language; fields that no pair of the file can compare are left out. */
export function createExplainer({ records, model, sample }: Pick<LinkedFiles, 'records' | 'model' | 'sample'>, say: Say): Explainer {
  const { table, extras } = records;
  const compare = createCompare(table, extras.length);
  const scorer = createScorer(model, extras.length);
  const outcome = createOutcome(extras.length);
  const isSaid = Array.from({ length: extraField + extras.length }, () => false);
  for (let at = 0; at < sample.count * sample.fieldCount; at++) if (sample.levels[at] !== 0) isSaid[at % sample.fieldCount] = true;
  // A pair of the sample may lack what another pair has: names are always shown.
  const shown = [...isSaid.keys()].filter((index) => isSaid[index] || index === fieldNames.indexOf('given') || index === fieldNames.indexOf('surname'));
  const labels = shown.map((index) => fieldLabel(index, extras, say));
  const texts = shown.map((): (string | undefined)[] => []);
  const hiddenFields = [...isSaid.keys()].filter((index) => !shown.includes(index));
  return {
    labels,
    explain(left, right) {
      compare(left, right, outcome);
      const { score, prior, fields } = scorer.explain(outcome);
      // Rare: a field that the sample never saw still counts, with the start.
      const hidden = hiddenFields.reduce((sum, index) => sum + fields[index]!, 0);
      return {
        score, start: prior + hidden,
        fields: shown.map((index, place) => ({ label: labels[place]!, text: outcome.levels[index] === 0 ? '' : (texts[place]![outcome.levels[index]!] ??= evidenceText(index, outcome.levels[index]!, say)), bits: fields[index]! })),
      };
    },
  };
}
