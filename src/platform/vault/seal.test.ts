import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { createNodeKeys, rotateExchangeKeys } from './node-keys.ts';
import { openSealed, sealTo } from './seal.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const receiver = createNodeKeys(now, createSeededBytes(1));
const other = createNodeKeys(now, createSeededBytes(2));
const reasonOf = async (...parameters: Parameters<typeof openSealed>) => {
  const opened = await openSealed(...parameters);
  return opened.ok ? 'opened' : opened.problem.details.reason;
};

test('only the receiver opens it, for the same purpose and bound to the same thing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (content) => {
      const sealed = await sealTo(receiver.sealing[0]!, content, 'case-file', 'hash-1');
      expect(valueOf(await openSealed(receiver.sealing, sealed, 'case-file', 'hash-1'))).toEqual(Buffer.from(content));
      expect(await reasonOf(receiver.sealing, sealed, 'case-file', 'hash-2')).toBe('sealed-broken');
      expect(await reasonOf(receiver.sealing, sealed, 'intake', 'hash-1')).toBe('sealed-broken');
      expect(await reasonOf(other.sealing, sealed, 'case-file', 'hash-1')).toBe('sealed-to-other-key');
      const forgedKid = [{ ...other.sealing[0]!, kid: receiver.sealing[0]!.kid }];
      expect(await reasonOf(forgedKid, sealed, 'case-file', 'hash-1')).toBe('sealed-broken');
    }),
    { numRuns: 20 },
  );
});

test('an altered letter anywhere is noticed', async () => {
  const sealed = await sealTo(receiver.sealing[0]!, Buffer.from('expediente'), 'case-file', 'hash-1');
  for (let index = 0; index < sealed.length; index++) {
    const altered = sealed.slice(0, index) + (sealed[index] === 'A' ? 'B' : 'A') + sealed.slice(index + 1);
    expect(await reasonOf(receiver.sealing, altered, 'case-file', 'hash-1')).not.toBe('opened');
  }
  for (const form of ['', 'a.b.c', `${sealed}=`, `${sealed}.`]) expect(await reasonOf(receiver.sealing, form, 'case-file', 'hash-1')).toBe('sealed-form');
});

test('what was sealed before a rotation opens after it', async () => {
  const sealed = await sealTo(receiver.sealing[0]!, Buffer.from('expediente'), 'case-file', 'hash-1');
  const rotated = rotateExchangeKeys(receiver, now, createSeededBytes(3));
  expect(valueOf(await openSealed(rotated.sealing, sealed, 'case-file', 'hash-1')).toString()).toBe('expediente');
});
