import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfBase64url, canonicalJson, parseCanonicalJson, sha256Of } from './canonical.ts';

const reasonOf = (text: string) => {
  const read = parseCanonicalJson(text);
  return read.ok ? 'read' : read.problem.details.reason;
};

test('writes the example of RFC 8785 section 3.2.2', () => {
  const value = JSON.parse(
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
  ) as unknown;
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('has one text for a value, whatever the order of its keys, and reads only that text', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), (value) => {
      const text = canonicalJson(value);
      const read = parseCanonicalJson(text);
      expect(read.ok && canonicalJson(read.value)).toBe(text);
      expect(reasonOf(` ${text}`)).toBe('not-canonical');
    }),
  );
});

test.each([undefined, () => 1, Number.NaN, Infinity, 1n, new Date(0), new Map(), { a: undefined }, [undefined], '\ud800', { toJSON: () => 1 }])(
  'throws on what JSON cannot say: %s',
  (value) => expect(() => canonicalJson(value)).toThrow(),
);

test('refuses every other spelling of the same value', () => {
  expect(reasonOf('{"a":1,"a":1}')).toBe('not-canonical');
  expect(reasonOf('{"b":1,"a":1}')).toBe('not-canonical');
  for (const number of ['1.0', '1e0', '-0', '0.10', '100000000000000000000000', '9007199254740993']) expect(reasonOf(number)).toBe('not-canonical');
  expect(reasonOf('"\\u0061"')).toBe('not-canonical');
  expect(reasonOf('"\\ud800"')).toBe('not-canonical');
  expect(reasonOf('{"a":1}x')).toBe('json');
  expect(reasonOf('')).toBe('json');
});

test('refuses a text nested too deeply before reading it, and does not count brackets in strings', () => {
  expect(reasonOf('['.repeat(5_000_000))).toBe('depth');
  expect(reasonOf('['.repeat(33) + ']'.repeat(33))).toBe('depth');
  expect(reasonOf('['.repeat(32) + ']'.repeat(32))).toBe('read');
  expect(reasonOf(JSON.stringify('[{\\"'.repeat(50)))).toBe('read');
});

test('hashes and decodes without loose ends', () => {
  expect(sha256Of('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  expect(sha256Of(Buffer.from('abc'))).toBe(sha256Of('abc'));
  expect(bytesOfBase64url('AA')).toEqual(Buffer.from([0]));
  for (const loose of ['AB', 'AA==', 'A', 'A A', '++']) expect(bytesOfBase64url(loose)).toBeUndefined();
});
