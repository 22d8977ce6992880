import { defaultGrouping, groupRecords, type GroupOptions } from './group.ts';
import type { ScoredPairs } from './score-pairs.ts';

/**
 * Groups the records of a whole file: `groupRecords` on each part of it that hangs together by pairs above 0 bits, so
 * that memory is that of the largest part.
 * @param threshold bits from which a pair speaks for one person
 * @returns the group of each record, numbered by its lowest record
 */
export function groupTable(count: number, pairs: ScoredPairs, threshold: number, options: GroupOptions = defaultGrouping): Int32Array {
  const parts = connected(count, pairs, threshold);
  const pairsOf = new Map<number, number[]>();
  for (let pair = 0; pair < pairs.count; pair++) {
    const part = parts[pairs.left[pair]!]!;
    if (part !== parts[pairs.right[pair]!]) continue;
    const own = pairsOf.get(part);
    if (own === undefined) pairsOf.set(part, [pair]);
    else own.push(pair);
  }
  const groups = Int32Array.from({ length: count }, (_, record) => record);
  for (const own of pairsOf.values()) {
    const members = [...new Set(own.flatMap((pair) => [pairs.left[pair]!, pairs.right[pair]!]))].toSorted((one, other) => one - other);
    const place = new Map(members.map((record, index) => [record, index]));
    const local = own.map((pair) => ({ left: place.get(pairs.left[pair]!)!, right: place.get(pairs.right[pair]!)!, score: pairs.scores[pair]! - threshold }));
    for (const [index, group] of groupRecords(members.length, local, options).entries()) groups[members[index]!] = members[group]!;
  }
  return groups;
}

/** Records of a part that hangs together beyond which its missing pairs are not looked for. */
const mostMembers = 40;

/**
 * Pairs that are not among `pairs` although both records hang together by others: the first look, or the keys, passed them by, and what they
 * say counts when a part is grouped. Left and right by turns.
 */
export function missingPairs(count: number, pairs: ScoredPairs, threshold: number): Uint32Array {
  const parts = connected(count, pairs, threshold);
  const known = new Set<number>();
  for (let pair = 0; pair < pairs.count; pair++) if (parts[pairs.left[pair]!] === parts[pairs.right[pair]!]) known.add(pairs.left[pair]! * 2 ** 26 + pairs.right[pair]!);
  // The records of a part one behind the other.
  const order = Uint32Array.from(parts.keys()).sort((one, other) => parts[one]! - parts[other]! || one - other);
  const missing: number[] = [];
  for (let from = 0; from < count;) {
    let to = from + 1;
    while (to < count && parts[order[to]!] === parts[order[from]!]) to++;
    if (to - from > 2 && to - from <= mostMembers) {
      for (let one = from; one < to; one++) for (let other = one + 1; other < to; other++) if (!known.has(order[one]! * 2 ** 26 + order[other]!)) missing.push(order[one]!, order[other]!);
    }
    from = to;
  }
  return Uint32Array.from(missing);
}

/** Which records hang together, by the lowest of them. */
function connected(count: number, pairs: ScoredPairs, threshold: number): Int32Array {
  const parents = Int32Array.from({ length: count }, (_, record) => record);
  const root = (record: number): number => {
    let top = record;
    while (parents[top] !== top) top = parents[top] = parents[parents[top]!]!;
    return top;
  };
  for (let pair = 0; pair < pairs.count; pair++) {
    if (pairs.scores[pair]! <= threshold) continue;
    const [one, other] = [root(pairs.left[pair]!), root(pairs.right[pair]!)];
    if (one !== other) parents[Math.max(one, other)] = Math.min(one, other);
  }
  return parents.map((_, record) => root(record));
}
