import { monthAfter } from '#kernel/instant.ts';

/** Every month from `first` to `last`, with one that was asked for although it lies outside; five years at most. */
export function monthsBetween(first: string, last: string, asked: string): string[] {
  const [from, until] = [first < asked ? first : asked, last > asked ? last : asked];
  const months = [from];
  while (months.at(-1)! < until && months.length < 600) months.push(monthAfter(months.at(-1)!));
  return months.slice(-60);
}
