import { bits } from '#rooms/tracing/rules/near-words.ts';
import { keyWords } from '#rooms/tracing/rules/private/join.ts';

/** How alike each pair of some keys is (Dice), one row behind the other. */
export function likenesses(keys: Uint32Array): Float32Array {
  const count = keys.length / keyWords;
  const weight = Int32Array.from({ length: count }, (_, key) => { let sum = 0; for (let word = 0; word < keyWords; word++) sum += bits(keys[key * keyWords + word]!); return sum; });
  const all = new Float32Array(count * count);
  for (let one = 0; one < count; one++) {
    for (let other = one; other < count; other++) {
      let common = 0;
      for (let word = 0; word < keyWords; word++) common += bits(keys[one * keyWords + word]! & keys[other * keyWords + word]!);
      all[one * count + other] = all[other * count + one] = (2 * common) / (weight[one]! + weight[other]!);
    }
  }
  return all;
}

const nearest = 24;

/**
 * What the place of each record in the graph of likenesses says of it, without any key: its own likenesses in order, their mean and
 * spread, and the same of its neighbours and of theirs (features of the graph-matching attack of Vidanage, Christen, Ranbaduge and
 * Schnell, CIKM 2020). Standardised over the graph.
 */
export function featuresOfGraph(likeness: Float32Array): Float32Array[] {
  const count = Math.sqrt(likeness.length);
  const neighbours = Array.from({ length: count }, (_, node) => [...Array(count).keys()].filter((other) => other !== node)
    .sort((one, other) => likeness[node * count + other]! - likeness[node * count + one]!).slice(0, nearest));
  const own = neighbours.map((near, node) => {
    const values = near.map((other) => likeness[node * count + other]!);
    let [sum, squares] = [0, 0];
    for (let other = 0; other < count; other++) { sum += likeness[node * count + other]!; squares += likeness[node * count + other]! ** 2; }
    const clustered = near.slice(0, 8).flatMap((one, index) => near.slice(index + 1, 8).map((other) => likeness[one * count + other]!)).reduce((total, value) => total + value, 0) / 28;
    return [...values, sum / count, Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)), clustered, ...[0.5, 0.6, 0.7].map((least) => Math.log1p(values.filter((value) => value >= least).length))];
  });
  const around = (features: readonly number[][]): number[][] => neighbours.map((near) => features[0]!.map((_, place) => near.slice(0, 8).reduce((sum, other) => sum + features[other]![place]!, 0) / 8));
  const [first, second] = [around(own), around(around(own))];
  const rows = own.map((values, node) => Float32Array.from([...values, ...first[node]!, ...second[node]!]));
  const width = rows[0]!.length;
  for (let place = 0; place < width; place++) {
    const mean = rows.reduce((sum, row) => sum + row[place]!, 0) / count;
    const spread = Math.sqrt(rows.reduce((sum, row) => sum + (row[place]! - mean) ** 2, 0) / count) || 1;
    for (const row of rows) row[place] = (row[place]! - mean) / spread;
  }
  return rows;
}

/** Greedy one-to-one matching, the surest first. @param score of a row of one graph and a row of the other, `width` columns */
function match(score: Float32Array, width: number): { left: number; right: number; lead: number }[] {
  const height = score.length / width;
  const order = Array.from({ length: height }, (_, left) => {
    let [best, second, right] = [-Infinity, -Infinity, 0];
    for (let column = 0; column < width; column++) {
      const value = score[left * width + column]!;
      if (value > best) [second, best, right] = [best, value, column];
      else if (value > second) second = value;
    }
    return { left, right, lead: best - second, best };
  }).sort((one, other) => other.lead - one.lead);
  const taken = new Set<number>();
  return order.filter(({ right }) => (taken.has(right) ? false : taken.add(right)));
}

/**
 * Aligns two graphs of likenesses: first by the features of their nodes, then in rounds by how alike each is to those that are
 * surest so far (seeded graph matching). The attacker keeps the rounds whose anchors agree best with each other.
 * @returns for each record of the known list the encoding that the attacker takes for it
 */
export function attack(known: Float32Array, stolen: Float32Array, rounds = 6): Map<number, number> {
  const [height, width] = [Math.sqrt(known.length), Math.sqrt(stolen.length)];
  const [one, other] = [featuresOfGraph(known), featuresOfGraph(stolen)];
  const score = new Float32Array(height * width);
  for (let left = 0; left < height; left++) for (let right = 0; right < width; right++) {
    let distance = 0;
    for (let place = 0; place < one[left]!.length; place++) distance += (one[left]![place]! - other[right]![place]!) ** 2;
    score[left * width + right] = -distance;
  }
  let found = match(score, width);
  for (let round = 0; round < rounds; round++) {
    const anchors = found.slice(0, Math.max(20, Math.round(found.length * (0.1 + 0.1 * round))));
    const profile = (likeness: Float32Array, count: number, node: number, side: 'left' | 'right'): Float32Array => {
      const values = Float32Array.from(anchors, (anchor) => likeness[node * count + anchor[side]]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) || 1;
      return values.map((value) => (value - mean) / length);
    };
    const lefts = Array.from({ length: height }, (_, node) => profile(known, height, node, 'left'));
    const rights = Array.from({ length: width }, (_, node) => profile(stolen, width, node, 'right'));
    for (let left = 0; left < height; left++) for (let right = 0; right < width; right++) {
      let sum = 0;
      for (let place = 0; place < anchors.length; place++) sum += lefts[left]![place]! * rights[right]![place]!;
      score[left * width + right] = sum;
    }
    found = match(score, width);
  }
  return new Map(found.map(({ left, right }) => [left, right]));
}
