/**
 * Isotonic calibration (pool adjacent violators): the rising step function from score to share of true pairs that fits
 * best, given as a few points between which `Scorer.probabilityOf` draws lines.
 * @param scores in bits, any order
 * @param isTrue 1 where the pair is one child
 * @param most points that are kept
 */
export function calibrate(scores: Float64Array, isTrue: Uint8Array, most = 40): readonly (readonly [number, number])[] {
  const order = Uint32Array.from({ length: scores.length }, (_, index) => index).sort((one, other) => scores[one]! - scores[other]!);
  const pools: { score: number; hits: number; size: number }[] = [];
  // Bins first: one noisy pair at either end must not become a step of its own.
  const bin = Math.max(1, Math.floor(order.length / 2000));
  for (let from = 0; from < order.length; from += bin) {
    const members = order.subarray(from, from + bin);
    let [score, hits] = [0, 0];
    for (const pair of members) { score += scores[pair]!; hits += isTrue[pair]!; }
    pools.push({ score: score / members.length, hits, size: members.length });
    while (pools.length > 1 && shareOf(pools.at(-2)!) >= shareOf(pools.at(-1)!)) {
      const last = pools.pop()!;
      const before = pools.pop()!;
      const size = before.size + last.size;
      pools.push({ score: (before.score * before.size + last.score * last.size) / size, hits: before.hits + last.hits, size });
    }
  }
  const step = Math.max(1, Math.ceil(pools.length / most));
  return pools.filter((_, index) => index % step === 0 || index === pools.length - 1).map((pool) => [pool.score, shareOf(pool)] as const);
}

/** Share of true pairs, never quite 0 or 1. */
const shareOf = (pool: { readonly hits: number; readonly size: number }): number => (pool.hits + 0.5) / (pool.size + 1);
