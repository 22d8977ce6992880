import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { createRandom } from '#rooms/tracing/generator/random.ts';
import { loadKernel } from '#rooms/tracing/kernels/load.ts';
import { createJoinKernel } from '#rooms/tracing/kernels/keys.ts';
import { createNearWordsKernel } from '#rooms/tracing/kernels/words.ts';
import { joinKeys, keyWords } from '#rooms/tracing/rules/private/join.ts';
import { createSimilarity } from '#rooms/tracing/rules/similarity.ts';
import { createTokenPool } from '#rooms/tracing/rules/token-pool.ts';
import { eachRecord, sampleFile } from './sample.ts';

/** Comparisons a second of one core, by processor time; the best of five rounds. */
export interface RateRow {
  readonly kernel: string;
  readonly perSecond: number;
  /** Mean similarity, to see who computes the same. */
  readonly mean?: number | undefined;
}

const peers = path.join(import.meta.dirname, '../peers/node_modules');
const processor = (): number => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1e6; };

function best(count: number, work: () => number): { readonly perSecond: number; readonly mean: number } {
  let perSecond = 0;
  let sum = work();
  for (let round = 0; round < 5; round++) {
    const start = processor();
    let times = 0;
    // the processor's clock is coarse: a round takes a twentieth of a second at least
    do { sum = work(); times++; } while (processor() - start < 0.05);
    perSecond = Math.max(perSecond, (times * count) / (processor() - start));
  }
  return { perSecond, mean: sum / count };
}

async function surnames(folder: string): Promise<string[]> {
  const words = new Set<string>();
  await eachRecord(await sampleFile(folder, 10_000), ({ record }) => {
    for (const word of record.surnames ?? []) {
      const plain = word.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase();
      if (plain.length > 2) words.add(plain);
    }
  });
  return [...words].slice(0, 1000);
}

interface Peer {
  readonly name: string;
  pick(module: Record<string, unknown>): (left: string, right: string) => number;
}

const npmPeers: readonly Peer[] = [
  { name: 'talisman/metrics/jaro-winkler', pick: (module) => (module['default'] ?? module) as (left: string, right: string) => number },
  { name: 'jaro-winkler', pick: (module) => (module['default'] ?? module) as (left: string, right: string) => number },
  { name: 'natural', pick: (module) => (left, right) => (module['JaroWinklerDistance'] as (left: string, right: string, options: object) => number)(left, right, {}) },
  { name: '@skyra/jaro-winkler', pick: (module) => module['jaroWinkler'] as (left: string, right: string) => number },
];

/** Jaro-Winkler of a thousand surnames with each other. */
export async function measureStrings(folder: string, say: (text: string) => void): Promise<RateRow[]> {
  const words = await surnames(folder);
  const count = words.length ** 2;
  const pool = createTokenPool();
  for (const word of words) pool.intern(word);
  const { letters, starts, lengths } = pool;
  const reference = createSimilarity();
  const rows: RateRow[] = [];
  rows.push({ kernel: 'own TypeScript, one with many', ...best(count, () => {
    let sum = 0;
    for (let left = 0; left < pool.count; left++) {
      reference.load(letters, starts[left]!, lengths[left]!);
      for (let right = 0; right < pool.count; right++) sum += reference.to(letters, starts[right]!, lengths[right]!);
    }
    return sum;
  }) });
  const kernel = loadKernel('words');
  if (kernel !== null) {
    const all = createNearWordsKernel(kernel, 0)(pool);
    rows.push({ kernel: 'own WebAssembly, one with many, every similarity', ...best(count, () => {
      let sum = 0;
      for (let word = 0; word < pool.count; word++) {
        const { count: near, similarities } = all.of(word);
        for (let index = 0; index < near; index++) sum += similarities[index]!;
      }
      return sum;
    }) });
    const near = createNearWordsKernel(kernel)(pool);
    rows.push({ kernel: 'own WebAssembly as the search uses it: all pairs from 0.88 on', ...best(count, () => {
      let found = 0;
      for (let word = 0; word < pool.count; word++) found += near.of(word).count;
      return found;
    }), mean: undefined });
  }
  for (const { name, pick } of npmPeers) {
    if (!existsSync(peers)) { say('npm peers are left out: npm install --prefix bench/matching/peers'); break; }
    const compare = pick(createRequire(path.join(peers, '..', 'package.json'))(name) as Record<string, unknown>);
    const some = words.slice(0, 300);
    rows.push({ kernel: `npm ${name}`, ...best(some.length ** 2, () => {
      let sum = 0;
      for (const left of some) for (const right of some) sum += compare(left, right);
      return sum;
    }) });
  }
  if (existsSync(path.join(peers, '@duckdb/node-api'))) rows.push(await duckdb(words));
  return rows;
}

