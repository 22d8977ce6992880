import { expect, test } from 'vitest';
import { mutate } from './mutate.ts';

test('20,000 attacks: none is taken, none makes the reader throw, every cause is met', async () => {
  const { tried, failures, refusals } = await mutate({ seed: 20260302, count: 20_000 });
  expect(failures).toEqual([]);
  expect(tried).toBe(20_000);
  expect(Object.keys(refusals).sort()).toEqual([
    'message-malformed case-file',
    'message-malformed depth',
    'message-malformed encoding',
    'message-malformed form',
    'message-malformed header',
    'message-malformed json',
    'message-malformed not-canonical',
    'message-malformed schema',
    'message-malformed sealed-broken',
    'message-not-for-us',
    'message-old own-incarnation',
    'message-old rewound',
    'signature-invalid algorithm',
    'signature-invalid key-expired',
    'signature-invalid key-revoked',
    'signature-invalid key-unknown',
    'signature-invalid kind',
    'signature-invalid signature',
    'superseded',
    'too-large',
    'unknown-sender',
    'version-unsupported',
  ]);
});

// the ephemeral keys of seals are drawn anew in each run, so causes may differ by a few; attacks do not
test('a run in pieces tries as many as the whole, and lets nothing in', async () => {
  const [whole, ...pieces] = await Promise.all([mutate({ seed: 4, count: 300 }), mutate({ seed: 4, count: 120 }), mutate({ seed: 4, from: 120, count: 180 })]);
  const total = (refusals: Readonly<Record<string, number>>) => Object.values(refusals).reduce((sum, count) => sum + count, 0);
  expect(pieces.map(({ refusals }) => total(refusals))).toEqual([120, 180]);
  expect(total(whole.refusals)).toBe(300);
  expect([whole, ...pieces].flatMap(({ failures }) => failures)).toEqual([]);
});
