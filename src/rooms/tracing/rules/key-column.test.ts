import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeyColumn } from './key-column.ts';

const keys = fc.array(fc.oneof(fc.nat({ max: 2 ** 31 - 1 }), fc.nat({ max: 40 })), { maxLength: 200 });

test('keys come in order of their hashes, those of one hash as they were added, however often the column is used again', () => {
  const column = createKeyColumn();
  fc.assert(fc.property(keys, fc.constantFrom(1, 40), (hashes, times) => {
    const all = Array.from({ length: times }, () => hashes).flat();
    column.clear();
    for (const [slot, hash] of all.entries()) column.add(hash, slot);
    column.sort();
    const expected = [...all.keys()].sort((one, other) => all[one]! - all[other]! || one - other);
    expect([...column.slots.subarray(0, column.size)]).toEqual(expected);
    expect([...column.hashes.subarray(0, column.size)]).toEqual(expected.map((slot) => all[slot]));
  }), { numRuns: 60 });
});
