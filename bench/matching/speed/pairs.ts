import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readNameKnowledge } from '#rooms/tracing/names.ts';
import { priorModel } from '#rooms/tracing/prior-model.ts';
import type { PersonRecord } from '#rooms/tracing/rules/record.ts';
import { visitCandidates } from '#rooms/tracing/rules/candidate-pairs.ts';
import { createCompare } from '#rooms/tracing/rules/compare.ts';
import { createScorer } from '#rooms/tracing/rules/model.ts';
import { createOutcome } from '#rooms/tracing/rules/outcome.ts';
import { createRecordTable } from '#rooms/tracing/rules/record-table.ts';
import { corridorColumns } from '../sets.ts';
import { eachRecord, sampleFile } from './sample.ts';

/** How many pairs a core weighs in a second, by processor time. */
export interface PairRate {
  readonly engine: string;
  readonly pairs: number;
  readonly perSecond: number;
}

export interface Duck {
  readonly DuckDBInstance: { create(place: string, options: object): Promise<{ connect(): Promise<{ run(text: string): Promise<unknown>; runAndReadAll(text: string): Promise<{ getRows(): unknown[][] }> }> }> };
}

export const peers = path.join(import.meta.dirname, '../peers');
const usage = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The same candidates of one corridor, weighed on the same fields by the engine and by what Splink would have DuckDB compute. */
export async function measurePairs(folder: string, records: number, most: number): Promise<PairRate[]> {
  const table = createRecordTable(readNameKnowledge());
  const kept: PersonRecord[] = [];
  await eachRecord(await sampleFile(folder, records), ({ record }) => {
    table.append(record);
    kept.push(record);
  });
  const [left, right] = [new Uint32Array(most), new Uint32Array(most)];
  let count = 0;
  visitCandidates(table, 0, { mostInBlock: 30, worker: 0, workers: 1 }, (one, other) => {
    if (count === most) return;
    left[count] = one;
    right[count++] = other;
  }, () => undefined);
  const compare = createCompare(table, 0);
  const scorer = createScorer(priorModel, 0);
  const outcome = createOutcome(0);
  let sum = 0;
  let best = 0;
  for (let round = 0; round < 3; round++) {
    const start = usage();
    for (let pair = 0; pair < count; pair++) {
      compare(left[pair]!, right[pair]!, outcome);
      sum += scorer.score(outcome);
    }
    best = Math.max(best, count / (usage() - start));
  }
  if (!Number.isFinite(sum)) throw new Error('a pair has no score');
  const rates: PairRate[] = [{ engine: 'Amparo, every field, one thread', pairs: count, perSecond: best }];
  if (existsSync(path.join(peers, 'node_modules/@duckdb/node-api'))) rates.push(await duckdb(kept, left.subarray(0, count), right.subarray(0, count)));
  return rates;
}

/** Levels as Splink's documentation writes them: exact, two steps of Jaro-Winkler, else; a date exact, by one edit, by year. */
const levels = (column: string): string =>
  `case when l.${column} is null or r.${column} is null then 0 when l.${column} = r.${column} then 8 when jaro_winkler_similarity(l.${column}, r.${column}) >= 0.92 then 5 when jaro_winkler_similarity(l.${column}, r.${column}) >= 0.88 then 3 else -4 end`;
const exact = (column: string): string => `case when l.${column} is null or r.${column} is null then 0 when l.${column} = r.${column} then 3 else -3 end`;
const dates = `case when l.date_of_birth is null or r.date_of_birth is null then 0 when l.date_of_birth = r.date_of_birth then 8 when damerau_levenshtein(l.date_of_birth, r.date_of_birth) <= 1 then 5 when l.date_of_birth[:4] = r.date_of_birth[:4] then 2 else -4 end`;

export const comparedColumns = ['given_name', 'surname', 'second_surname', 'date_of_birth', 'sex', 'nationality', 'municipality', 'department', 'mother_name', 'father_name', 'phone'] as const;
/** The weight of a pair of the tables `l` and `r`. */
export const pairWeight = [...(['given_name', 'surname', 'second_surname', 'municipality', 'department', 'mother_name', 'father_name'] as const).map(levels), dates, ...(['sex', 'nationality', 'phone'] as const).map(exact)].join(' + ');

async function duckdb(records: readonly PersonRecord[], left: Uint32Array, right: Uint32Array): Promise<PairRate> {
  const { DuckDBInstance } = createRequire(path.join(peers, 'package.json'))('@duckdb/node-api') as Duck;
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run(`create table people (id integer, ${comparedColumns.map((column) => `${column} varchar`).join(', ')})`);
  for (let from = 0; from < records.length; from += 2000) {
    const rows = records.slice(from, from + 2000).map((record, index) => {
      const row = corridorColumns(record);
      return `(${[String(from + index), ...comparedColumns.map((column) => (row[column] ? quoted(row[column].toLowerCase()) : 'null'))].join(',')})`;
    });
    await connection.run(`insert into people values ${rows.join(',')}`);
  }
  await connection.run('create table pairs (one integer, other integer)');
  for (let from = 0; from < left.length; from += 20_000) {
    const rows = Array.from(left.subarray(from, from + 20_000), (one, index) => `(${one},${right[from + index]!})`);
    await connection.run(`insert into pairs values ${rows.join(',')}`);
  }
  let best = 0;
  for (let round = 0; round < 3; round++) {
    const start = usage();
    await connection.runAndReadAll(`select sum(${pairWeight}) from pairs join people l on l.id = one join people r on r.id = other`);
    best = Math.max(best, left.length / (usage() - start));
  }
  return { engine: 'DuckDB SQL as Splink writes it, same pairs and fields, one thread', pairs: left.length, perSecond: best };
}
