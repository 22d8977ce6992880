import { expect, test } from 'vitest';
import type { Instant } from '#kernel/instant.ts';
import { createNodeKeys, createVault, verifyRequestSignature } from './index.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const keys = createNodeKeys(now);
const signer = createVault({ keys, now: () => now }).requestSigner();
const base = Buffer.from('"@method": POST\n"@signature-params": ("@method")');

test('the base of a request is signed with the key in use, and any change is noticed', () => {
  const signature = signer.sign(base);
  expect(signer.keyId).toBe(keys.signing[0]!.kid);
  expect(verifyRequestSignature(keys.signing[0]!, base, signature)).toBe(true);
  expect(verifyRequestSignature(keys.signing[0]!, Buffer.concat([base, Buffer.of(32)]), signature)).toBe(false);
  expect(verifyRequestSignature(keys.audit, base, signature)).toBe(false);
  expect(verifyRequestSignature(keys.signing[0]!, base, Buffer.alloc(3))).toBe(false);
});

test('nothing else can be had signed: neither a JWS nor a card', () => {
  for (const other of ['eyJhbGciOiJFZERTQSJ9.e30', 'amparo child-card/1 0000', '']) expect(() => signer.sign(Buffer.from(other))).toThrow('HTTP message');
});
