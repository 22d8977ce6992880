import { createWriteStream, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import { generateCorridor } from '#rooms/tracing/generator/corridor.ts';
import { linkFiles, readTexts, savePairs, type LinkedFiles } from '#rooms/tracing/link.ts';
import { valueOf } from '#kernel/result.ts';
import { corridorColumns } from './sets.ts';
import { linkByDuckdb } from './speed/batch-peer.ts';

/**
 * What a batch costs: `node bench/matching/batch.ts --records 10000,100000,1000000 [--workers 2] [--data folder] [--peer]`. Links each file by the
 * program itself, from the CSV file to the written pairs; by the clock, by the processor and in memory at the highest; with `--peer` DuckDB on the same file right after it.
 */
const { values } = parseArgs({ options: { records: { type: 'string', default: '10000,100000' }, workers: { type: 'string', default: '2' }, data: { type: 'string' }, peer: { type: 'boolean', default: false } } });
const mostChildren = 20_000;
const folder = values.data ?? mkdtempSync(path.join(tmpdir(), 'amparo-batch-'));

/** A corridor as a CSV file, in parts of different seeds so that memory stays small, and beside it the child of each row as a number. */
async function corridorFile(records: number): Promise<{ readonly file: string; readonly childOf: Uint32Array }> {
  const file = path.join(folder, `corridor-${records}.csv`);
  const truth = `${file}.truth`;
  if (existsSync(file)) return { file, childOf: new Uint32Array(readFileSync(truth).buffer) };
  const childOf = new Uint32Array(records);
  const out = createWriteStream(`${file}.part`);
  let written = 0;
  for (let seed = 1; written < records; seed++) {
    const rows = generateCorridor({ children: Math.min(mostChildren, Math.ceil((records - written) / 2.1) + 100), seed }).slice(0, records - written).map(({ record, childId }, index) => {
      childOf[written + index] = seed * mostChildren + childId;
      return { ...corridorColumns(record), id: `r${written + index}` };
    });
    if (!out.write(stringify(rows, { header: written === 0 }))) await once(out, 'drain');
    written += rows.length;
  }
  out.end();
  await once(out, 'finish');
  writeFileSync(truth, childOf);
  renameSync(`${file}.part`, file);
  return { file, childOf };
}

/** Precision and recall of the pairs given out. */
function qualityOf({ records: { ids }, decision: { links } }: LinkedFiles, childOf: Uint32Array): { readonly precision: number; readonly recall: number } {
  const childOfSlot = (slot: number): number => childOf[Number(ids[slot]!.slice(1))]!;
  const hits = links.reduce((sum, { left, right }) => sum + (childOfSlot(left) === childOfSlot(right) ? 1 : 0), 0);
  const counts = new Map<number, number>();
  let all = 0;
  for (const child of childOf) {
    all += counts.get(child) ?? 0;
    counts.set(child, (counts.get(child) ?? 0) + 1);
  }
  return { precision: hits / links.length, recall: hits / all };
}

const seconds = (from: number): string => ((performance.now() - from) / 1000).toFixed(1).padStart(7);
const processor = (from?: NodeJS.CpuUsage): number => { const { user, system } = process.cpuUsage(from); return (user + system) / 1e6; };

try {
  console.log('| records | looked at | compared | links | precision | recall | clock s | CPU s | highest memory B/record | stages: clock s (CPU s) |\n|---|---|---|---|---|---|---|---|---|---|');
  for (const records of values.records.split(',').map(Number)) {
    const { file, childOf } = await corridorFile(records);
    const [start, before] = [performance.now(), process.cpuUsage()];
    const baseline = process.memoryUsage.rss();
    let highest = 0;
    const watch = setInterval(() => { highest = Math.max(highest, process.memoryUsage.rss()); }, 100);
    const stages: string[] = [];
    let [stage, since, spentBefore] = ['', performance.now(), process.cpuUsage()];
    const enter = (next: string): void => {
      if (next === stage) return;
      if (stage !== '') stages.push(`${stage} ${seconds(since).trim()} (${processor(spentBefore).toFixed(1)})`);
      [stage, since, spentBefore] = [next, performance.now(), process.cpuUsage()];
    };
    const linked = valueOf(await linkFiles({ left: file, asked: [], workers: Number(values.workers), onProgress: enter }));
    enter('write');
    await savePairs(linked, path.join(folder, 'pairs.csv'), undefined, readTexts('en'), 'en', () => undefined);
    enter('');
    clearInterval(watch);
    highest = Math.max(highest, process.memoryUsage.rss());
    const [spent, clock] = [processor(before), seconds(start)];
    const { precision, recall } = qualityOf(linked, childOf);
    console.log(`| ${records} | ${linked.looked} | ${linked.compared} | ${linked.decision.links.length} | ${precision.toFixed(4)} | ${recall.toFixed(4)} | ${clock} | ${spent.toFixed(1)} | ${((highest - baseline) / records).toFixed(0)} | ${stages.join(', ')} |`);
    if (!values.peer) continue;
    const [peerStart, peerBefore] = [performance.now(), process.cpuUsage()];
    const peer = await linkByDuckdb(file, childOf, Number(values.workers));
    if (peer !== null) console.log(`| ${records}, DuckDB | | ${peer.pairs} | ${peer.links} | ${peer.precision.toFixed(4)} | ${peer.recall.toFixed(4)} | ${seconds(peerStart)} | ${processor(peerBefore).toFixed(1)} | | |`);
  }
} finally {
  if (values.data === undefined) rmSync(folder, { recursive: true });
}
