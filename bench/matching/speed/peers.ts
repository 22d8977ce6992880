import { sql } from 'kysely';
import { connect, type Database } from '#platform/db/connect.ts';
import { foldLetters, wordsOf } from '#rooms/tracing/rules/letters.ts';
import type { LabelledRecord } from '#rooms/tracing/generator/corridor.ts';
import { quantile } from '../../support/measure.ts';
import type { BenchServer } from '../../support/postgres.ts';
import type { SearchRow } from './online.ts';
import { nameOf, readSample, sampleFile } from './sample.ts';

const batch = 5000;

async function fill(database: Database, file: string, questions: number): Promise<LabelledRecord[]> {
  await sql`create extension if not exists pg_trgm`.execute(database);
  await sql`create extension if not exists fuzzystrmatch`.execute(database);
  await sql`create table people (child bigint not null, name text not null, tokens text[] not null)`.execute(database);
  let waiting: LabelledRecord[] = [];
  const batches: LabelledRecord[][] = [];
  const asked = await readSample(file, questions, (labelled) => {
    waiting.push(labelled);
    if (waiting.length === batch) batches.push(waiting.splice(0));
  });
  for (const some of [...batches, waiting]) {
    const [children, names] = [some.map(({ childId }) => childId), some.map((labelled) => foldLetters(nameOf(labelled)))];
    await sql`insert into people select child, name, array(select distinct dmetaphone(word) from regexp_split_to_table(name, '\\s+') word)
      from unnest(${children}::bigint[], ${names}::text[]) as u(child, name)`.execute(database);
  }
  waiting = [];
  await sql`create index on people using gin (name gin_trgm_ops)`.execute(database);
  await sql`create index on people using gin (tokens)`.execute(database);
  await sql`vacuum analyze people`.execute(database);
  return asked;
}

/** The same registry in PostgreSQL: similarity of trigrams, and what Primero asks (first code of Double Metaphone of each word). Times by the clock. */
export async function measurePostgres(server: BenchServer, folder: string, records: number, questions: number): Promise<SearchRow[]> {
  const database = connect({ ...(await server.database(`speed_${records}`)), maximum: 1 });
  const asked = await fill(database, await sampleFile(folder, records), questions);
  const { rows: known } = await sql<{ child: string }>`select distinct child from people where child = any(${asked.map(({ childId }) => childId)}::bigint[])`.execute(database);
  const findable = asked.filter(({ childId }) => known.some(({ child }) => Number(child) === childId));
  const ask = async (engine: string, find: (name: string) => Promise<{ readonly rows: readonly { readonly child: string }[] }>): Promise<SearchRow> => {
    const times: number[] = [];
    let [rank1, top10] = [0, 0];
    for (const labelled of findable) {
      const start = performance.now();
      const { rows } = await find(foldLetters(nameOf(labelled)));
      times.push(performance.now() - start);
      const at = rows.findIndex(({ child }) => Number(child) === labelled.childId);
      if (at === 0) rank1++;
      if (at >= 0 && at < 10) top10++;
    }
    return { engine, records, asked: findable.length, p50: quantile(times, 0.5), p95: quantile(times, 0.95), rank1: rank1 / findable.length, top10: top10 / findable.length };
  };
  await sql`set pg_trgm.similarity_threshold = 0.3`.execute(database);
  const rows = [
    await ask('pg_trgm at 0.3, name alone', (name) => sql<{ child: string }>`select child from people where name % ${name} order by similarity(name, ${name}) desc limit 10`.execute(database)),
    await ask('as Primero asks, name alone', (name) => sql<{ child: string }>`
      with asked as (select array(select distinct dmetaphone(word) from unnest(${wordsOf(name)}::text[]) word) as tokens)
      select child from people, asked where people.tokens && asked.tokens
      order by cardinality(array(select unnest(people.tokens) intersect select unnest(asked.tokens))) desc, word_similarity(${name}, name) desc limit 10`.execute(database)),
  ];
  await database.destroy();
  return rows;
}
