import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { createSearchIndex } from '#rooms/tracing/engine.ts';
import { linkFiles } from '#rooms/tracing/link.ts';
import { sameChild, sameFamily, unrelated } from '#rooms/tracing/rules/model.ts';
import { valueOf } from '#kernel/result.ts';
import { evaluate } from './evaluate.ts';
import { errorsByGroup } from './fairness.ts';
import { corridorSets, historicalSet, otherSets, publicSets, tracedRecords, type MeasuredSet } from './sets.ts';

/**
 * How well files are linked without labels: `node bench/matching/accuracy.ts [children] [words of set names…]`. Each set is
 * linked by the program itself from its CSV file; precision, recall and F1 are those of the pairs it gives out at its own
 * threshold. Peers' figures: measured earlier on the same files with Splink 5.0.0.dev4 and recordlinkage 0.16.
 */
const children = Number(process.argv[2] ?? 4000);
const words = process.argv.slice(3);
const folder = mkdtempSync(path.join(tmpdir(), 'amparo-accuracy-'));
const three = (share: number): string => share.toFixed(3);

async function measure({ name, file, right, truth, peers }: MeasuredSet): Promise<void> {
  const { records: { ids, boundary }, decision, pairs, probabilities, compared } = valueOf(await linkFiles({ left: file, ...(right === undefined ? {} : { right }), asked: [], workers: availableParallelism() }));
  const classOf = (left: number, right: number): number => {
    const [one, other] = [truth.get(ids[left]!)!, truth.get(ids[right]!)!];
    return one.person === other.person ? sameChild : one.family === other.family ? sameFamily : unrelated;
  };
  const isLeft = new Set(ids.slice(0, boundary));
  const truePairs = [...Map.groupBy(truth.keys(), (id) => truth.get(id)!.person).values()].reduce((sum, own) => {
    const left = own.filter((id) => isLeft.has(id)).length;
    return sum + (right === undefined ? (own.length * (own.length - 1)) / 2 : left * (own.length - left));
  }, 0);
  const candidates = evaluate(probabilities, Uint8Array.from({ length: pairs.count }, (_, pair) => classOf(pairs.left[pair]!, pairs.right[pair]!)), truePairs, decision.threshold);
  const given = evaluate(Float64Array.from(decision.links, ({ probability }) => probability), Uint8Array.from(decision.links, ({ left, right }) => classOf(left, right)), truePairs, 0);
  const { operating } = given;
  console.log([name.padEnd(22), three(operating.precision), three(operating.recall), three(operating.f1), three(Math.max(given.best.f1, candidates.best.f1)), three(given.recallAtPrecision99),
    three(candidates.operating.f1), operating.familyLinksPer100.toFixed(2).padStart(6), three(candidates.found), String(compared).padStart(9), `  ${peers}`].join('  '));
  const groups = errorsByGroup(ids, decision.links, truth);
  if (groups.length > 0) console.log(`${' '.repeat(22)}  errors against all: ${groups.map(({ group, ratio, truePairs }) => `${group} ${ratio.toFixed(2)} (${truePairs} pairs)`).join(', ')}`);
}

/** How often the true partner of a record comes first, and among the first ten, of all other records. */
function trace(): void {
  const records = tracedRecords(children);
  const index = createSearchIndex();
  for (const { record } of records) index.upsert(record);
  const childOf = new Map(records.map(({ record, childId }) => [record.key, childId]));
  const sizes = Map.groupBy(records, ({ childId }) => childId);
  const asked = records.filter(({ childId }) => sizes.get(childId)!.length > 1).slice(0, 1500);
  let [first, ten] = [0, 0];
  for (const { record, childId } of asked) {
    const place = index.search(record, { limit: 10, except: record.key }).findIndex(({ key }) => childOf.get(key) === childId);
    if (place === 0) first++;
    if (place >= 0) ten++;
  }
  console.log(`tracing on an unseen corridor of ${records.length} records: true partner first ${three(first / asked.length)}, among ten ${three(ten / asked.length)} of ${asked.length} requests`);
}

try {
  console.log('set                         P      R      F1  best F1  R@P.99  alone F1  family/100  candidates  compared  peers');
  const sets = [...publicSets(folder), ...corridorSets(folder, children), historicalSet(folder, children * 2), ...otherSets(folder, children, [11, 12])];
  for (const set of sets) if (words.length === 0 || words.some((word) => set.name.includes(word))) await measure(set);
  if (words.length === 0 || words.includes('tracing')) trace();
} finally {
  rmSync(folder, { recursive: true });
}
