import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matches, plainText, sortedBy } from './list-order.ts';

test('search forgives accents, case and the order of words', () => {
  expect(matches('María José Xicay Tzul · GT', 'xicay maria')).toBe(true);
  expect(matches('María José Xicay Tzul · GT', 'xicay pedro')).toBe(false);
  expect(plainText('  Ñandú  ÁÉ ')).toBe('nandu ae');
});

test('an empty search keeps every row', () => {
  fc.assert(fc.property(fc.string(), (row) => matches(row, '')));
});

test('rows without a key come last, whichever the direction', () => {
  const rows = [{ due: 3 }, { due: null }, { due: 1 }];
  expect(sortedBy(rows, (row) => row.due, false, 'es').map((row) => row.due)).toEqual([1, 3, null]);
  expect(sortedBy(rows, (row) => row.due, true, 'es').map((row) => row.due)).toEqual([3, 1, null]);
});

test('texts sort as people expect: accents beside their letter, numbers by value', () => {
  const sorted = sortedBy(['Zoe', 'Ángel', 'folio 10', 'Ana', 'folio 9'], (row) => row, false, 'es');
  expect(sorted).toEqual(['Ana', 'Ángel', 'folio 9', 'folio 10', 'Zoe']);
});

test('sorting loses and invents no row', () => {
  fc.assert(fc.property(fc.array(fc.option(fc.integer())), fc.boolean(), (rows, isDescending) => {
    const sorted = sortedBy(rows, (row) => row, isDescending, 'es');
    expect(sorted.filter((row) => row !== null).length).toBe(rows.filter((row) => row !== null).length);
    expect(sorted.length).toBe(rows.length);
  }));
});
