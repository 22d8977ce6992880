import fc from 'fast-check';
import { expect, test } from 'vitest';
import { versionStanding } from './versions.ts';

test('a release speaks with its neighbours, and says who must update where it does not', () => {
  const said = (own: string, others: readonly string[]) => others.map((other) => versionStanding(own, other));
  expect(said('0.3.1', ['0.3.9', '0.2.0', '0.4.0-beta', '0.1.9', '0.5.0', '1.3.0', 'unknown'])).toEqual(['within', 'within', 'within', 'older', 'newer', 'newer', 'older']);
  expect(said('2.0.0', ['1.9.0', '2.1.0', '3.0.0'])).toEqual(['older', 'within', 'newer']);
});

test('what one side calls older the other calls newer', () => {
  const version = fc.tuple(fc.nat(3), fc.nat(5), fc.nat(9)).map((parts) => parts.join('.'));
  const mirror = { within: 'within', older: 'newer', newer: 'older' } as const;
  fc.assert(fc.property(version, version, (one, other) => {
    expect(versionStanding(one, other)).toBe(mirror[versionStanding(other, one)]);
  }));
});
