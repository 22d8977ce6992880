import { createChance, type RandomBytes } from '#platform/vault/index.ts';

/** An order of chance (Fisher and Yates). */
export function shuffled<T>(list: readonly T[], chance: RandomBytes): T[] {
  const all = [...list];
  const below = createChance(chance);
  for (let last = all.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [all[last], all[other]] = [all[other]!, all[last]!];
  }
  return all;
}
