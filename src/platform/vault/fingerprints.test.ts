import { expect, test } from 'vitest';
import { createFingerprints } from './fingerprints.ts';

test('the words of a card are computed once, however often and however many at once ask', async () => {
  const computed: string[] = [];
  const { fingerprint } = createFingerprints(async (card) => {
    computed.push(card);
    return [card, 'y', 'más'];
  });
  expect(await Promise.all([fingerprint('una'), fingerprint('una'), fingerprint('otra')])).toEqual(['una y más', 'una y más', 'otra y más']);
  await fingerprint('una');
  expect(computed).toEqual(['una', 'otra']);
});

test('of five hundred cards the one that was asked for longest ago is forgotten, and a failure is not kept', async () => {
  let count = 0;
  const { fingerprint } = createFingerprints(async (card) => {
    count++;
    if (card === 'broken' && count === 1) throw new Error('no memory');
    return [card];
  });
  await expect(fingerprint('broken')).rejects.toThrow('no memory');
  expect(await fingerprint('broken')).toBe('broken');
  for (let index = 0; index < 500; index++) await fingerprint(String(index));
  const before = count;
  await fingerprint('499');
  expect(count).toBe(before);
  await fingerprint('broken');
  expect(count).toBe(before + 1);
});
