import { expect, test } from 'vitest';
import { changedFields, namesIn, shortenedFields, trimmed, withNames } from './profile-edit.ts';

const mother = { id: '01890000-0000-7000-8000-000000000001', relation: 'mother', name: 'Rosa' } as const;
const uncle = { id: '01890000-0000-7000-8000-000000000002', relation: 'aunt_uncle' } as const;

test('a name part that was declined stays declined until something is written there', () => {
  const declined = { givenNames: { answer: 'declined' }, firstSurname: 'Xol' } as const;
  expect(namesIn(declined)).toEqual({ firstSurname: 'Xol' });
  expect(withNames(declined, { firstSurname: 'Xol', secondSurname: 'Caal' })).toEqual({ ...declined, secondSurname: 'Caal' });
  expect(withNames(declined, { givenNames: 'Marisol' })).toEqual({ givenNames: 'Marisol' });
});

test('only what differs is sent, and of lists only the members that are new or changed', () => {
  const before = { givenNames: 'Ana', sex: 'F', people: [mother, uncle] } as never;
  expect(changedFields(before, { givenNames: 'Ana', sex: 'F', people: [mother, uncle] } as never)).toEqual({});
  expect(changedFields(before, { givenNames: 'Ana María', sex: 'F', people: [mother, { ...uncle, age: 30 }] } as never)).toEqual({ givenNames: 'Ana María', people: [{ ...uncle, age: 30 }] });
});

test('a nationality that is taken away needs a decision; one that is added does not', () => {
  expect(shortenedFields({ nationalities: ['GT', 'MX'] }, { nationalities: ['GT'] })).toEqual(['nationalities']);
  expect(shortenedFields({ nationalities: ['GT'] }, { nationalities: ['GT', 'MX'] })).toEqual([]);
  expect(shortenedFields({ nationalities: ['GT'] }, { nationalities: { answer: 'unknown' } })).toEqual(['nationalities']);
});

test('blanks are not an answer', () => {
  expect(trimmed({ givenNames: '  Ana ', nickname: '   ' })).toEqual({ givenNames: 'Ana' });
});
