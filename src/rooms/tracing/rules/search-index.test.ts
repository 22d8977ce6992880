import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNameKnowledge } from '../names.ts';
import type { PersonRecord } from './record.ts';
import { createSearchIndex, type SearchIndex } from './search-index.ts';
import { startingModel } from './starting-model.ts';

const setup = { knowledge: readNameKnowledge(), model: startingModel };
const createIndex = (): SearchIndex => createSearchIndex(setup);

const some = (values: readonly string[], most: number) => fc.array(fc.constantFrom(...values), { maxLength: most });
const givens = ['María', 'José', 'Chepe', 'Juan', 'Juana', 'Guadalupe', 'Lupita', 'Francisco', 'Francisca', 'Wilmer', 'Guilmer', 'Ana'];
const surnames = ['Hernández', 'Ernandes', 'López', 'Caal', 'Xol', 'De la Cruz', 'Cruz', 'Quej', 'Kej', 'Núñez', 'Pérez-López'];
const record = fc.record({
  key: fc.uuid(),
  givenNames: some(givens, 3), surnames: some(surnames, 2), nicknames: some(givens, 1), aliases: some([...givens, ...surnames], 1),
  birth: fc.oneof(
    fc.constant({}),
    fc.record({ date: fc.constantFrom('2012-04-09', '2012-09-04', '2012', '2013-04', '2010-01-01') }),
    fc.record({ estimatedAge: fc.integer({ min: 5, max: 15 }), recordedOn: fc.constant('2024-01-01') }),
  ),
  sex: fc.constantFrom('F', 'M', 'X'), nationalities: some(['GT', 'HN'], 2), languages: some(['spa', 'kek'], 2),
  municipality: fc.constantFrom('', 'Cobán', 'Coban', 'Chisec'), department: fc.constantFrom('', 'Alta Verapaz', 'Petén'),
  motherNames: some(['María Caal', 'Ana López Xol', 'Juana Hernández'], 1), fatherNames: some(['José Quej', 'Juan López'], 1),
  phones: some(['+502 5555 1234', '55551234', '44441234'], 1), identifiers: some(['CUI 1234567', '1234568'], 1),
});
const registry: PersonRecord[] = fc.sample(record, { seed: 7, numRuns: 60 });
const filled = (): SearchIndex => {
  const index = createIndex();
  for (const child of registry) index.upsert(child);
  return index;
};

test('a pair scores the same in both directions', () => {
  const index = filled();
  fc.assert(fc.property(record, record, (left, right) => {
    expect(index.assess(left, right).score).toBeCloseTo(index.assess(right, left).score, 9);
  }));
});

test('the order of nicknames, aliases, relatives, nationalities and languages does not matter', () => {
  const index = filled();
  const reversed = (child: PersonRecord): PersonRecord => ({
    ...child, nicknames: [...(child.nicknames ?? [])].reverse(), aliases: [...(child.aliases ?? [])].reverse(), motherNames: [...(child.motherNames ?? [])].reverse(),
    nationalities: [...(child.nationalities ?? [])].reverse(), languages: [...(child.languages ?? [])].reverse(),
  });
  fc.assert(fc.property(record, record, (left, right) => {
    expect(index.assess(reversed(left), right).score).toBeCloseTo(index.assess(left, right).score, 9);
  }));
});

test('the explanation sums to the score', () => {
  const index = filled();
  fc.assert(fc.property(record, record, (left, right) => {
    const { score, prior, evidence } = index.assess(left, right);
    expect(evidence.reduce((sum, { bits }) => sum + bits, prior)).toBeCloseTo(score, 9);
  }));
});

