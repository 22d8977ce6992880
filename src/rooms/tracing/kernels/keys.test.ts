import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinKeys, keyWords } from '../rules/private/join.ts';
import { createJoinKernel } from './keys.ts';
import { loadKernel } from './load.ts';

const keys = fc.array(fc.uint32Array({ minLength: keyWords, maxLength: keyWords }), { maxLength: 90 }).map((some) => Uint32Array.from(some.flatMap((key) => [...key])));

/** Keys, and next to each a few that differ from it in some bits, in one half or in both. */
const related = keys.map((some) => Uint32Array.from({ length: some.length * 3 }, (_, word) => {
  const [key, place] = [Math.floor(word / keyWords), word % keyWords];
  const own = some[Math.floor(key / 3) * keyWords + place]!;
  return key % 3 === 0 ? own : key % 3 === 1 ? own & (place < keyWords / 2 ? 0xffff00ff : 0xffffffff) : own | (place < keyWords / 2 ? 0 : 0x0f0000f0);
}));

test('the join of keys finds the same pairs with the same common bits', () => {
  const twin = createJoinKernel(loadKernel('keys')!);
  fc.assert(fc.property(fc.oneof(keys, related), related, fc.integer({ min: 300, max: 1000 }), (left, right, thousandths) => {
    expect(twin(left, right, thousandths)).toEqual(joinKeys(left, right, thousandths));
    expect(twin(left, left, 1000).left.length).toBeGreaterThanOrEqual(left.length / keyWords);
  }), { numRuns: 40 });
});
