import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageRange, boxesOf, readDate, type PartialDate } from './partial-date.ts';

const today = '2026-11-24';
const boxes = (day: string, month: string, year: string, age = '') => ({ day, month, year, age });

test('reads a date at the precision that was chosen', () => {
  expect(readDate('day', boxes('9', '3', '2014'), today)).toEqual({ ok: true, value: { precision: 'day', day: '2014-03-09' } });
  expect(readDate('month', boxes('', '03', '2014'), today)).toEqual({ ok: true, value: { precision: 'month', month: '2014-03' } });
  expect(readDate('year', boxes('', '', '2014'), today)).toEqual({ ok: true, value: { precision: 'year', year: 2014 } });
  expect(readDate('estimated', boxes('', '', '', '12'), today)).toEqual({ ok: true, value: { precision: 'estimated', age: 12, recordedOn: today } });
  expect(readDate('unknown', boxes('', '', ''), today)).toEqual({ ok: true, value: { precision: 'unknown' } });
});

test.each([
  ['day', boxes('31', '4', '2014'), 'dayWrong'],
  ['day', boxes('29', '2', '2015'), 'dayWrong'],
  ['day', boxes('1', '13', '2014'), 'monthWrong'],
  ['day', boxes('1', '1', '14'), 'yearWrong'],
  ['day', boxes('', '1', '2014'), 'incomplete'],
  ['month', boxes('', '12', '2026'), 'inFuture'],
  ['day', boxes('25', '11', '2026'), 'inFuture'],
  ['estimated', boxes('', '', '', 'doce'), 'ageWrong'],
] as const)('refuses %s %j: %s', (precision, typed, fault) => {
  expect(readDate(precision, typed, today)).toEqual({ ok: false, fault });
});

test('says an age, or the two ages that are possible', () => {
  expect(ageRange({ precision: 'day', day: '2014-11-24' }, today)).toEqual({ least: 12, most: 12 });
  expect(ageRange({ precision: 'day', day: '2014-11-25' }, today)).toEqual({ least: 11, most: 11 });
  expect(ageRange({ precision: 'month', month: '2014-11' }, today)).toEqual({ least: 11, most: 12 });
  expect(ageRange({ precision: 'year', year: 2014 }, today)).toEqual({ least: 11, most: 12 });
  expect(ageRange({ precision: 'estimated', age: 10, recordedOn: '2025-01-10' }, today)).toEqual({ least: 11, most: 11 });
  expect(ageRange({ precision: 'unknown' }, today)).toBeNull();
});

const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2026-11-24'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const anyDate: fc.Arbitrary<PartialDate> = fc.oneof(
  day.map((value) => ({ precision: 'day' as const, day: value })),
  day.map((value) => ({ precision: 'month' as const, month: value.slice(0, 7) })),
  day.map((value) => ({ precision: 'year' as const, year: Number(value.slice(0, 4)) })),
  fc.integer({ min: 0, max: 40 }).map((age) => ({ precision: 'estimated' as const, age, recordedOn: today })),
);

test('what is shown in the boxes reads back as the same date', () => {
  fc.assert(fc.property(anyDate, (value) => {
    expect(readDate(value.precision, boxesOf(value), today)).toEqual({ ok: true, value });
  }));
});

test('a less precise date never excludes the true age', () => {
  fc.assert(fc.property(day, (born) => {
    const exact = ageRange({ precision: 'day', day: born }, today)!.least;
    for (const vague of [{ precision: 'month', month: born.slice(0, 7) }, { precision: 'year', year: Number(born.slice(0, 4)) }] as const) {
      const range = ageRange(vague, today)!;
      expect(range.least).toBeLessThanOrEqual(exact);
      expect(range.most).toBeGreaterThanOrEqual(exact);
    }
  }));
});