interface Duck {
  readonly DuckDBInstance: { create(place: string, options: object): Promise<{ connect(): Promise<{ run(text: string): Promise<unknown>; runAndReadAll(text: string): Promise<{ getRows(): unknown[][] }> }> }> };
}

async function duckdb(words: readonly string[]): Promise<RateRow> {
  const { DuckDBInstance } = createRequire(path.join(peers, '..', 'package.json'))('@duckdb/node-api') as Duck;
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run(`create table words as select unnest([${words.map((word) => `'${word}'`).join(',')}]) as word`);
  const usage = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };
  let perSecond = 0;
  let mean = 0;
  for (let round = 0; round < 3; round++) {
    const start = usage();
    const answer = await connection.runAndReadAll('select avg(jaro_winkler_similarity(l.word, r.word)) from words l, words r');
    perSecond = Math.max(perSecond, words.length ** 2 / (usage() - start));
    mean = Number(answer.getRows()[0]![0]);
  }
  return { kernel: 'DuckDB jaro_winkler_similarity, 1 thread', perSecond, mean };
}

/** Joins of keys of 1024 bits, a third of them set. */
export function measureKeys(): { readonly rows: RateRow[]; readonly twentyThousand: number | null } {
  const random = createRandom(3);
  const keysOf = (count: number): Uint32Array => Uint32Array.from({ length: count * keyWords }, () => (random.next() * 2 ** 32) & (random.next() * 2 ** 32) | (random.next() * 2 ** 32) & (random.next() * 2 ** 32) & (random.next() * 2 ** 32));
  const small = keysOf(1000);
  const rows: RateRow[] = [{ kernel: 'own TypeScript', ...best(1e6, () => joinKeys(small, small, 900).left.length), mean: undefined }];
  const module = loadKernel('keys');
  if (module === null) return { rows, twentyThousand: null };
  const join = createJoinKernel(module);
  const [left, right] = [keysOf(20_000), keysOf(20_000)];
  rows.push({ kernel: 'own WebAssembly, 16 bytes at a time', ...best(4e6, () => join(left.subarray(0, 2000 * keyWords), right.subarray(0, 2000 * keyWords), 900).left.length), mean: undefined });
  const start = processor();
  join(left, right, 900);
  return { rows, twentyThousand: processor() - start };
}

/** The C++ twins, where there is a compiler. */
export async function measureNative(folder: string, say: (text: string) => void): Promise<{ readonly jaro: RateRow; readonly keys: RateRow } | null> {
  const program = path.join(os.tmpdir(), `amparo-twins-${process.pid}`);
  const compiled = spawnSync('g++', ['-O3', '-march=native', '-o', program, path.join(import.meta.dirname, 'twins.cpp')], { encoding: 'utf8' });
  if (compiled.status !== 0) { say(`C++ twins are left out: ${compiled.error ? 'no g++ here' : compiled.stderr}`); return null; }
  const words = await surnames(folder);
  const run = spawnSync(program, { input: `${words.length}\n${words.join('\n')}\n`, encoding: 'utf8' });
  const [jaro, keys] = run.stdout.trim().split('\n').map((line) => line.split(' '));
  return { jaro: { kernel: 'C++ twin, g++ -O3 -march=native', perSecond: Number(jaro![1]), mean: Number(jaro![2]) }, keys: { kernel: 'C++ popcnt, g++ -O3 -march=native', perSecond: Number(keys![1]) } };
}
