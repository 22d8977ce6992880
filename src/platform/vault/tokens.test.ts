import { expect, test } from 'vitest';
import { hashToken, isSameSecret, randomToken, searchTokenOf } from './tokens.ts';

const key = Buffer.alloc(32, 7);
const phone = (text: string) => searchTokenOf(key, 'phone', text);

test('an identifier has one token however it is written', () => {
  const written = ['+52 1 962 123 4567', '962-123-4567', '044 962 1234567', '21234567'];
  expect(new Set(written.map(phone)).size).toBe(1);
  expect(phone('962 123 4568')).not.toBe(phone('962 123 4567'));
  expect(searchTokenOf(key, 'document', 'hn-0801 1990.ñ')).toBe(searchTokenOf(key, 'document', 'HN08011990Ñ'));
});

test('a token depends on the kind and the key, and tells nothing of the identifier', () => {
  expect(searchTokenOf(key, 'folio', '12345678')).not.toBe(phone('12345678'));
  expect(searchTokenOf(Buffer.alloc(32, 8), 'phone', '12345678')).not.toBe(phone('12345678'));
  expect(phone('12345678')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(phone(' – ')).toBeUndefined();
});

test('random tokens are stored as hashes and compared in constant time', () => {
  const token = randomToken();
  expect(token).not.toBe(randomToken());
  expect(hashToken(token)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(isSameSecret(token, token)).toBe(true);
  expect(isSameSecret(token, `${token}x`)).toBe(false);
});
