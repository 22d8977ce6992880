import v8 from 'node:v8';
import vm from 'node:vm';
import { createSearchIndex, type PersonRecord } from '#rooms/tracing/engine.ts';
import { readNameKnowledge } from '#rooms/tracing/names.ts';
import { priorModel } from '#rooms/tracing/prior-model.ts';
import type { LabelledRecord } from '#rooms/tracing/generator/corridor.ts';
import { createSearchIndex as createIndexOn } from '#rooms/tracing/rules/search-index.ts';
import { quantile } from '../../support/measure.ts';
import { nameOf, readSample, sampleFile } from './sample.ts';

/** One row of the table of searches. Times are of the processor (this thread's), so that a busy machine does not lengthen them; `wall` is by the clock. */
export interface SearchRow {
  readonly engine: string;
  readonly records: number;
  readonly p50: number;
  readonly p95: number;
  readonly wallP95?: number;
  readonly rank1: number;
  readonly top10: number;
  readonly asked: number;
  readonly columnBytes?: number;
  readonly residentBytes?: number;
}

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;
const processor = (): number => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1000; };

const nameOnly = (labelled: LabelledRecord): PersonRecord => ({ key: '', spokenName: nameOf(labelled) });

/** Searches on the registry of `records`: with everything that is known, with the name alone, and on the references. */
export async function measureOnline(folder: string, records: number, questions: number): Promise<{ readonly rows: SearchRow[]; readonly loadSeconds: number; readonly insertMilliseconds: number; readonly isSame: boolean }> {
  const file = await sampleFile(folder, records);
  collect();
  const before = process.memoryUsage.rss();
  const index = createSearchIndex();
  const childOf = new Map<string, number>();
  const start = processor();
  const asked = await readSample(file, questions, ({ record }) => index.upsert(record));
  const loadSeconds = (processor() - start) / 1000;
  collect();
  const residentBytes = (process.memoryUsage.rss() - before) / index.size;
  await readSample(file, questions, ({ record, childId }) => childOf.set(record.key, childId));
  const known = new Set(childOf.values());
  const findable = asked.filter(({ childId }) => known.has(childId));

  const ask = (engine: string, queryOf: (labelled: LabelledRecord) => PersonRecord): SearchRow => {
    const [times, walls]: [number[], number[]] = [[], []];
    let [rank1, top10] = [0, 0];
    for (const labelled of findable.slice(0, 20)) index.search(queryOf(labelled), { limit: 10 });
    for (const labelled of findable) {
      const [from, wallFrom] = [processor(), performance.now()];
      const hits = index.search(queryOf(labelled), { limit: 10 });
      times.push(processor() - from);
      walls.push(performance.now() - wallFrom);
      const at = hits.findIndex(({ key }) => childOf.get(key) === labelled.childId);
      if (at === 0) rank1++;
      if (at >= 0) top10++;
    }
    return {
      engine, records, asked: findable.length, p50: quantile(times, 0.5), p95: quantile(times, 0.95), wallP95: quantile(walls, 0.95),
      rank1: rank1 / findable.length, top10: top10 / findable.length, columnBytes: index.columnBytes / index.size, residentBytes,
    };
  };
  const rows = [ask('own, WebAssembly', ({ record }) => record), ask('own, WebAssembly, name alone', nameOnly)];

  const sentinel: PersonRecord = { key: 'sentinel', givenNames: ['Zwinglia', 'Ixbalanqué'], surnames: ['Quetzalcóatl', 'Wfrgt'] };
  const inserted = performance.now();
  index.upsert(sentinel);
  if (index.search(sentinel, { limit: 1 })[0]?.key !== 'sentinel') throw new Error('a new record was not found');
  return { rows, loadSeconds, insertMilliseconds: performance.now() - inserted, isSame: records > 100_000 ? true : await ranksTheSame(file) };
}

/** Whether references and twins give the same list for each of fifty questions, scores to the last bit. */
async function ranksTheSame(file: string): Promise<boolean> {
  const [twins, references] = [createSearchIndex(), createIndexOn({ knowledge: readNameKnowledge(), model: priorModel })];
  const asked = await readSample(file, 50, ({ record }) => {
    twins.upsert(record);
    references.upsert(record);
  });
  return asked.every(({ record }) => JSON.stringify(twins.search(record, { limit: 50 })) === JSON.stringify(references.search(record, { limit: 50 })));
}
