import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '#kernel/instant.ts';
import { refuse, succeed, valueOf } from '#kernel/result.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { canonicalJson } from './canonical.ts';
import { createNodeKeys } from './node-keys.ts';
import { signDetached, signJson, verifyDetached, verifyJson, type FindKey } from './sign.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const { signing, audit } = createNodeKeys(now, createSeededBytes(1));
const key = signing[0]!;
const findKey: FindKey = (kid) => (kid === key.kid ? succeed(key) : refuse('signature-invalid', { reason: 'key-unknown' }));
const part = (text: string) => Buffer.from(text).toString('base64url');

const reasonOf = async (text: string) => {
  const verified = await verifyJson('receipt', text, findKey);
  return verified.ok ? 'verified' : verified.problem.details.reason;
};

test('what was signed is read back, and the key is found by what is claimed', async () => {
  const text = await signJson('receipt', { b: 1, a: ['ñ'] }, key);
  const claims: unknown[] = [];
  const verified = await verifyJson('receipt', text, (kid, claimed) => {
    claims.push(claimed);
    return findKey(kid, claimed);
  });
  expect(valueOf(verified)).toEqual({ kid: key.kid, payload: { a: ['ñ'], b: 1 } });
  expect(claims).toEqual([{ a: ['ñ'], b: 1 }]);
});

test('a signature counts for its kind, its payload and its key only', async () => {
  const text = await signJson('receipt', { a: 1 }, key);
  const [header, payload, signature] = text.split('.') as [string, string, string];
  expect(await verifyJson('envelope', text, findKey)).toMatchObject({ ok: false, problem: { code: 'signature-invalid', details: { reason: 'kind' } } });
  expect(await reasonOf(`${header}.${part('{"a":2}')}.${signature}`)).toBe('signature');
  expect(await reasonOf(await signJson('receipt', { a: 1 }, { ...audit, kid: key.kid }))).toBe('signature');
  expect(await reasonOf(await signJson('receipt', { a: 1 }, audit))).toBe('key-unknown');
  expect(await reasonOf(`${header}.${payload}.${part('x'.repeat(64))}`)).toBe('signature');
});

test('one header only: no other algorithm, no extension, no other order', async () => {
  const [, payload, signature] = (await signJson('receipt', { a: 1 }, key)).split('.') as [string, string, string];
  const withHeader = (header: string) => reasonOf(`${part(header)}.${payload}.${signature}`);
  const typ = 'amparo-receipt+jws';
  for (const alg of ['none', 'HS256', 'ES256', 'Ed25519', 'eddsa']) expect(await withHeader(canonicalJson({ alg, kid: key.kid, typ }))).toBe('algorithm');
  expect(await withHeader(canonicalJson({ alg: 'EdDSA', crit: ['b64'], kid: key.kid, typ }))).toBe('header');
  expect(await withHeader(`{"typ":"${typ}","alg":"EdDSA","kid":"${key.kid}"}`)).toBe('header');
  expect(await withHeader('{"alg":"EdDSA"}')).toBe('header');
  expect(await withHeader('null')).toBe('header');
});

test('one spelling only: the idle bits of the last letter, padding and spaces are refused', async () => {
  const text = await signJson('receipt', { a: 1 }, key);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = letters.indexOf(text.at(-1)!);
  for (let idle = 1; idle < 16; idle++) expect(await reasonOf(text.slice(0, -1) + letters[last ^ idle])).not.toBe('verified');
  for (const other of [`${text}=`, ` ${text}`, `${text}\n`, text.replaceAll('.', '..'), '']) expect(await reasonOf(other)).toBe('form');
});

test('a payload that is not canonical is refused even when it is signed', async () => {
  const { CompactSign } = await import('jose');
  const { privateKeyObject } = await import('./key-pair.ts');
  const signRaw = (payload: Uint8Array) =>
    new CompactSign(payload).setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'amparo-receipt+jws' }).sign(privateKeyObject('Ed25519', key.secret));
  expect(await reasonOf(await signRaw(Buffer.from('{"a":1,"a":1}')))).toBe('not-canonical');
  expect(await reasonOf(await signRaw(Buffer.from('{"a":1.0}')))).toBe('not-canonical');
  expect(await reasonOf(await signRaw(Buffer.from('['.repeat(100) + ']'.repeat(100))))).toBe('depth');
  expect(await reasonOf(await signRaw(Buffer.from([0x22, 0xff, 0x22])))).toBe('encoding');
  expect(await reasonOf(await signRaw(Buffer.from('\ufeff{}')))).toBe('json');
});

test('a detached signature needs the same payload', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (payload) => {
      const text = await signDetached('custody-countersignature', payload, key);
      expect(text).toMatch(/^[^.]+\.\.[^.]+$/);
      expect((await verifyDetached('custody-countersignature', text, payload, findKey)).ok).toBe(true);
      expect((await verifyDetached('custody-countersignature', text, [payload], findKey)).ok).toBe(false);
      expect((await verifyJson('custody-countersignature', text, findKey)).ok).toBe(false);
    }),
    { numRuns: 30 },
  );
});
