/** How long one thing took, many times. Times in milliseconds. */
export interface Timing {
  readonly count: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
}

export interface Repetition {
  /** Repetitions that count. */
  readonly count: number;
  /** How many are under way at the same time; 1 unless told. */
  readonly atOnce?: number;
  /** Repetitions before the clock runs: compiled code, warm caches, open connections; a tenth of `count` unless told. */
  readonly warmUp?: number;
  /** No new repetition is begun after so many seconds; 30 unless told. */
  readonly seconds?: number;
  /** Of the repetitions and the seconds, what is made; all unless told. */
  readonly share?: number;
}

/** The value below which that share of the values lies (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Repeats `work` and times each repetition. @param work gets the number of its repetition, from 0, warm-up included */
export async function repeat(work: (index: number) => Promise<unknown>, { count: whole, atOnce = 1, warmUp, seconds: longest = 30, share = 1 }: Repetition): Promise<Timing> {
  const count = Math.ceil(whole * share);
  const seconds = longest * share;
  const times: number[] = [];
  let next = 0;
  const run = async (until: number, deadline: number, isCounted: boolean) => {
    while (next < until && performance.now() < deadline) {
      const index = next++;
      const start = performance.now();
      await work(index);
      if (isCounted) times.push(performance.now() - start);
    }
  };
  const together = (until: number, isCounted: boolean) => {
    const deadline = performance.now() + seconds * 1000;
    return Promise.all(Array.from({ length: atOnce }, () => run(until, deadline, isCounted)));
  };
  await together(Math.ceil((warmUp ?? whole / 10) * share), false);
  const start = performance.now();
  const counted = next + count;
  await together(counted, true);
  return { ...timingOf(times), perSecond: (1000 * times.length) / (performance.now() - start) };
}

/** The same for times that were taken elsewhere. */
export const timingOf = (times: readonly number[]): Timing => ({
  count: times.length, perSecond: (1000 * times.length) / times.reduce((sum, time) => sum + time, 0), p50: quantile(times, 0.5), p95: quantile(times, 0.95),
});

/** Milliseconds that one thing took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly milliseconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, milliseconds: performance.now() - start };
}

/** How often `work` runs in a second of this process. */
export function rateOf(work: () => unknown, seconds = 1): number {
  for (let index = 0; index < 200; index++) work();
  let done = 0;
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) for (let index = 0; index < 50; index++, done++) work();
  return (1000 * done) / (performance.now() - start);
}
