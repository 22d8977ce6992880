import { expect, test } from 'vitest';
import { askedIn, cardNumberIn, printedNumber } from './card-number.ts';

test('the number is found in print, in a code and in an address', () => {
  for (const words of ['ABCD-EFGH-JKMN-PQRS', ' abcd efgh jkmn pqrs ', 'ABCDEFGHJKMNPQRS', 'ABCDEFGHJKMNPQRS.XYZ012', 'https://amparo.example/q/ABCDEFGHJKMNPQRS.XYZ012', 'https://amparo.example/tarjeta?c=ABCDEFGHJKMNPQRS.XYZ']) {
    expect(cardNumberIn(words), words).toBe('ABCDEFGHJKMNPQRS');
  }
});

test('letters that are not used are read as those they look like', () => {
  expect(cardNumberIn('OILU-0000-0000-0000')).toBe('011V000000000000');
});

test('what is too short, too long or of other signs is no number', () => {
  for (const words of ['', 'ABCD', 'ABCD-EFGH-JKMN-PQRST', 'ÁBCD-EFGH-JKMN-PQRS', '%41BCD']) expect(cardNumberIn(words), words).toBeNull();
});

test('a number is printed in groups of four', () => {
  expect(printedNumber('ABCDEFGHJKMNPQRS')).toBe('ABCD-EFGH-JKMN-PQRS');
});

test('a folio is told from the number of a card', () => {
  expect(askedIn(' mx-aer/2026/000123 ')).toEqual({ folio: 'MX-AER/2026/000123' });
  expect(askedIn('ABCD-EFGH-JKMN-PQRS')).toEqual({ cardNumber: 'ABCDEFGHJKMNPQRS' });
  expect(askedIn('MX-AER/2026/123')).toBeNull();
});
