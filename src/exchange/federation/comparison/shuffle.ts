import { chanceBelow, type RandomBytes } from '#platform/vault/index.ts';

/** An order of chance (Fisher and Yates). */
export function shuffled<T>(list: readonly T[], chance: RandomBytes): T[] {
  const all = [...list];
  for (let last = all.length - 1; last > 0; last--) {
    const other = chanceBelow(last + 1, chance);
    [all[last], all[other]] = [all[other]!, all[last]!];
  }
  return all;
}
