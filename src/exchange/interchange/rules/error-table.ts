import type { Sheet } from './sheet.ts';
import type { CellProblem } from './understand.ts';

/**
 * The rows with problems as they were written, with one column before them that says what is wrong where and what to do.
 * Corrected, the table can be imported as it is: the column is known and left out.
 */
export function errorTable(sheet: Sheet, problems: ReadonlyMap<number, readonly CellProblem[]>, words: { readonly heading: string; readonly say: (problem: CellProblem, heading: string | null) => string }): string[][] {
  const rows = sheet.rows.flatMap(({ number, cells }) => {
    const own = problems.get(number) ?? [];
    return own.length === 0 ? [] : [[own.map((problem) => words.say(problem, problem.column === null ? null : sheet.headings[problem.column]!)).join(' | '), ...cells]];
  });
  return [[words.heading, ...sheet.headings], ...rows];
}
