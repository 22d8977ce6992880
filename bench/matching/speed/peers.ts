import { sql } from 'kysely';
import { connect, type Database } from '#platform/db/connect.ts';
import { foldLetters, wordsOf } from '#rooms/tracing/rules/letters.ts';
import type { LabelledRecord } from '#rooms/tracing/generator/corridor.ts';
import { quantile } from '../../support/measure.ts';
import type { BenchServer } from '../../support/postgres.ts';
import type { SearchRow } from './online.ts';
import { chooseQuestions, eachRecord, nameOf, sampleFile, yearOf, type Questions } from './sample.ts';

const batch = 5000;

/** A database that was filled for the same questions is taken as it is. */
async function fill(database: Database, file: string, { isKept }: Questions, mark: string): Promise<void> {
  const { rows: [before] } = await sql<{ mark: string | null }>`select obj_description(to_regclass('people')) mark`.execute(database);
  if (before?.mark === mark) return;
  await sql`create extension if not exists pg_trgm`.execute(database);
  await sql`create extension if not exists fuzzystrmatch`.execute(database);
  await sql`drop table if exists people`.execute(database);
  await sql`create table people (child bigint not null, name text not null, year smallint, tokens text[] not null)`.execute(database);
  let waiting: LabelledRecord[] = [];
  const flush = async (): Promise<void> => {
    const [children, names, years] = [waiting.map(({ childId }) => childId), waiting.map((labelled) => foldLetters(nameOf(labelled))), waiting.map(yearOf)];
    await sql`insert into people select child, name, year, array(select distinct dmetaphone(word) from regexp_split_to_table(name, '\\s+') word)
      from unnest(${children}::bigint[], ${names}::text[], ${years}::smallint[]) as u(child, name, year)`.execute(database);
    waiting = [];
  };
  await eachRecord(file, async (labelled, number) => { if (isKept(number) && waiting.push(labelled) === batch) await flush(); });
  await flush();
  await sql`create index on people using gin (name gin_trgm_ops)`.execute(database);
  await sql`create index on people using gin (tokens)`.execute(database);
  await sql`vacuum analyze people`.execute(database);
  await sql`comment on table people is ${sql.lit(mark)}`.execute(database);
}

type Find = (name: string, year: number | null) => Promise<{ readonly rows: readonly { readonly child: string }[] }>;

/**
 * The same registry in PostgreSQL, asked the same questions: similarity of trigrams of the name, alone and with the year; and as Primero
 * asks, by the first code of Double Metaphone of each word, alone and with the year of birth (one year more or less).
 * @param most questions a query is asked
 */
export async function measurePostgres(server: BenchServer, folder: string, records: number, questions: number, most: number): Promise<SearchRow[]> {
  const database = connect({ ...(await server.database(`tracing_${records}`)), maximum: 1 });
  const file = await sampleFile(folder, records);
  const chosen = await chooseQuestions(file, records, questions);
  await fill(database, file, chosen, `${records} records, ${questions} questions`);
  const asked = chosen.asked.slice(0, most);
  const ask = async (engine: string, find: Find): Promise<SearchRow> => {
    const times: number[] = [];
    let [rank1, top10] = [0, 0];
    for (const [index, labelled] of [...asked.slice(0, 3), ...asked].entries()) {
      const start = performance.now();
      const { rows } = await find(foldLetters(nameOf(labelled)), yearOf(labelled));
      if (index < 3) continue;
      times.push(performance.now() - start);
      const at = rows.findIndex(({ child }) => Number(child) === labelled.childId);
      if (at === 0) rank1++;
      if (at >= 0 && at < 10) top10++;
    }
    return { engine, records, asked: asked.length, p50: quantile(times, 0.5), p95: quantile(times, 0.95), rank1: rank1 / asked.length, top10: top10 / asked.length };
  };
  const phonetic = (name: string, sameYear: ReturnType<typeof sql>) => sql<{ child: string }>`
    with asked as (select array(select distinct dmetaphone(word) from unnest(${wordsOf(name)}::text[]) word) as tokens)
    select child from people, asked where people.tokens && asked.tokens and ${sameYear}
    order by cardinality(array(select unnest(people.tokens) intersect select unnest(asked.tokens))) desc, word_similarity(${name}, name) desc limit 10`.execute(database);
  const near = (year: number | null) => sql`(${year}::int is null or year is null or abs(year - ${year}::int) <= 1)`;
  await sql`set pg_trgm.similarity_threshold = 0.3`.execute(database);
  const rows = [
    await ask('pg_trgm at 0.3, name alone', (name) => sql<{ child: string }>`select child from people where name % ${name} order by similarity(name, ${name}) desc limit 10`.execute(database)),
    await ask('pg_trgm at 0.3, name and year', (name, year) => sql<{ child: string }>`select child from people where name % ${name} and ${near(year)} order by similarity(name, ${name}) desc limit 10`.execute(database)),
    await ask('as Primero asks, name alone', (name) => phonetic(name, sql`true`)),
    await ask('as Primero asks, name and year', (name, year) => phonetic(name, near(year))),
  ];
  await database.destroy();
  return rows;
}
