/** What a threshold on calibrated probabilities is expected to give. */
export interface Expected {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * The threshold at which the expected F1 is highest, if the probabilities are true: every pair counts as its probability
 * (Lipton, Elkan and Naryanaswamy 2014: the best threshold is half the best F1). Never below `least`.
 * @param probabilities of the candidate pairs, any order
 */
export function bestThreshold(probabilities: Float64Array, least: number): Expected {
  const order = probabilities.toSorted().reverse();
  const all = order.reduce((sum, probability) => sum + probability, 0);
  let [hits, best] = [0, { threshold: 1, precision: 1, recall: 0, f1: 0 } as Expected];
  for (let linked = 1; linked <= order.length && order[linked - 1]! >= least; linked++) {
    hits += order[linked - 1]!;
    if (linked < order.length && order[linked] === order[linked - 1]) continue;
    const f1 = (2 * hits) / (linked + all);
    if (f1 > best.f1) best = { threshold: order[linked - 1]!, precision: hits / linked, recall: hits / all, f1 };
  }
  return best;
}

/** What a given threshold is expected to give. */
export function expectedAt(probabilities: Float64Array, threshold: number): Expected {
  let [hits, linked, all] = [0, 0, 0];
  for (const probability of probabilities) {
    all += probability;
    if (probability < threshold) continue;
    hits += probability;
    linked++;
  }
  return { threshold, precision: linked === 0 ? 1 : hits / linked, recall: all === 0 ? 0 : hits / all, f1: linked + all === 0 ? 0 : (2 * hits) / (linked + all) };
}
