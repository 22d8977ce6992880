/** A scored pair of records: bits above 0 speak for one child. */
export interface ScoredPair {
  readonly left: number;
  readonly right: number;
  readonly score: number;
}

export interface GroupOptions {
  /** Bits of a pair inside a group that was never a candidate: it has nothing in common. */
  readonly missing: number;
  /** Bits that one pair counts at most, for or against: one clerk's perfect copy must not outvote three records. */
  readonly most: number;
  /** Pairs that somebody has told apart (confirmed siblings, refuted candidates): never in one group. */
  readonly apart?: readonly { readonly left: number; readonly right: number }[];
}

export const defaultGrouping: GroupOptions = { missing: -3, most: 8 };

/**
 * Suggests which records speak of one child: greedy contraction of the strongest edge while all pairs between two groups
 * together speak for it (correlation clustering; Keuper et al. 2015). Not a transitive closure: a record that two
 * others claim goes where the whole group's evidence is, and what was told apart stays apart.
 * @param pairs all candidates with their scores, also the unlikely ones: they hold groups apart
 * @returns the group of each record, numbered by its lowest record
 */
export function groupRecords(count: number, pairs: readonly ScoredPair[], options: GroupOptions = defaultGrouping): Int32Array {
  const groups = Int32Array.from({ length: count }, (_, record) => record);
  const members: number[][] = Array.from({ length: count }, (_, record) => [record]);
  /** For each group its neighbours: summed bits of the compared pairs and how many those are. */
  const edges = Array.from({ length: count }, () => new Map<number, { sum: number; known: number }>());
  const join = (one: number, other: number, sum: number, known: number): void => {
    for (const [from, to] of [[one, other], [other, one]] as const) {
      const edge = edges[from]!.get(to);
      if (edge === undefined) edges[from]!.set(to, { sum, known });
      else { edge.sum += sum; edge.known += known; }
    }
  };
  for (const { left, right, score } of pairs) join(left, right, Math.max(-options.most, Math.min(options.most, score)), 1);
  for (const { left, right } of options.apart ?? []) join(left, right, -Infinity, 1);

  const bitsBetween = (one: number, other: number): number => {
    const edge = edges[one]!.get(other);
    return edge === undefined ? -Infinity : edge.sum + (members[one]!.length * members[other]!.length - edge.known) * options.missing;
  };
  const queue = createQueue();
  for (const { left, right } of pairs) {
    const bits = bitsBetween(left, right);
    if (bits > 0) queue.push(left, right, bits);
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { left, right, bits } = next;
    // Stale entries: one of the groups has grown since, or is no more.
    if (members[left]!.length === 0 || members[right]!.length === 0 || bitsBetween(left, right) !== bits) continue;
    const [kept, gone] = members[left]!.length >= members[right]!.length ? [left, right] : [right, left];
    for (const record of members[gone]!) groups[record] = kept;
    members[kept]!.push(...members[gone]!);
    members[gone] = [];
    edges[kept]!.delete(gone);
    for (const [neighbour, edge] of edges[gone]!) {
      edges[neighbour]!.delete(gone);
      if (neighbour !== kept) join(kept, neighbour, edge.sum, edge.known);
    }
    edges[gone]!.clear();
    for (const neighbour of edges[kept]!.keys()) {
      const now = bitsBetween(kept, neighbour);
      if (now > 0) queue.push(kept, neighbour, now);
    }
  }
  const lowest = new Map<number, number>();
  for (let record = 0; record < count; record++) if (!lowest.has(groups[record]!)) lowest.set(groups[record]!, record);
  return groups.map((group) => lowest.get(group)!);
}

interface Merge {
  readonly left: number;
  readonly right: number;
  readonly bits: number;
}

/** A binary heap, strongest first; ties by the lower records, so that the result does not depend on the order of pairs. */
function createQueue(): { push(left: number, right: number, bits: number): void; pop(): Merge | undefined } {
  const heap: Merge[] = [];
  const isBefore = (one: Merge, other: Merge): boolean =>
    one.bits > other.bits || (one.bits === other.bits && (one.left < other.left || (one.left === other.left && one.right < other.right)));
  return {
    push(one, other, bits) {
      const entry = { left: Math.min(one, other), right: Math.max(one, other), bits };
      let hole = heap.push(entry) - 1;
      while (hole > 0 && isBefore(entry, heap[(hole - 1) >> 1]!)) {
        heap[hole] = heap[(hole - 1) >> 1]!;
        hole = (hole - 1) >> 1;
      }
      heap[hole] = entry;
    },
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return first;
      let hole = 0;
      for (;;) {
        let child = 2 * hole + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
        if (!isBefore(heap[child]!, last)) break;
        heap[hole] = heap[child]!;
        hole = child;
      }
      heap[hole] = last;
      return first;
    },
  };
}
