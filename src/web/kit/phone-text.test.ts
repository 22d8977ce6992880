import { expect, test } from 'vitest';
import { phoneText } from './phone-text.ts';

test('numbers of the corridor are grouped as they are read', () => {
  expect(phoneText('+520000000201')).toBe('+52 000 000 0201');
  expect(phoneText('+50200000401')).toBe('+502 0000 0401');
  expect(phoneText('+52 000-000 0201')).toBe('+52 000 000 0201');
});

test('what is not known stays as it was written', () => {
  expect(phoneText('ext. 14')).toBe('ext. 14');
  expect(phoneText('+49 30 123')).toBe('+49 30 123');
});
