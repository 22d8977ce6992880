import { succeed, type Result } from '#kernel/result.ts';

/**
 * Works through rows some at a time, so that progress can be shown and it can be stopped between two calls: what a call
 * has done stays, what it has not done was not begun.
 * @returns what the calls gave, of those that were made; the first refusal ends it
 */
export async function workThrough<Row, Outcome>(
  rows: readonly Row[], size: number, work: (some: readonly Row[]) => Promise<Result<readonly Outcome[]>>,
  progress: { readonly onDone: (count: number) => void; readonly isStopped: () => boolean },
): Promise<Result<Outcome[]>> {
  const outcomes: Outcome[] = [];
  for (let start = 0; start < rows.length && !progress.isStopped(); start += size) {
    const some = await work(rows.slice(start, start + size));
    if (!some.ok) return some;
    outcomes.push(...some.value);
    progress.onDone(Math.min(start + size, rows.length));
  }
  return succeed(outcomes);
}
