import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '#kernel/instant.ts';
import { createNodeKeys, rotateStorageKeys } from './node-keys.ts';
import { nodeSecretsOf } from './node-secrets.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const keys = createNodeKeys(now);
const secrets = nodeSecretsOf(keys.nodeSecret);

test('a sealed value opens in its context, also after a rotation, and shows nothing', () => {
  const rotated = nodeSecretsOf(rotateStorageKeys(keys, now).nodeSecret);
  fc.assert(
    fc.property(fc.json(), (text) => {
      const sealed = secrets.sealForNode({ text }, 'access.totp');
      expect(secrets.openForNode(sealed, 'access.totp')).toEqual({ text });
      expect(rotated.openForNode(sealed, 'access.totp')).toEqual({ text });
      expect(() => secrets.openForNode(sealed, 'access.other')).toThrow('cannot be opened');
    }),
  );
});

test('another node, an altered byte and something that was never sealed do not open', () => {
  const sealed = secrets.sealForNode('JBSWY3DP', 'access.totp');
  const open = (bytes: Buffer) => () => secrets.openForNode(bytes, 'access.totp');
  expect(() => nodeSecretsOf(createNodeKeys(now).nodeSecret).openForNode(sealed, 'access.totp')).toThrow('cannot be opened');
  for (let index = 0; index < sealed.length; index++) {
    const altered = Buffer.from(sealed);
    altered[index]! ^= 0x40;
    expect(open(altered)).toThrow('cannot be opened');
  }
  expect(open(Buffer.alloc(0))).toThrow('cannot be opened');
  expect(open(sealed.subarray(0, 20))).toThrow('cannot be opened');
  expect(() => secrets.sealForNode(undefined, 'access.totp')).toThrow('only JSON');
});
