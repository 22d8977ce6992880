import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { addDays, instantFrom, type Instant } from '#kernel/instant.ts';
import { concludeAgreements, hireStaff } from '#main/corridor/found.ts';
import { openCorridorNode, type CorridorNode } from '#main/corridor/nodes.ts';
import { playStories } from '#main/corridor/play.ts';
import { createStageWire } from '#main/corridor/stage-wire.ts';
import { trainingCorridor, type TrainingChild, type TrainingStory } from '#main/training/index.ts';
import { connect } from '#platform/db/connect.ts';
import { dump, type DumpedTable } from './dump.ts';

/**
 * A dump of every database of the corridor, searched for every seeded name, finds none. What is searched for, and the rule
 * for short and ordinary words:
 * 1. Everything with a space in it that a story holds about a child (whole names, what was told, notes, reasons) and the
 *    whole names of those who work there, wherever it stands.
 * 2. Every single word of a name of a child, relative, alias or companion, every telephone and document number, as a word
 *    of its own, if it has four letters or more; in bytes, where letters stand by chance, six or more.
 * 3. Left out is what stood in the databases before anybody was hired and any child was received: a word that the program
 *    and its agencies use themselves betrays nobody.
 */

/** The shortest words that are looked for: in a random text of 64 letters four meet by chance once in a hundred runs, in bytes five. */
const shortest = { text: 4, bytes: 6 };
const paths = ['dif-held-after-decline', 'returned', 'shelter-to-dif', 'dif-to-shelter', 'dif-agreed', 'arrival-gt', 'foreign-returned-from-guatemala'];
const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-names-'));
const today = '2026-03-02T15:00:00.000Z' as Instant;
const nodes: CorridorNode[] = [];
const found = { tables: [] as (DumpedTable & { readonly database: string })[] };
let before: string;
let stories: readonly TrainingStory[];
let workers: readonly string[];

const asOwner = async <T>(work: (database: ReturnType<typeof connect>, name: string) => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  for (const { training } of nodes) {
    const name = `node_${training.key.replaceAll('-', '_')}`;
    const database = connect({ host: inject('clusterHost'), user: 'postgres', database: name, maximum: 1 });
    results.push(await work(database, name));
    await database.destroy();
  }
  return results;
};

beforeAll(async () => {
  let held = addDays(today, -140);
  const clock = { now: () => instantFrom(Date.parse(held)), milliseconds: () => Date.parse(held) };
  const corridor = trainingCorridor(1, today);
  stories = paths.map((wanted) => corridor.stories.find(({ path: taken }) => taken === wanted)!);
  const acting = new Set(stories.flatMap(({ events }) => events.map(({ user }) => user)));
  const users = corridor.users.filter(({ userName, roles }) => acting.has(userName) || roles.includes('administrator'));
  workers = users.map(({ displayName }) => displayName);
  const wire = createStageWire(nodes);
  const server = { host: inject('clusterHost') } as Parameters<typeof openCorridorNode>[0]['server'];
  for (const [index, training] of corridor.nodes.entries()) nodes.push(await openCorridorNode({ folder, server, clock, firstPort: 5400, wire }, training, index));
  before = (await asOwner(dump)).flat().map(({ text, bytes }) => `${text}\n${bytes}`).join('\n');
  const staff = await hireStaff(nodes, users, () => undefined);
  await concludeAgreements(nodes, staff, users, corridor.agreements);
  for (const { running } of nodes) await running.alignPeers();
  await playStories({ today, nodes, staff, setClock: (instant) => { held = instant; }, settle: wire.settle, progress: () => undefined }, { ...corridor, stories });
  found.tables = (await asOwner(async (database, name) => (await dump(database)).map((table) => ({ ...table, database: name })))).flat();
}, 900_000);

