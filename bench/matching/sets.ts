import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { PersonRecord } from '#rooms/tracing/engine.ts';
import { generateCorridor, type LabelledRecord } from '#rooms/tracing/generator/corridor.ts';
import { corridorRates, noisier } from '#rooms/tracing/generator/rates.ts';
import { inventBusinesses } from './businesses.ts';
import { inventEnglish } from './english.ts';
import { inventHistorical } from './historical.ts';

/** What is true of one record: never in the file that is linked. */
export interface Truth {
  readonly person: string;
  readonly family: string;
  /** Groups for which errors are reported apart. */
  readonly groups: readonly string[];
}

export interface MeasuredSet {
  readonly name: string;
  readonly file: string;
  /** Where two files are linked, the second. */
  readonly right?: string;
  readonly truth: ReadonlyMap<string, Truth>;
  /** What others reach on it, with the source. */
  readonly peers: string;
}

type Row = Readonly<Record<string, string>>;

function write(folder: string, name: string, rows: readonly Row[], truthOf: (row: Row) => readonly [id: string, truth: Truth], hidden: readonly string[], peers: string): MeasuredSet {
  const columns = Object.keys(rows[0]!).filter((column) => !hidden.includes(column));
  const file = path.join(folder, `${name.replaceAll(' ', '-')}.csv`);
  writeFileSync(file, stringify([columns, ...rows.map((row) => columns.map((column) => row[column]))]));
  return { name, file, truth: new Map(rows.map(truthOf)), peers };
}

const stored = (file: string): Row[] => parse(gunzipSync(readFileSync(new URL(`data/${file}.csv.gz`, import.meta.url))), { columns: true, trim: true });

/** Sets whose files are kept in `data`. */
export function publicSets(folder: string): MeasuredSet[] {
  const byNumber = (row: Row): readonly [string, Truth] => [row['rec_id']!, { person: row['rec_id']!.split('-')[1]!, family: row['rec_id']!, groups: [] }];
  return [
    write(folder, 'FEBRL3', stored('febrl3'), byNumber, [], 'Splink .9957, recordlinkage .9973'),
    write(folder, 'OpenCR Uganda', stored('opencr_uganda_5000'), byNumber, [], ''),
    write(folder, 'Splink fake 1000', stored('splink_fake_1000'), (row) => [row['unique_id']!, { person: row['cluster']!, family: row['unique_id']!, groups: [] }], ['cluster'], ''),
    write(folder, 'corridor dev', stored('corridor_dev'), (row) => [row['rec_id']!, { person: row['person_id']!, family: row['family_id']!, groups: [row['sex'] === 'F' ? 'girls' : 'boys'] }],
      ['person_id', 'family_id'], 'Splink expert EM .695, with true labels .750'),
  ];
}

/** Corridors that nothing was learned from: the same noise and a harder one. */
export const corridorSets = (folder: string, children: number): MeasuredSet[] => [
  corridorSet(folder, 'corridor a (unseen)', children, 7001, 1, 'Splink expert EM .698'),
  corridorSet(folder, 'corridor b (harder)', children, 7002, 1.4, ''),
];

/** Records of an unseen corridor, for tracing one by one. */
export const tracedRecords = (children: number): LabelledRecord[] => generateCorridor({ children, seed: 7003 });

/** A record as a row of a CSV file. */
export const corridorColumns = (record: PersonRecord): Row => ({
  id: record.key, given_name: record.givenNames?.join(' ') ?? '', surname: record.surnames?.[0] ?? '', second_surname: record.surnames?.slice(1).join(' ') ?? '',
  nickname: [...(record.nicknames ?? []), ...(record.aliases ?? [])].join(' '), date_of_birth: record.birth?.date ?? '', age: String(record.birth?.estimatedAge ?? ''), recorded_on: record.birth?.recordedOn ?? '',
  sex: record.sex ?? '', nationality: record.nationalities?.[0] ?? '', municipality: record.municipality ?? '', department: record.department ?? '',
  mother_name: record.motherNames?.[0] ?? '', father_name: record.fatherNames?.[0] ?? '', phone: record.phones?.[0] ?? '',
});

function corridorSet(folder: string, name: string, children: number, seed: number, noise: number, peers: string): MeasuredSet {
  const records = generateCorridor({ children, seed, rates: noisier(corridorRates, noise) });
  const truth = new Map(records.map(({ record, childId, familyId, people }) =>
    [record.key, { person: String(childId), family: String(familyId), groups: [people, record.sex === 'F' ? 'girls' : 'boys'] }] as const));
  const rows = records.map(({ record }) => corridorColumns(record));
  return write(folder, name, rows, (row) => [row['id']!, truth.get(row['id']!)!], [], peers);
}

/** Linked as two files: the rows whose `column` is 0 and the others. */
function writeTwo(folder: string, name: string, rows: readonly Row[], column: string, truthOf: (row: Row) => readonly [id: string, truth: Truth], hidden: readonly string[]): MeasuredSet {
  const [left, right] = ['0', '1'].map((file) => write(folder, `${name} ${file}`, rows.filter((row) => row[column] === file), truthOf, [...hidden, column], ''));
  return { ...left!, name, right: right!.file, truth: new Map([...left!.truth, ...right!.truth]) };
}

/** Files of other kinds than a registry of children, each of several seeds; `size` is about the records of each. */
export function otherSets(folder: string, size: number, seeds: readonly number[]): MeasuredSet[] {
  return seeds.flatMap((seed) => {
    const businesses = inventBusinesses(Math.round(size * 0.4), seed);
    const place = (row: Row): readonly [string, Truth] => [row['id']!, { person: row['place']!, family: row['id']!, groups: [] }];
    const person = (row: Row): readonly [string, Truth] => [row['rec_id']!, { person: row['person']!, family: row['rec_id']!, groups: [] }];
    return [
      write(folder, `businesses ${seed}`, businesses, place, ['place', 'guide'], ''),
      writeTwo(folder, `two guides ${seed}`, businesses, 'guide', place, ['place']),
      writeTwo(folder, `two registers ${seed}`, inventEnglish(Math.round(size / 1.8), seed), 'file', person, ['person']),
      write(folder, `historical ${seed}`, inventHistorical(size, seed, 10), (row) => [row['unique_id']!, { person: row['person']!, family: row['unique_id']!, groups: [] }], ['person'], ''),
    ];
  });
}

/** Noisy historical persons after the manner of Splink's historical_50k: other columns than a registry has. */
export function historicalSet(folder: string, records: number): MeasuredSet {
  return write(folder, 'historical look-alike', inventHistorical(records, 41), (row) => [row['unique_id']!, { person: row['person']!, family: row['unique_id']!, groups: [] }], ['person'],
    'on the real historical_50k: Splink .766, clustered .827');
}
