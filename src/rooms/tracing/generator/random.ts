/** A seeded source of chance (sfc32): the same seed gives the same registry on every machine. Not for secrets. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  isChance(probability: number): boolean;
  /** Uniform integer from `least` to `most`, both included. */
  integer(least: number, most: number): number;
  pick<T>(values: readonly T[]): T;
  /** Standard normal. */
  normal(): number;
}

export function createRandom(seed: number): Random {
  let [a, b, c, d] = [seed | 0, 0x9e3779b9, 0x243f6a88, 1];
  const next = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 15; round++) next();
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next, integer,
    isChance: (probability) => next() < probability,
    pick: (values) => values[integer(0, values.length - 1)]!,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** Draws from a list whose first values are the commonest: the chance of rank r falls with r to the power `exponent`. */
export function createRankedDraw<T>(values: readonly T[], exponent: number): (random: Random) => T {
  const cumulative: number[] = [];
  let total = 0;
  for (let rank = 1; rank <= values.length; rank++) cumulative.push((total += rank ** -exponent));
  return (random) => {
    const sought = random.next() * total;
    let [low, high] = [0, values.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! <= sought) low = middle + 1;
      else high = middle;
    }
    return values[low]!;
  };
}

/** Draws a key of `shares` with its share of the total. */
export function drawShare<K extends string>(random: Random, shares: Readonly<Record<K, number>>): K {
  const entries = Object.entries(shares) as [K, number][];
  let sought = random.next() * entries.reduce((sum, [, share]) => sum + share, 0);
  for (const [key, share] of entries) if ((sought -= share) < 0) return key;
  return entries.at(-1)![0];
}
