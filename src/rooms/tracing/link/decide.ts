import { bestThreshold, expectedAt, type Expected } from '../rules/expected-quality.ts';
import { defaultGrouping } from '../rules/group.ts';
import { groupTable, missingPairs } from '../rules/group-table.ts';
import { joinPairs, type ScoredPairs } from '../rules/score-pairs.ts';
import { withoutRivals } from './one-to-one.ts';

/** A pair that is given out. */
export interface Link {
  readonly left: number;
  readonly right: number;
  readonly probability: number;
}

export interface Decision {
  readonly threshold: number;
  readonly expected: Expected;
  /** By falling probability, then by record. */
  readonly links: readonly Link[];
  /** The group of each record (by its lowest record); where two files are linked, the record itself. */
  readonly groups: Int32Array;
}

/** No threshold that the engine chooses is lower: a wrong link between siblings costs more than a missed one. */
const leastChosen = 0.6;
/** Nor higher: where all pairs are sure or hopeless, any threshold between them is as good. */
const mostChosen = 0.75;
/** Nothing that a file says is surer. */
const surest = 0.99999;

const bitsOf = (probability: number): number => {
  const open = Math.min(1 - 1e-9, Math.max(1e-9, probability));
  return Math.log2(open / (1 - open));
};

const thresholdOf = (probabilities: Float64Array, asked: number | undefined): number => asked ?? Math.min(mostChosen, bestThreshold(probabilities, leastChosen).threshold);

/**
 * Pairs of one file with those that were passed by although both records hang together by others, where they say more than nothing.
 * @param scoreOf the score of any two records
 */
export function completePairs(count: number, pairs: ScoredPairs, probabilities: Float64Array, asked: number | undefined, scoreOf: (left: number, right: number) => number): ScoredPairs {
  const missing = missingPairs(count, { ...pairs, scores: probabilities.map(bitsOf) }, bitsOf(thresholdOf(probabilities, asked)) - 1e-6);
  const [left, right, scores]: [number[], number[], number[]] = [[], [], []];
  for (let at = 0; at < missing.length; at += 2) {
    const score = scoreOf(missing[at]!, missing[at + 1]!);
    if (score <= defaultGrouping.missing) continue;
    left.push(missing[at]!);
    right.push(missing[at + 1]!);
    scores.push(score);
  }
  return left.length === 0 ? pairs : joinPairs([pairs, { count: left.length, left: Uint32Array.from(left), right: Uint32Array.from(right), scores: Float64Array.from(scores) }]);
}

/**
 * Which pairs are links. Within one file, records of one person support each other: they are grouped under constraints
 * (never by transitive closure), and what stands in one group is linked, also a pair that alone would not have been.
 * @param isSame where two files are linked, whether two records of one of them speak of one person
 * @param asked least probability, where it was said
 */
export function decide(count: number, pairs: ScoredPairs, probabilities: Float64Array, isSame: ((one: number, other: number) => boolean) | undefined, asked: number | undefined): Decision {
  const threshold = thresholdOf(probabilities, asked);
  const expected = expectedAt(probabilities, threshold);
  let links: Link[] = [];
  let groups = Int32Array.from({ length: count }, (_, record) => record);
  if (isSame === undefined) {
    const scored = { ...pairs, scores: probabilities.map(bitsOf) };
    groups = groupTable(count, scored, bitsOf(threshold) - 1e-6) as Int32Array<ArrayBuffer>;
    const known = new Map<number, number>();
    for (let pair = 0; pair < pairs.count; pair++) if (groups[pairs.left[pair]!] === groups[pairs.right[pair]!]) known.set(pairs.left[pair]! * 2 ** 26 + pairs.right[pair]!, probabilities[pair]!);
    for (const members of membersOf(groups)) {
      for (const [place, left] of members.entries()) {
        for (const right of members.slice(place + 1)) {
          const of = (one: number, other: number): number => known.get(Math.min(one, other) * 2 ** 26 + Math.max(one, other)) ?? 0;
          links.push({ left, right, probability: Math.min(surest, Math.max(threshold, of(left, right), ...members.map((other) => (other === left || other === right ? 0 : of(left, other) * of(other, right))))) });
        }
      }
    }
  } else {
    for (let pair = 0; pair < pairs.count; pair++) if (probabilities[pair]! >= threshold) links.push({ left: pairs.left[pair]!, right: pairs.right[pair]!, probability: Math.min(surest, probabilities[pair]!) });
  }
  links.sort((one, other) => other.probability - one.probability || one.left - other.left || one.right - other.right);
  if (isSame !== undefined) links = withoutRivals(links, isSame);
  return { threshold, expected, links, groups };
}

/** Records of each group of two and more. */
export function membersOf(groups: Int32Array): number[][] {
  const members = new Map<number, number[]>();
  for (const [record, group] of groups.entries()) {
    const own = members.get(group);
    if (own === undefined) members.set(group, [record]);
    else own.push(record);
  }
  return [...members.values()].filter((own) => own.length > 1);
}
