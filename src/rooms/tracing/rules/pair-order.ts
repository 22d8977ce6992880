/**
 * The places of pairs in the order of their records (left, then right), each pair once: of equal ones the first. Linear in the
 * number of pairs but for those that share their left record.
 */
export function orderOfPairs(count: number, left: Uint32Array, right: Uint32Array): Uint32Array {
  let most = 0;
  for (let pair = 0; pair < count; pair++) if (left[pair]! > most) most = left[pair]!;
  const ends = new Uint32Array(most + 2);
  for (let pair = 0; pair < count; pair++) ends[left[pair]! + 1]!++;
  for (let record = 1; record < ends.length; record++) ends[record]! += ends[record - 1]!;
  const starts = ends.slice();
  const order = new Uint32Array(count);
  for (let pair = 0; pair < count; pair++) order[starts[left[pair]!]!++] = pair;
  let kept = 0;
  for (let record = 0; record <= most; record++) {
    const own = order.subarray(ends[record], ends[record + 1]).sort((one, other) => right[one]! - right[other]! || one - other);
    let last = -1;
    for (const pair of own) {
      if (right[pair] === last) continue;
      last = right[pair]!;
      order[kept++] = pair;
    }
  }
  return order.slice(0, kept);
}
