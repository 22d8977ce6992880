import { generateCorridor } from '#rooms/tracing/generator/corridor.ts';
import type { PersonRecord } from '#rooms/tracing/rules/record.ts';
import { hardened, newHash, plain, type Encoded } from './private/encodings.ts';
import { attack, likenesses } from './private/graph.ts';

/**
 * How many children a thief of encodings recognises who has a list of names, by aligning the two graphs of likenesses:
 * `node bench/matching/attack.ts [records] [seeds]`. The thief knows the algorithm and everything but the key, and her list has the very same spelling
 * as the registry: both make the attack easier than it is. `overlap`: which share of the stolen registry is on her list; the list is as long as the
 * registry. `decoys`: invented persons among the encodings, as a share of the real ones.
 */
const size = Number(process.argv[2] ?? 500);
const seeds = Number(process.argv[3] ?? 2);

const one = (child: number, seen: Set<number>): boolean => !seen.has(child) && seen.add(child) !== undefined;
function people(count: number, seed: number): PersonRecord[] {
  const seen = new Set<number>();
  return generateCorridor({ children: count * 2, seed }).filter(({ childId, record }) => (record.sex === 'F' || record.sex === 'M') && one(childId, seen)).slice(0, count).map(({ record }) => record);
}

/** Share of the children on the list and in the registry who are recognised. */
function recognised(encode: (records: readonly PersonRecord[]) => Encoded, overlap: number, decoys: number, seed: number): number {
  const registry = people(size, seed);
  const common = Math.round(size * overlap);
  const list = [...registry.slice(0, common), ...people(size - common, seed + 500)];
  const stolen = [...registry, ...people(Math.round(size * decoys), seed + 900)];
  const order = stolen.map((_, index) => index).sort((left, right) => ((left * 7919 + seed) % 10007) - ((right * 7919 + seed) % 10007));
  const found = attack(likenesses(encode(list).keys), likenesses(encode(order.map((index) => stolen[index]!)).keys));
  return Array.from({ length: common }, (_, index) => index).filter((index) => order[found.get(index) ?? -1] === index).length / common;
}

/** The list is encoded under another key than the registry: the thief's own. */
const underTwoKeys = (encode: typeof plain) => {
  let turn = 0;
  const hashes = [newHash(), newHash()];
  return (records: readonly PersonRecord[]): Encoded => encode(records, hashes[turn++ % 2]!);
};
const systems: readonly (readonly [string, typeof plain, number])[] = [
  ['plain Bloom filter', plain, 0], ['plain Bloom filter', plain, 0.25], ['salted and folded', hardened, 0], ['as the program sends', hardened, 0.25], ['more decoys', hardened, 0.5],
];
console.log(`recognised by graph matching, ${size} records, mean of ${seeds}; by chance ${(1 / size).toFixed(4)}\n`);
console.log(`| encodings | decoys | ${[1, 0.95, 0.9, 0.8, 0.6, 0.4].map((overlap) => `overlap ${overlap}`).join(' | ')} |\n|---|---|${'---|'.repeat(6)}`);
for (const [name, encode, decoys] of systems) {
  const shares = [1, 0.95, 0.9, 0.8, 0.6, 0.4].map((overlap) => Array.from({ length: seeds }, (_, seed) => recognised(underTwoKeys(encode), overlap, decoys, 100 + seed)).reduce((sum, share) => sum + share, 0) / seeds);
  console.log(`| ${name} | ${decoys} | ${shares.map((share) => share.toFixed(3)).join(' | ')} |`);
}
