import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { comparedColumns, pairWeight, peers, type Duck } from './pairs.ts';

/** What DuckDB needs for a file that `amparo link` links too. */
export interface PeerBatch {
  readonly pairs: number;
  readonly links: number;
  readonly precision: number;
  readonly recall: number;
}

/** Where two records meet, as Splink's documentation would have it for such a file. */
const blockingRules = [
  ['given_name', 'surname'], ['date_of_birth', 'given_name'], ['date_of_birth', 'surname'], ['surname', 'second_surname', 'municipality'], ['given_name', 'mother_name'], ['phone'],
] as const;

/**
 * Links a corridor file by SQL, with Splink's kind of blocking and levels and at the threshold that truth shows to be best; null where DuckDB is not installed.
 * @param threads of its own
 */
export async function linkByDuckdb(file: string, childOf: Uint32Array, threads: number): Promise<PeerBatch | null> {
  if (!existsSync(path.join(peers, 'node_modules/@duckdb/node-api'))) return null;
  const truth = `${file}.truth.csv`;
  if (!existsSync(truth)) writeFileSync(truth, `id,child\n${Array.from(childOf, (child, index) => `r${index},${child}`).join('\n')}\n`);
  const { DuckDBInstance } = createRequire(path.join(peers, 'package.json'))('@duckdb/node-api') as Duck;
  const connection = await (await DuckDBInstance.create(':memory:', { threads: String(threads), memory_limit: '4GB' })).connect();
  await connection.run(`create table people as select row_number() over () as n, child::varchar as child, ${comparedColumns.map((column) => `nullif(lower(${column}), '') as ${column}`).join(', ')}
    from read_csv('${file}', all_varchar = true) join read_csv('${truth}') using (id)`);
  const met = blockingRules.map((columns) => `select l.n as one, r.n as other from people l join people r on ${columns.map((column) => `l.${column} = r.${column}`).join(' and ')} where l.n < r.n`).join(' union ');
  const counted = await connection.runAndReadAll(`select ${pairWeight} as weight, count(*), count(*) filter (where l.child = r.child) from (${met}) join people l on l.n = one join people r on r.n = other group by 1 order by 1 desc`);
  const all = Number((await connection.runAndReadAll('select sum(c * (c - 1) / 2) from (select count(*) as c from people group by child)')).getRows()[0]![0]);
  let [links, hits, pairs, best] = [0, 0, 0, { links: 0, precision: 0, recall: 0, f1: 0 }];
  for (const [, count, right] of counted.getRows()) {
    links += Number(count);
    hits += Number(right);
    pairs += Number(count);
    const f1 = (2 * hits) / (links + all);
    if (f1 > best.f1) best = { links, precision: hits / links, recall: hits / all, f1 };
  }
  return { pairs, links: best.links, precision: best.precision, recall: best.recall };
}
