import { createSearchIndex } from '#rooms/tracing/engine.ts';
import { generateCorridor, type LabelledRecord } from '#rooms/tracing/generator/corridor.ts';
import { createJoinKernel } from '#rooms/tracing/kernels/keys.ts';
import { loadKernel } from '#rooms/tracing/kernels/load.ts';
import { readNameKnowledge } from '#rooms/tracing/names.ts';
import { dailyLimits, decoyShare, factsAnswered, factsAsked, leastLikeness, mostNominated } from '#rooms/tracing/rules/comparison.ts';
import { compositeFacts } from '#rooms/tracing/rules/private/facts.ts';
import { bitsOfKeys } from '#rooms/tracing/rules/private/join.ts';
import { nominate } from '#rooms/tracing/rules/private/nominate.ts';
import { inventPersons } from '#rooms/tracing/service/private-engine.ts';
import { randomBytes } from 'node:crypto';
import { hardened, newHash, plain, type Encoded } from './private/encodings.ts';

/**
 * What private comparison finds and what it costs, on an unseen corridor of two agencies: `node bench/matching/private.ts [children]`. Plaintext links are
 * what the full model says with probability 0.5 and more when it sees everything.
 */
const children = Number(process.argv[2] ?? 3000);
const all = generateCorridor({ children, seed: 7001 });
const seen = new Set<number>();
const isFirst = ({ childId }: LabelledRecord): boolean => !seen.has(childId) && seen.add(childId) !== undefined;
const left = all.filter(({ source }) => source === 'A');
const right = all.filter((record) => record.source !== 'A' && isFirst(record));
const truth = left.filter(({ childId }) => seen.has(childId)).length;
const isTrue = (one: number, other: number): boolean => left[one]!.childId === right[other]!.childId;
const three = (value: number): string => value.toFixed(3);
const cpu = (from?: NodeJS.CpuUsage): NodeJS.CpuUsage => process.cpuUsage(from);
const seconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;
console.log(`${left.length} records at one agency, ${right.length} at the other, ${truth} children in both\n`);

const index = createSearchIndex();
const place = new Map(right.map(({ record }, at) => [record.key, at]));
for (const { record } of right) index.upsert(record);
const links = left.flatMap(({ record }, one) => index.search(record, { limit: 5 }).filter(({ probability }) => probability >= 0.5).map(({ key }) => [one, place.get(key)!] as const));
const trueLinks = links.filter(([one, other]) => isTrue(one, other)).length;
console.log(`plaintext model: ${links.length} links, precision ${three(trueLinks / links.length)}, recall ${three(trueLinks / truth)}\n`);

/* Tier 1 */
const { nicknames } = readNameKnowledge();
const holders = new Map<string, number[]>();
for (const [other, { record }] of right.entries()) for (const fact of compositeFacts(record, nicknames, factsAnswered)) holders.set(fact, [...(holders.get(fact) ?? []), other]);
const meets = (record: LabelledRecord['record']): [number, number][] => {
  const counts = new Map<number, number>();
  for (const fact of compositeFacts(record, nicknames, factsAsked)) for (const other of holders.get(fact) ?? []) counts.set(other, (counts.get(other) ?? 0) + 1);
  return [...counts].filter(([, common]) => common >= 2);
};
const met = left.flatMap(({ record }, one) => meets(record).map(([other, common]) => ({ one, other, common })));
const right1 = met.filter(({ one, other }) => isTrue(one, other)).length;
console.log('| facts that meet | recall | precision | candidates a record |\n|---|---|---|---|');
for (const least of [2, 3]) {
  const some = met.filter(({ common }) => common >= least);
  const good = some.filter(({ one, other }) => isTrue(one, other)).length;
  console.log(`| ${least} or more | ${three(good / truth)} | ${three(good / some.length)} | ${three(some.length / left.length)} |`);
}
const guesses = generateCorridor({ children: 4000, seed: 31 }).map(({ record }) => record);
const lucky = guesses.filter((record) => meets(record).length > 0).length;
console.log(`\nenumeration: ${three(lucky / guesses.length)} of invented persons meet somebody of the ${right.length}; the quota lets ${dailyLimits.facts / factsAsked} be asked a day, so ${three((lucky / guesses.length) * (dailyLimits.facts / factsAsked))} answers a day. Found rightly with all that is known: ${three(right1 / truth)}\n`);