afterAll(async () => {
  await Promise.all(nodes.map(({ running }) => running.stop()));
  const admin = connect({ host: inject('clusterHost'), user: 'postgres', database: 'postgres', maximum: 1 });
  for (const { training } of nodes) await sql`drop database ${sql.id(`node_${training.key.replaceAll('-', '_')}`)} with (force)`.execute(admin);
  await admin.destroy();
  rmSync(folder, { recursive: true, force: true });
});

/** Every text in a value, whatever it is called. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];

/** What a list that was answered says in one of its fields. */
const fieldsIn = (list: unknown, name: string): string[] => (Array.isArray(list) ? list.flatMap((one: Record<string, unknown>) => textsIn(one[name])) : []);
const namesOf = ({ intake: { profile } }: TrainingChild): string[] =>
  [...[profile.givenNames, profile.firstSurname, profile.secondSurname, profile.nickname, profile.otherNames].flatMap(textsIn), ...fieldsIn(profile.people, 'name')];
const numbersOf = ({ intake: { profile } }: TrainingChild): string[] => [...fieldsIn(profile.people, 'phone'), ...fieldsIn(profile.identityDocuments, 'number')];

interface Wanted {
  readonly phrases: readonly string[];
  readonly words: readonly string[];
}

function wanted(): Wanted {
  const children = stories.flatMap((story) => story.children);
  const isNew = (text: string) => !isIn(before, text);
  const phrases = [...children.flatMap(({ intake }) => textsIn(intake)), ...stories.flatMap(({ events }) => textsIn(events)), ...children.flatMap(numbersOf), ...workers];
  const words = children.flatMap(namesOf).flatMap((name) => name.split(' '));
  return {
    phrases: [...new Set(phrases)].filter((text) => text.length >= 8 && text.includes(' ')).filter((text) => !before.includes(text)),
    words: [...new Set(words)].filter((word) => word.length >= shortest.text && isNew(word)),
  };
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();
/** Whether a word stands in a text as a word: no letter, digit or sign of base64 beside it. */
const isIn = (text: string, word: string): boolean => new RegExp(`(?<![\\p{L}\\p{N}_+/=-])${word.replaceAll(/[^\p{L}\p{N} ]/gu, '.')}(?![\\p{L}\\p{N}_+/=-])`, 'iu').test(text);

function leaksOf({ phrases, words }: Wanted, tables: typeof found.tables): string[] {
  return tables.flatMap(({ database, table, text, bytes }) => {
    const all = folded(`${text}\n${bytes}`);
    return [
      ...phrases.filter((phrase) => all.includes(folded(phrase))), ...words.filter((word) => isIn(text, word)), ...words.filter((word) => word.length >= shortest.bytes && isIn(bytes, word)),
    ].map((what) => `${database} ${table}: ${what}`);
  });
}

test('the stories name many, and what they name would be found', () => {
  const { phrases, words } = wanted();
  expect(words.length).toBeGreaterThan(30);
  expect(phrases.length).toBeGreaterThan(80);
  const planted = (row: string): typeof found.tables => [{ database: 'one', table: 'planted', text: row, bytes: '' }, { database: 'one', table: 'sealed', text: '', bytes: row }];
  const missed = [...phrases, ...words.filter((word) => word.length >= shortest.bytes)].filter((what) => leaksOf({ phrases, words }, planted(`(7,"${what.toUpperCase()}",t)`)).length < 2);
  expect(missed).toEqual([]);
  expect(new Set(found.tables.map(({ database }) => database)).size).toBe(6);
  expect(found.tables.filter(({ table, text }) => table === 'platform.operation' && text.length > 0).length).toBe(6);
  console.log(`names: ${words.length} words and ${phrases.length} phrases in ${found.tables.length} tables of 6 databases, ${Math.round(found.tables.reduce((sum, { text, bytes }) => sum + text.length + bytes.length, 0) / 1e6)} MB`);
});

test('no table of any of the six databases holds a name, a number or a word of what was told', () => {
  expect(leaksOf(wanted(), found.tables)).toEqual([]);
});
