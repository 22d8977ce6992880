import { markdown, numberText, type Figure } from './figure.ts';

const target = 1_000_000;

/**
 * How the time of each figure grows with the registry, as the exponent between its smallest and its largest size: 0 when the
 * size does not matter, 1 when ten times the children take ten times as long. The time with a million children is drawn out
 * along the same exponent, at most by the factor of the children, and says nothing about memory.
 * @returns a table, or nothing when no figure was measured with two sizes
 */
export function growthOf(figures: readonly Figure[]): string[] {
  const times = figures.filter(({ p50, children }) => p50 !== undefined && children !== undefined);
  const groups = Map.groupBy(times, ({ name, database }) => `${name}|${database ?? ''}`);
  const rows = [...groups.values()].flatMap((group) => {
    const sorted = group.toSorted((one, other) => one.children! - other.children!);
    const [first, last] = [sorted[0]!, sorted.at(-1)!];
    if (first.children === last.children) return [];
    const exponent = Math.log(last.p50! / first.p50!) / Math.log(last.children! / first.children!);
    const atTarget = last.p50! * (target / last.children!) ** Math.min(1, Math.max(0, exponent));
    return [[first.name, first.database ?? '', ...[first, last].map(({ children, p50 }) => `${numberText(p50!)} at ${children!.toLocaleString('en-GB')}`), exponent.toFixed(2), numberText(atTarget)]];
  });
  return rows.length === 0 ? [] : [markdown(['growth of p50 ms', 'database', 'smallest', 'largest', 'exponent', 'at 1,000,000, extrapolated'], rows)];
}
