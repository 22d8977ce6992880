import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Instant } from '#kernel/instant.ts';
import type { NodeId } from '#kernel/identifier.ts';
import type { Peer } from '../schema.ts';
import { changeCard, type SigningKey } from './peers.ts';

const start = '2026-03-02T15:00:00.000Z' as Instant;
const nodeId = `n_${'a'.repeat(26)}` as NodeId;
const known = { nodeId, status: 'active', cardSerial: 3 } as Peer;
const key = fc.record({ kid: fc.string({ minLength: 4, maxLength: 8 }), x: fc.string({ maxLength: 4 }), notBefore: fc.nat(400).map((days) => addDays(start, days)), notAfter: fc.nat(400).map((days) => addDays(start, 400 + days)) });
const keys = fc.uniqueArray(key, { selector: ({ kid }) => kid, minLength: 1, maxLength: 6 });
const take = (former: readonly SigningKey[], newer: readonly SigningKey[]) => changeCard(known, nodeId, { nodeId, serial: 4, signing: newer, text: 'card', fingerprint: 'words' }, former);

test('a newer card keeps every key that the former one had; more keys and earlier ends are fine', () => {
  fc.assert(fc.property(keys, keys, fc.nat(5), fc.nat(300), (former, more, which, days) => {
    const fresh = more.filter(({ kid }) => !former.some((one) => one.kid === kid));
    const shortened = former.map((one, index) => (index === which ? { ...one, notAfter: addDays(start, 400 - days) < one.notAfter ? addDays(start, 400 - days) : one.notAfter } : one));
    expect(take(former, [...fresh, ...shortened]).ok).toBe(true);
  }));
});

test('a card that leaves out a key, gives it another value, or makes it count longer is refused: what it signed could not be proven any more', () => {
  const refused = { ok: false, problem: { code: 'signature-invalid', details: { reason: 'card-history' } } };
  fc.assert(fc.property(keys, fc.nat(5), (former, which) => {
    const index = which % former.length;
    const changed = (change: object) => former.map((one, at) => (at === index ? { ...one, ...change } : one));
    expect(take(former, former.filter((_one, at) => at !== index))).toMatchObject(refused);
    expect(take(former, changed({ x: 'other value' }))).toMatchObject(refused);
    expect(take(former, changed({ notBefore: addDays(start, 900) }))).toMatchObject(refused);
    expect(take(former, changed({ notAfter: addDays(start, 2000) }))).toMatchObject(refused);
  }));
});
