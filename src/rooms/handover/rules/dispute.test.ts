import { expect, test } from 'vitest';
import { contradicts } from './dispute.ts';

const claim = { childId: 'c', epoch: 2, from: 'a', to: 'b', blockHash: '1' } as never as Parameters<typeof contradicts>[0];
test.each([
  [{ to: 'c', blockHash: '2' }, true], [{ blockHash: '2' }, false], [{ to: 'c' }, false], [{ to: 'c', blockHash: '2', epoch: 3 }, false], [{ to: 'c', blockHash: '2', from: 'x' }, false], [{ to: 'c', blockHash: '2', childId: 'd' }, false],
])('%o contradicts: %s', (other, expected) => expect(contradicts(claim, { ...claim, ...other } as never)).toBe(expected));