const contradictions: readonly [string, Partial<PersonRecord>, Partial<PersonRecord>][] = [
  ['given', { givenNames: ['Rosaura'] }, { givenNames: ['Bartolo'] }],
  ['surname', { surnames: ['Guarchaj'] }, { surnames: ['Norales'] }],
  ['birth', { birth: { date: '1999-01-31' } }, { birth: { date: '2017-12-12' } }],
  ['sex', { sex: 'F' }, { sex: 'M' }],
  ['place', { department: 'Petén', municipality: 'Flores' }, { department: 'Jutiapa', municipality: 'Asunción Mita' }],
  ['mother', { motherNames: ['Rosaura Guarchaj'] }, { motherNames: ['Bartola Norales'] }],
  ['father', { fatherNames: ['Rosauro Guarchaj'] }, { fatherNames: ['Bartolo Norales'] }],
  ['phone', { phones: ['11112222'] }, { phones: ['99998888'] }],
  ['identifier', { identifiers: ['11112222'] }, { identifiers: ['99998888'] }],
  ['nationality', { nationalities: ['GT'] }, { nationalities: ['HN'] }],
  ['language', { languages: ['kek'] }, { languages: ['cab'] }],
];
const without = (child: PersonRecord, keys: readonly string[]): PersonRecord =>
  Object.fromEntries(Object.entries(child).filter(([key]) => !keys.includes(key))) as unknown as PersonRecord;

test.each(contradictions)('a contradiction of %s never raises the score', (_, leftPart, rightPart) => {
  const index = filled();
  const keys = [...Object.keys(leftPart), 'nicknames', 'aliases'];
  fc.assert(fc.property(record, record, (left, right) => {
    const silent = index.assess(without(left, keys), without(right, keys)).score;
    const loud = index.assess({ ...without(left, keys), ...leftPart }, { ...without(right, keys), ...rightPart }).score;
    expect(loud).toBeLessThanOrEqual(silent + 1e-9);
  }));
});

test('results do not depend on the order of arrival', () => {
  const forward = filled();
  const backward = createIndex();
  for (const child of [...registry].reverse()) backward.upsert(child);
  for (const child of registry.slice(0, 20)) {
    const [one, other] = [forward, backward].map((index) => index.search(child, { limit: 5 }).map(({ key, score }) => [key, Math.round(score * 1e6)]));
    expect(one).toEqual(other);
  }
});

test('finds a child under another spelling, a nickname and a single surname', () => {
  const index = filled();
  index.upsert({ key: 'wanted', givenNames: ['José', 'Wilmer'], surnames: ['Guarchaj', 'Quej'], birth: { date: '2011-05-30' }, sex: 'M', motherNames: ['Petrona Quej'] });
  const [first] = index.search({ key: 'request', givenNames: ['Chepe'], surnames: ['Huarchaj'], birth: { estimatedAge: 12, recordedOn: '2023-11-02' }, sex: 'M' });
  expect(first?.key).toBe('wanted');
  expect(first?.evidence.find(({ field }) => field === 'given')?.level).toBe('1-nickname-extra');
});

test('a record is replaced, removed and forgotten; questions leave no trace', () => {
  const index = filled();
  const child: PersonRecord = { key: 'new', givenNames: ['Xiomara'], surnames: ['Zepeda'] };
  index.upsert(child);
  expect(index.search(child)[0]?.key).toBe('new');
  index.upsert({ ...child, givenNames: ['Belinda'] });
  expect(index.search({ key: 'q', givenNames: ['Belinda'], surnames: ['Zepeda'] })[0]?.key).toBe('new');
  expect(index.size).toBe(registry.length + 1);
  const before = index.search(registry[3]!, { limit: 3 });
  for (const name of ['Zoraida', 'Yadira', 'Ixmucané']) index.search({ key: 'q', givenNames: [name], surnames: [name] });
  expect(index.search(registry[3]!, { limit: 3 })).toEqual(before);
  index.remove('new');
  expect(index.has('new')).toBe(false);
  expect(index.search(child).map(({ key }) => key)).not.toContain('new');
});

test('columns are rebuilt after many removals without changing the answers', () => {
  const index = createIndex();
  for (let number = 0; number < 4000; number++) index.upsert({ ...registry[number % registry.length]!, key: `child-${number}` });
  for (let number = 0; number < 4000; number++) if (number >= registry.length) index.remove(`child-${number}`);
  const fresh = createIndex();
  for (let number = 0; number < registry.length; number++) fresh.upsert({ ...registry[number]!, key: `child-${number}` });
  const answer = (from: SearchIndex) => from.search(registry[5]!, { limit: 5 }).map(({ key, score }) => [key, Math.round(score * 1e6)]);
  expect(answer(index)).toEqual(answer(fresh));
});
