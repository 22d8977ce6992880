import { createSearchIndex, type PersonRecord } from '#rooms/tracing/engine.ts';
import { readNameKnowledge } from '#rooms/tracing/names.ts';
import { priorModel } from '#rooms/tracing/prior-model.ts';
import type { LabelledRecord } from '#rooms/tracing/generator/corridor.ts';
import { createSearchIndex as createIndexOn } from '#rooms/tracing/rules/search-index.ts';
import { createIndexThread } from '#rooms/tracing/service/index-host.ts';
import { quantile } from '../../support/measure.ts';
import { chooseQuestions, eachRecord, nameOf, sampleFile } from './sample.ts';

/** How soon and how well one engine answers. Milliseconds by the clock, from the question to the answer, one after the other. */
export interface SearchRow {
  readonly engine: string;
  readonly records: number;
  readonly asked: number;
  readonly p50: number;
  readonly p95: number;
  /** Of the processor, all threads together: what the answers would take on a machine that does nothing else. */
  readonly processorP95?: number;
  readonly rank1: number;
  readonly top10: number;
}

/** What a registry costs beside its answers. */
export interface RegistryCost {
  readonly records: number;
  readonly fillSeconds: number;
  readonly columnBytes: number;
  readonly residentBytes: number;
  /** From handing over a new record to the answer that holds it, milliseconds. */
  readonly insertP50: number;
  readonly insertP95: number;
  /** Of the processor. */
  readonly insertProcessorP95: number;
}

export interface Online {
  readonly rows: readonly SearchRow[];
  readonly cost: RegistryCost;
}

const page = 1000;
const processor = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const nameOnly = (labelled: LabelledRecord): PersonRecord => ({ key: '', spokenName: nameOf(labelled) });

/** Questions to a registry of `records` in a thread of its own, as the server keeps it: with everything that is known, then with the name alone. */
export async function measureOnline(folder: string, records: number, questions: number): Promise<Online> {
  const file = await sampleFile(folder, records);
  const { asked, isKept } = await chooseQuestions(file, records, questions);
  const childOf = new Map<string, number>();
  const wanted = new Set(asked.map(({ childId }) => childId));
  const before = process.memoryUsage.rss();
  const host = createIndexThread();
  const start = performance.now();
  let waiting: PersonRecord[] = [];
  let pages = 0;
  const flush = async (): Promise<void> => {
    host.put(waiting, []);
    waiting = [];
    // an answer now and then, so that pages do not pile up between the threads
    if (++pages % 20 === 0) await host.search({ key: '' }, { limit: 1 });
  };
  let kept = 0;
  await eachRecord(file, async ({ record, childId }, number) => {
    if (!isKept(number)) return;
    kept++;
    if (wanted.has(childId)) childOf.set(record.key, childId);
    if (waiting.push(record) === page) await flush();
  });
  await flush();
  await host.search({ key: '' }, { limit: 1 });
  const fillSeconds = (performance.now() - start) / 1000;

  const ask = async (engine: string, queryOf: (labelled: LabelledRecord) => PersonRecord): Promise<SearchRow> => {
    const [walls, times]: [number[], number[]] = [[], []];
    let [rank1, top10] = [0, 0];
    for (const labelled of asked.slice(0, 20)) await host.search(queryOf(labelled), { limit: 10 });
    for (const labelled of asked) {
      const [from, processorFrom] = [performance.now(), processor()];
      const hits = await host.search(queryOf(labelled), { limit: 10 });
      walls.push(performance.now() - from);
      times.push(processor() - processorFrom);
      const at = hits.findIndex(({ key }) => childOf.get(key) === labelled.childId);
      if (at === 0) rank1++;
      if (at >= 0) top10++;
    }
    return {
      engine, records, asked: asked.length, p50: quantile(walls, 0.5), p95: quantile(walls, 0.95), processorP95: quantile(times, 0.95),
      rank1: rank1 / asked.length, top10: top10 / asked.length,
    };
  };
  const rows = [await ask('Amparo, all that is known', ({ record }) => ({ ...record, key: '' })), await ask('Amparo, name alone', nameOnly)];
  const residentBytes = (process.memoryUsage.rss() - before) / kept;

  const [inserts, insertTimes]: [number[], number[]] = [[], []];
  for (let number = 0; number < 40; number++) {
    const sentinel: PersonRecord = { key: `new-${number}`, givenNames: ['Zwinglia', 'Ixbalanqué'], surnames: ['Quetzalcóatl', `Wfrgt${'abcdefghij'[number % 10]!}`], identifiers: [`X-${number}-99`] };
    const [from, processorFrom] = [performance.now(), processor()];
    host.put([sentinel], []);
    const [first] = await host.search(sentinel, { limit: 1 });
    if (first?.key !== sentinel.key) throw new Error('a new record was not found');
    inserts.push(performance.now() - from);
    insertTimes.push(processor() - processorFrom);
  }
  await host.close();
  return { rows, cost: { records, fillSeconds, columnBytes: await columnBytesOf(file), residentBytes, insertP50: quantile(inserts, 0.5), insertP95: quantile(inserts, 0.95), insertProcessorP95: quantile(insertTimes, 0.95) } };
}

/** Bytes a record in the columns, of the first hundred thousand. */
async function columnBytesOf(file: string): Promise<number> {
  const index = createSearchIndex();
  await eachRecord(file, ({ record }, number) => { if (number < 100_000) index.upsert(record); });
  return index.columnBytes / index.size;
}

/** Whether references and twins give the same list for each of fifty questions, scores to the last bit. */
export async function ranksTheSame(folder: string, records: number): Promise<boolean> {
  const file = await sampleFile(folder, records);
  const { asked, isKept } = await chooseQuestions(file, records, 50);
  const [twins, references] = [createSearchIndex(), createIndexOn({ knowledge: readNameKnowledge(), model: priorModel })];
  await eachRecord(file, ({ record }, number) => {
    if (!isKept(number)) return;
    twins.upsert(record);
    references.upsert(record);
  });
  return asked.every(({ record }) => JSON.stringify(twins.search(record, { limit: 50 })) === JSON.stringify(references.search(record, { limit: 50 })));
}