/* Tier 2 */
const kernel = createJoinKernel(loadKernel('keys')!);
const records = (some: readonly LabelledRecord[]) => some.map(({ record }) => record);
const decoys = inventPersons(Math.ceil(right.length * decoyShare), randomBytes);
console.log('| encodings | fill | best F1 (P, R) | plaintext links among the 20 nearest | true partners among the 20 nearest | encode CPU-s | join CPU-s |\n|---|---|---|---|---|---|---|');
for (const [name, encode, extra] of [['plain Bloom filter', plain, []], ['salted and folded', hardened, []], ['and with decoys, as the program sends', hardened, decoys]] as const) {
  const hash = newHash();
  const begun = cpu();
  const [one, other]: [Encoded, Encoded] = [encode(records(left), hash), encode([...records(right), ...extra], hash)];
  const encoded = seconds(cpu(begun));
  const before = cpu();
  const pairs = kernel(one.keys, other.keys, 440);
  const joined = seconds(cpu(before));
  const [leftBits, rightBits] = [bitsOfKeys(one.keys), bitsOfKeys(other.keys)];
  const likeness = Float64Array.from(pairs.common, (common, pair) => (2 * common) / (leftBits[pairs.left[pair]!]! + rightBits[pairs.right[pair]!]!));
  const owners = (pair: number): [number, number] => [one.owners[pairs.left[pair]!]!, other.owners[pairs.right[pair]!]!];
  const best = new Map<string, number>();
  for (const [pair, value] of likeness.entries()) { const key = owners(pair).join(' '); if (value > (best.get(key) ?? 0)) best.set(key, value); }
  const scored = [...best].map(([key, value]) => { const [from, to] = key.split(' ').map(Number) as [number, number]; return { from, to, value, isTrue: to < right.length && isTrue(from, to) }; }).sort((first, second) => second.value - first.value);
  let [hits, f1, at] = [0, { value: 0, precision: 0, recall: 0 }, 0];
  for (const { isTrue: good } of scored) { at++; if (good) hits++; const [precision, recall] = [hits / at, hits / truth]; const value = (2 * precision * recall) / (precision + recall || 1); if (value > f1.value) f1 = { value, precision, recall }; }
  // of each record the twenty most alike
  const counts = new Int32Array(left.length);
  const first = scored.filter(({ from }) => ++counts[from]! <= 20);
  const kept = new Set(first.map(({ from, to }) => `${from} ${to}`));
  const held = links.filter(([from, to]) => kept.has(`${from} ${to}`)).length / links.length;
  const partners = first.filter(({ isTrue: good }) => good).length / truth;
  console.log(`| ${name} | ${three(leftBits.reduce((sum, bit) => sum + bit, 0) / leftBits.length / 1024)} | ${three(f1.value)} (${three(f1.precision)}, ${three(f1.recall)}) | ${three(held)} | ${three(partners)} | ${encoded.toFixed(2)} | ${joined.toFixed(2)} |`);
  if (extra.length === 0) continue;
  for (const least of [leastLikeness - 60, leastLikeness - 30, leastLikeness, leastLikeness + 30, leastLikeness + 60]) {
    const found = nominate(kernel(one.keys, other.keys, least), { left: leftBits, right: rightBits }, { left: one.owners, right: other.owners }, mostNominated);
    const good = found.filter(({ left: from, right: to }) => to < right.length && isTrue(from, to)).length;
    const invented = found.filter(({ right: to }) => to >= right.length).length;
    console.log(`\nnominated from likeness ${least / 1000} on, ${mostNominated} a person${least === leastLikeness ? ', as the program does' : ''}: recall ${three(good / truth)}, precision ${three(good / found.length)}, invented ${three(invented / found.length)}, ${three(found.length / left.length)} a record`);
  }  // who has the key of the run may try names on what it received, as long as it has it
  const tried = encode(guesses, hash);
  for (const least of [leastLikeness, leastLikeness + 60, leastLikeness + 120]) {
    const struck = kernel(tried.keys, other.keys, least);
    const persons = new Set(Array.from(struck.right, (key) => other.owners[key]!));
    const real = [...persons].filter((person) => person < right.length).length;
    console.log(`\n${guesses.length} invented names tried under the key of the run, likeness ${least / 1000}: they strike ${three(real / right.length)} of the real children and ${three((persons.size - real) / extra.length)} of the invented`);
  }
}
