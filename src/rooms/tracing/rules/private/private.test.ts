import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generateCorridor } from '../../generator/corridor.ts';
import { readNameKnowledge } from '../../names.ts';
import type { PersonRecord } from '../record.ts';
import { encodingOf, saltsOf } from './encoding.ts';
import { compositeFacts } from './facts.ts';
import { bitsOfKeys, joinKeys } from './join.ts';
import { nominate } from './nominate.ts';

const { nicknames } = readNameKnowledge();
const child: PersonRecord = { key: 'a', givenNames: ['Xiomara', 'Isabel'], surnames: ['Caal', 'Pop'], birth: { date: '2014-05-09' }, sex: 'F', municipality: 'Cobán', motherNames: ['Rosa Caal'] };
const common = (one: PersonRecord, other: PersonRecord): number => {
  const theirs = new Set(compositeFacts(other, nicknames, 24));
  return compositeFacts(one, nicknames, 24).filter((fact) => theirs.has(fact)).length;
};
const hashUnder = (key: string) => (text: string) => createHmac('sha256', key).update(text).digest();
const dice = (one: Uint32Array, other: Uint32Array): number => (joinKeys(one, other, 0).common[0]! * 2) / (bitsOfKeys(one)[0]! + bitsOfKeys(other)[0]!);

test('a misspelled child meets herself in two facts or more; her brother in one at most', () => {
  expect(common(child, { key: 'b', givenNames: ['Ysabel'], surnames: ['Kaal'], birth: { date: '2014-05-09' }, sex: 'F' })).toBeGreaterThanOrEqual(2);
  expect(common(child, { ...child, key: 'c', givenNames: ['Wilmer', 'Josué'], birth: { date: '2011-02-01' }, sex: 'M' })).toBeLessThanOrEqual(1);
  expect(common(child, { key: 'd' })).toBe(0);
});

test('facts do not depend on the order in which names were said', () => {
  fc.assert(fc.property(fc.shuffledSubarray(['Juana', 'Petrona', 'Tzoc', 'Xol', 'Maribel'], { minLength: 2, maxLength: 4 }), fc.integer({ min: 0, max: 1 }), (names, turn) => {
    const turned = [...names.slice(turn), ...names.slice(0, turn)];
    expect(compositeFacts({ key: 'a', givenNames: turned, surnames: ['Caal'] }, nicknames, 99).toSorted()).toEqual(compositeFacts({ key: 'b', givenNames: names, surnames: ['Caal'] }, nicknames, 99).toSorted());
  }));
});

test('a key has a quarter to a third of its bits, is the same for the same words, and says nothing under another key', () => {
  const records = generateCorridor({ children: 150, seed: 11 }).map(({ record }) => record);
  const keys = records.flatMap((record) => saltsOf(record).map((salt) => encodingOf(record, salt, hashUnder('run'))));
  const fill = keys.reduce((sum, key) => sum + bitsOfKeys(key)[0]!, 0) / keys.length / 1024;
  expect(fill).toBeGreaterThan(0.24);
  expect(fill).toBeLessThan(0.35);
  const [one, same, other, boy] = [encodingOf(child, 'F', hashUnder('run')), encodingOf(child, 'F', hashUnder('run')), encodingOf(child, 'F', hashUnder('other')), encodingOf(child, 'M', hashUnder('run'))];
  expect(dice(one, same)).toBe(1);
  expect(dice(one, other)).toBeLessThan(0.45);
  expect(dice(one, boy)).toBeLessThan(0.45);
  expect(saltsOf({ key: 'x' })).toEqual(['F', 'M']);
});

test('only pairs that are among the best of both sides are nominated, each once', () => {
  const keys = Uint32Array.from({ length: 32 * 6 }, (_, word) => (word * 2654435761) >>> 0);
  const pairs = joinKeys(keys, keys, 300);
  const bits = bitsOfKeys(keys);
  const owners = Int32Array.from([0, 1, 2, 3, 4, 4]);
  const nominated = nominate(pairs, { left: bits, right: bits }, { left: owners, right: owners }, 1);
  expect(nominated.map(({ left, right }) => [left, right])).toEqual([[0, 0], [1, 1], [2, 2], [3, 3], [4, 4]]);
  expect(nominated.every(({ likeness }) => likeness === 1)).toBe(true);
});
