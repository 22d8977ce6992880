import { createCompare } from '../rules/compare.ts';
import { createScorer, sameFamily, unrelated } from '../rules/model.ts';
import { createOutcome } from '../rules/outcome.ts';
import { membersOf } from './decide.ts';
import type { LinkedFiles } from './link-files.ts';

/** The facts of a run, for a script. */
export interface LinkSummary {
  readonly records: number;
  readonly compared: number;
  readonly links: number;
  readonly groups: number;
  readonly threshold: number;
  readonly expectedPrecision: number;
  readonly expectedRecall: number;
  /** Links for which "two of one family" is the likeliest other reading, and not a far one. */
  readonly familyWarnings: number;
  readonly mapping: readonly { readonly file: string; readonly columns: readonly { readonly column: string; readonly field: string; readonly reason: string }[] }[];
}

/** Probability below which a link whose other reading is a family is pointed out. */
const doubtful = 0.95;

export function linkSummary(linked: LinkedFiles): LinkSummary {
  const { records, compared, decision, heads } = linked;
  const round = (number: number): number => Math.round(number * 10_000) / 10_000;
  const isFamily = familyReader(linked);
  return {
    records: records.ids.length, compared, links: decision.links.length,
    groups: heads.length === 1 ? membersOf(decision.groups).length : new Set(decision.links.map(({ left }) => left)).size,
    threshold: round(decision.threshold), expectedPrecision: round(decision.expected.precision), expectedRecall: round(decision.expected.recall),
    familyWarnings: decision.links.filter(({ left, right, probability }) => probability < doubtful && isFamily(left, right)).length,
    mapping: heads.map(({ file, mapping }) => ({ file, columns: mapping.map(({ column, field, reason }) => ({ column, field, reason })) })),
  };
}

/** Whether "two of one family" is likelier than "unrelated" for a pair. */
export function familyReader({ records, model }: Pick<LinkedFiles, 'records' | 'model'>): (left: number, right: number) => boolean {
  const compare = createCompare(records.table, records.extras.length);
  const scorer = createScorer(model, records.extras.length);
  const outcome = createOutcome(records.extras.length);
  return (left, right) => {
    compare(left, right, outcome);
    const sums = scorer.classSums(outcome);
    return sums[sameFamily]! > sums[unrelated]!;
  };
}
