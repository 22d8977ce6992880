import { expect, test } from 'vitest';
import { monthsBetween } from './months.ts';

test('every month once, over the turn of the year, with the one that was asked for', () => {
  expect(monthsBetween('2026-11', '2027-02', '2027-01')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
  expect(monthsBetween('2026-11', '2026-11', '2026-09')).toEqual(['2026-09', '2026-10', '2026-11']);
  expect(monthsBetween('2000-01', '2026-11', '2026-11')).toHaveLength(60);
});
