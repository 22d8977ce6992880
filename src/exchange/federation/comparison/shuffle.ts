/** An order of chance (Fisher and Yates), by 48 random bits a step. */
export function shuffled<T>(list: readonly T[], chance: (count: number) => Uint8Array): T[] {
  const all = [...list];
  for (let last = all.length - 1; last > 0; last--) {
    const other = Buffer.from(chance(6)).readUIntBE(0, 6) % (last + 1);
    [all[last], all[other]] = [all[other]!, all[last]!];
  }
  return all;
}
