import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSearchIndex } from './engine.ts';
import { generateCorridor } from './generator/corridor.ts';
import { readNameKnowledge } from './names.ts';
import { priorModel } from './prior-model.ts';
import type { PersonRecord } from './rules/record.ts';
import { createSearchIndex as createReferenceIndex } from './rules/search-index.ts';

/** The shipped engine, its references, and a small corridor in both: what holds must hold for names and errors as they are. */
const labelled = generateCorridor({ children: 250, seed: 21 });
const records = labelled.map(({ record }) => record);
const engine = createSearchIndex();
const reference = createReferenceIndex({ knowledge: readNameKnowledge(), model: priorModel });
for (const record of records) {
  engine.upsert(record);
  reference.upsert(record);
}
const childOf = new Map(labelled.map(({ record, childId }) => [record.key, childId]));
const anyRecord = fc.constantFrom(...records);
/** Two records, in every third case of one child. */
const pair = fc.tuple(anyRecord, anyRecord, fc.nat(2)).map(([one, other, kind]): [PersonRecord, PersonRecord] =>
  [one, kind > 0 ? other : (records.find(({ key }) => key !== one.key && childOf.get(key) === childOf.get(one.key)) ?? other)]);

test('a pair weighs the same from either side, on the references and on their twins, and its reasons sum to it', () => {
  fc.assert(fc.property(pair, ([one, other]) => {
    const found = engine.assess(one, other);
    expect(engine.assess(other, one).score).toBeCloseTo(found.score, 9);
    expect(reference.assess(one, other)).toEqual(found);
    expect(found.evidence.reduce((sum, { bits }) => sum + bits, found.prior)).toBeCloseTo(found.score, 9);
    expect(found.probability).toBeGreaterThanOrEqual(0);
    expect(found.probability).toBeLessThanOrEqual(1);
  }), { numRuns: 400 });
});

const turned = (names: readonly string[] = []): string[] => names.map((name) => name.split(' ').toReversed().join(' ')).toReversed();

test('the order of fields, and of the words of a parent’s name, does not matter', () => {
  fc.assert(fc.property(pair, ([one, other]) => {
    const shuffled = Object.fromEntries(Object.entries({ ...one, motherNames: turned(one.motherNames), fatherNames: turned(one.fatherNames), nicknames: [...(one.nicknames ?? [])].toReversed() }).toReversed()) as unknown as PersonRecord;
    // "de" belongs to the word behind it, wherever that stands
    if ([...(one.motherNames ?? []), ...(one.fatherNames ?? [])].some((name) => /\bde\b|\bla\b/iu.test(name))) return;
    expect(engine.assess(shuffled, other).score).toBeCloseTo(engine.assess(one, other).score, 9);
  }), { numRuns: 300 });
});

test('names in one common order weigh the same in another common order', () => {
  const reversed = (record: PersonRecord): PersonRecord => ({ ...record, givenNames: [...(record.givenNames ?? [])].toReversed(), surnames: [...(record.surnames ?? [])].toReversed() });
  fc.assert(fc.property(pair, ([one, other]) => {
    if (one.givenNames?.length !== other.givenNames?.length || one.surnames?.length !== other.surnames?.length) return;
    if ([one, other].some(({ givenNames = [], surnames = [] }) => [...givenNames, ...surnames].some((name) => /[\s-]/u.test(name)))) return;
    // of three names the one in the middle may stand closer to either
    if ((one.givenNames?.length ?? 0) > 2 || (one.surnames?.length ?? 0) > 2) return;
    expect(engine.assess(reversed(one), reversed(other)).score).toBeCloseTo(engine.assess(one, other).score, 6);
  }), { numRuns: 300 });
});

const without = (record: PersonRecord, key: keyof PersonRecord): PersonRecord => {
  const { [key]: _, ...others } = record;
  return others as PersonRecord;
};
const contradictions: readonly (readonly [keyof PersonRecord, unknown, unknown])[] = [
  ['birth', { date: '1999-01-31' }, { date: '2017-12-12' }], ['sex', 'F', 'M'], ['phones', ['11112222'], ['99998888']], ['identifiers', ['A1112222'], ['B9998888']],
  ['nationalities', ['GT'], ['HN']], ['languages', ['kek'], ['cab']],
];

test('a contradiction never weighs more than saying nothing', () => {
  fc.assert(fc.property(pair, fc.constantFrom(...contradictions), ([one, other], [key, left, right]) => {
    const silent = engine.assess(without(one, key), without(other, key)).score;
    expect(engine.assess({ ...one, [key]: left }, { ...other, [key]: right }).score).toBeLessThanOrEqual(silent + 1e-9);
  }), { numRuns: 400 });
});
