import { expect, test } from 'vitest';
import { mutate } from './mutate.ts';

test('20,000 spoiled messages: none is taken, none makes the reader throw, every cause is met', async () => {
  const { tried, failures, refusals } = await mutate(20_000, 20260302);
  expect(failures).toEqual([]);
  expect(tried).toBe(20_000);
  expect(Object.keys(refusals).sort()).toEqual([
    'message-malformed depth',
    'message-malformed encoding',
    'message-malformed form',
    'message-malformed header',
    'message-malformed json',
    'message-malformed not-canonical',
    'message-malformed schema',
    'message-not-for-us',
    'signature-invalid algorithm',
    'signature-invalid key-expired',
    'signature-invalid key-revoked',
    'signature-invalid key-unknown',
    'signature-invalid kind',
    'signature-invalid signature',
    'too-large',
    'unknown-sender',
  ]);
});
