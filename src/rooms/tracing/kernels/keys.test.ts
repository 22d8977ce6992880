import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinKeys, keyWords } from '../rules/private/join.ts';
import { createJoinKernel } from './keys.ts';
import { loadKernel } from './load.ts';

const keys = fc.array(fc.uint32Array({ minLength: keyWords, maxLength: keyWords }), { maxLength: 90 }).map((some) => Uint32Array.from(some.flatMap((key) => [...key])));

test('the join of keys finds the same pairs with the same common bits', () => {
  const twin = createJoinKernel(loadKernel('keys')!);
  fc.assert(fc.property(keys, keys, fc.integer({ min: 300, max: 1000 }), (left, right, thousandths) => {
    expect(twin(left, right, thousandths)).toEqual(joinKeys(left, right, thousandths));
    expect(twin(left, left, 1000).left.length).toBeGreaterThanOrEqual(left.length / keyWords);
  }), { numRuns: 40 });
});
