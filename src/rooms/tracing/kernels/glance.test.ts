import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generateCorridor } from '../generator/corridor.ts';
import { readNameKnowledge } from '../names.ts';
import { createLook, extraStart, agreements, type Look } from '../rules/glance.ts';
import { createRecordTable } from '../rules/record-table.ts';
import { createLookKernel, shareSketches, sketchesOf } from './glance.ts';
import { loadKernel } from './load.ts';

const records = generateCorridor({ children: 120, seed: 31 });
const words = ['zapatero', 'sastre', 'maestra', 'cuatro calles', 'mercado', 'la paz norte sur este oeste uno dos tres cuatro', ''];
const pairsOf = (look: Look, slots: readonly number[], reach: number): number[] => {
  const found: number[] = [];
  look(Uint32Array.from(slots), 0, slots.length, reach, (left, right) => found.push(left, right));
  return found;
};

test.each([0, 3])('finds the same pairs as the reference, with %i other columns', (extraFields) => {
  const table = createRecordTable(readNameKnowledge());
  for (const [index, { record }] of records.entries()) table.append({ ...record, phones: index % 3 === 0 ? [`55${1000000 + (index % 7)}`] : [], extras: Array.from({ length: extraFields }, (_, extra) => words[(index * (extra + 1)) % words.length]) });
  const shared = shareSketches(table, extraFields, 2);
  const slot = fc.nat({ max: table.count - 1 });
  let looked = 0;
  fc.assert(fc.property(
    fc.array(slot, { maxLength: 700, size: 'max' }), fc.integer({ min: 1, max: 64 }), fc.nat({ max: 1 }), fc.constantFrom(0, 100),
    fc.array(fc.integer({ min: -3000, max: 3000 }), { minLength: extraStart + extraFields * agreements, maxLength: extraStart + extraFields * agreements }), fc.integer({ min: -9000, max: 9000 }),
    (slots, reach, thread, boundary, weights, limit) => {
      const glance = { weights: Int32Array.from(weights), limit };
      const expected = pairsOf(createLook(sketchesOf(shared), glance, boundary), slots, reach);
      expect(pairsOf(createLookKernel(loadKernel('glance')!, shared, glance, thread, boundary), slots, reach)).toEqual(expected);
      looked += expected.length;
    },
  ), { numRuns: 60 });
  expect(looked).toBeGreaterThan(1000);
});

test('does not depend on which of two records comes first', () => {
  const table = createRecordTable(readNameKnowledge());
  for (const { record } of records) table.append(record);
  const shared = shareSketches(table, 0, 1);
  const slot = fc.nat({ max: table.count - 1 });
  fc.assert(fc.property(slot, slot, fc.array(fc.integer({ min: -3000, max: 3000 }), { minLength: extraStart, maxLength: extraStart }), (one, other, weights) => {
    const look = createLook(sketchesOf(shared), { weights: Int32Array.from(weights), limit: 0 }, 0);
    expect(pairsOf(look, [one, other], 2)).toEqual(pairsOf(look, [other, one], 2));
  }), { numRuns: 200 });
});
