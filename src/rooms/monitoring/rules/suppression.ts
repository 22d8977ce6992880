import { outcomes, type Median, type Outcome, type OutcomeCounts } from './outcomes.ts';

/** Counts from one to four could point to a child: outside the agency they are not said. */
export const leastShown = 5;

/** Counts that may leave the agency: null stands for a number from one up that is not said. */
export interface PublishedCounts {
  readonly total: number | null;
  readonly counts: Readonly<Record<Outcome, number | null>>;
  readonly toTaken: Median | null;
  readonly toFirstContact: Median | null;
}

/**
 * Suppresses small cells, and as many others (the smallest first) as it takes that none can be computed from the total: at least two
 * are not said, and what they sum to leaves each more than one possible value. Where that cannot be, the total is not said either.
 */
export function published({ total, counts, toTaken, toFirstContact }: OutcomeCounts): PublishedCounts {
  const filled = outcomes.filter((outcome) => counts[outcome] > 0).toSorted((one, other) => counts[one] - counts[other]);
  const small = filled.filter((outcome) => counts[outcome] < leastShown);
  let hidden = small.length;
  const sumOf = () => filled.slice(0, hidden).reduce((sum, outcome) => sum + counts[outcome], 0);
  const isSafe = () => hidden === 0 || (hidden > 1 && sumOf() >= leastShown && sumOf() > hidden);
  while (!isSafe() && hidden < filled.length) hidden++;
  const suppressed = new Set(filled.slice(0, hidden));
  const shown = (median: Median): Median | null => (median.of > 0 && median.of < leastShown ? null : median);
  return {
    total: isSafe() ? total : null, toTaken: shown(toTaken), toFirstContact: shown(toFirstContact),
    counts: Object.fromEntries(outcomes.map((outcome) => [outcome, suppressed.has(outcome) ? null : counts[outcome]])) as PublishedCounts['counts'],
  };
}
