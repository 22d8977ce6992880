import fc from 'fast-check';
import { expect, test } from 'vitest';
import { birthLevel, birthLevels, civilDate, dayNumber, packBirth } from './birth.ts';
import type { BirthStatement } from './record.ts';

const level = (left: BirthStatement, right: BirthStatement): string => birthLevels[birthLevel(packBirth(left), packBirth(right))]!;

test('day numbers and civil dates are inverse and count days', () => {
  expect(dayNumber(2024, 3, 1) - dayNumber(2024, 2, 28)).toBe(2);
  fc.assert(fc.property(fc.integer({ min: 0, max: 900_000 }), (day) => {
    expect(dayNumber(...civilDate(day))).toBe(day);
  }));
});

test.each([
  ['2012-04-09', '2012-04-09', 'day-same'], ['2012-04-09', '2012-09-04', 'day-month-swapped'], ['2012-04-09', '2012-04-19', 'day-one-digit'],
  ['2012-04-09', '2013-04-09', 'day-other-year-1'], ['2012-04-09', '2012-04-22', 'day-same-month'], ['2012', '2012-04-09', 'day-year-within'],
  ['2012', '2013', 'year-year-half-year'], ['2012-04', '2012-04-20', 'day-same-month'], ['2012-04-09', '2001-12-24', 'day-far'], ['2012', 'unknown', 'missing'],
])('%s and %s are %s', (left, right, expected) => {
  expect(level({ date: left }, { date: right })).toBe(expected);
});

test('an age agrees with every date it leaves open', () => {
  fc.assert(fc.property(fc.integer({ min: 735_000, max: 738_000 }), fc.integer({ min: 0, max: 17 * 365 }), (recorded, lived) => {
    const iso = (day: number): string => civilDate(day).map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');
    const [bornYear, bornMonth, bornDay] = civilDate(recorded - lived);
    const [recordedYear, recordedMonth, recordedDay] = civilDate(recorded);
    const age = recordedYear - bornYear - (recordedMonth < bornMonth || (recordedMonth === bornMonth && recordedDay < bornDay) ? 1 : 0);
    expect(level({ date: iso(recorded - lived) }, { estimatedAge: age, recordedOn: iso(recorded) })).toBe('day-age-within');
  }));
});

test('an age beside a year narrows it, or widens it where they exclude each other', () => {
  const told = { date: '2018', estimatedAge: 2, recordedOn: '2021-02-11' };
  expect(level(told, { date: '2018-07-01' })).toBe('day-year-within');
  expect(level(told, { date: '2018-01-20' })).toBe('day-year-half-year');
  expect(level({ ...told, date: '2016' }, { date: '2017-06-06' })).toBe('day-year-within');
});

test('levels are symmetric', () => {
  const statement = fc.oneof(
    fc.record({ date: fc.date({ min: new Date('1995-01-01'), max: new Date('2025-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)) }),
    fc.record({ date: fc.integer({ min: 1995, max: 2025 }).map(String) }),
    fc.record({ estimatedAge: fc.integer({ min: 0, max: 20 }), recordedOn: fc.constant('2024-06-30') }),
  );
  fc.assert(fc.property(statement, statement, (left, right) => {
    expect(level(left, right)).toBe(level(right, left));
  }));
});
