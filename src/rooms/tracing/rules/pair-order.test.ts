import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderOfPairs } from './pair-order.ts';

test('pairs come in the order of their records, each once, the first of equal ones', () => {
  const record = fc.integer({ min: 0, max: 12 });
  fc.assert(fc.property(fc.array(fc.tuple(record, record), { maxLength: 80 }), (pairs) => {
    const order = orderOfPairs(pairs.length, Uint32Array.from(pairs, ([left]) => left), Uint32Array.from(pairs, ([, right]) => right));
    const firsts = pairs.flatMap(([left, right], index) => (pairs.findIndex(([one, other]) => one === left && other === right) === index ? [index] : []));
    const expected = firsts.toSorted((one, other) => pairs[one]![0] - pairs[other]![0] || pairs[one]![1] - pairs[other]![1]);
    expect([...order]).toEqual(expected);
  }));
});
