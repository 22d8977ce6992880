import { sameChild, sameFamily } from '#rooms/tracing/rules/model.ts';

/** Quality of a list of scored pairs against the truth. Recall counts every true pair of the file, also those never compared. */
export interface Quality {
  readonly best: { readonly f1: number; readonly precision: number; readonly recall: number; readonly score: number };
  readonly recallAtPrecision99: number;
  /** At the operating threshold that was asked for. */
  readonly operating: { readonly f1: number; readonly precision: number; readonly recall: number; readonly familyLinksPer100: number };
  readonly found: number;
}

/**
 * @param scores of the pairs, higher is more alike
 * @param labels the class of each pair
 * @param truePairs pairs of one child in the whole file
 * @param threshold score from which a pair counts as linked
 */
export function evaluate(scores: Float64Array, labels: Uint8Array, truePairs: number, threshold: number): Quality {
  const order = Uint32Array.from({ length: scores.length }, (_, index) => index).sort((one, other) => scores[other]! - scores[one]!);
  const at = (hits: number, linked: number) => {
    const [precision, recall] = [linked === 0 ? 1 : hits / linked, hits / truePairs];
    return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
  };
  let [hits, families, recallAtPrecision99] = [0, 0, 0];
  let best = { ...at(0, 0), score: Infinity };
  let operating = { ...at(0, 0), familyLinksPer100: 0 };
  for (let linked = 1; linked <= order.length; linked++) {
    const pair = order[linked - 1]!;
    if (labels[pair] === sameChild) hits++;
    else if (labels[pair] === sameFamily) families++;
    // Ties belong together: a threshold cannot stand between equal scores.
    if (linked < order.length && scores[order[linked]!] === scores[pair]) continue;
    const now = at(hits, linked);
    if (now.f1 > best.f1) best = { ...now, score: scores[pair]! };
    if (now.precision >= 0.99) recallAtPrecision99 = now.recall;
    if (scores[pair]! >= threshold) operating = { ...now, familyLinksPer100: (100 * families) / linked };
  }
  return { best, recallAtPrecision99, operating, found: at(hits, order.length).recall };
}

const percent = (share: number): string => share.toFixed(4);
export const describe = (quality: Quality): string =>
  `best F1 ${percent(quality.best.f1)} (P ${quality.best.precision.toFixed(3)}, R ${quality.best.recall.toFixed(3)}, at ${quality.best.score.toFixed(2)} bits)` +
  ` · recall at P .99 ${percent(quality.recallAtPrecision99)} · operating F1 ${percent(quality.operating.f1)} (P ${quality.operating.precision.toFixed(3)}, R ${quality.operating.recall.toFixed(3)})` +
  ` · family links per 100 ${quality.operating.familyLinksPer100.toFixed(2)} · candidates hold ${percent(quality.found)}`;
