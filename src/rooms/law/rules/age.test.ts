import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Birth } from '../schema.ts';
import { ageBands, ageRange } from './age.ts';

const today = '2026-11-24';
const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2026-11-24'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

test.each([
  [{ precision: 'day', day: '2014-11-24' }, 'adolescente', 'child', '12-14', false],
  [{ precision: 'day', day: '2014-11-25' }, 'nina_nino', 'child', '6-11', false],
  [{ precision: 'day', day: '2008-11-24' }, 'adult', 'adult', '18+', false],
  [{ precision: 'month', month: '2008-11' }, 'adolescente', 'child', '15-17', true],
  [{ precision: 'year', year: 2014 }, 'nina_nino', 'child', '6-11', true],
  [{ precision: 'year', year: 2012 }, 'adolescente', 'child', '12-14', false],
  [{ precision: 'estimated', age: 18, recordedOn: '2026-11-24' }, 'adolescente', 'child', '15-17', true],
  [{ precision: 'estimated', age: 12, recordedOn: '2026-11-24' }, 'nina_nino', 'child', '6-11', true],
  [{ precision: 'estimated', age: 15, recordedOn: '2024-11-24' }, 'adolescente', 'child', '15-17', true],
  [{ precision: 'unknown' }, 'nina_nino', 'child', 'unknown', true],
] as const satisfies readonly (readonly [Birth, string, string, string, boolean])[])('%j', (birth, mexican, international, statistical, isPresumed) => {
  expect(ageBands(birth, today)).toMatchObject({ mexican, international, statistical, isPresumed });
});

test('whoever is disputed stays a child until a reasoned decision', () => {
  const adult: Birth = { precision: 'day', day: '2005-01-01' };
  expect(ageBands(adult, today).international).toBe('adult');
  expect(ageBands(adult, today, { isDisputed: true })).toMatchObject({ mexican: 'adolescente', international: 'child', isPresumed: true });
});

test('less precise knowledge always contains the true age and never makes a child older', () => {
  fc.assert(
    fc.property(days, (day) => {
      const exact = ageRange({ precision: 'day', day }, today).youngest;
      const vaguer: Birth[] = [{ precision: 'month', month: day.slice(0, 7) }, { precision: 'year', year: Number(day.slice(0, 4)) }, { precision: 'unknown' }];
      for (const birth of vaguer) {
        const range = ageRange(birth, today);
        expect(range.youngest).toBeLessThanOrEqual(exact);
        expect(range.oldest ?? Infinity).toBeGreaterThanOrEqual(exact);
      }
    }),
  );
});

test('an age told on some day and still right within its margin holds years later', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 3000 }), fc.integer({ min: -1, max: 1 }), (born, later, error) => {
      const recordedOn = new Date(Date.parse(born) + later * 86_400_000).toISOString().slice(0, 10);
      fc.pre(recordedOn <= today);
      const ageThen = ageRange({ precision: 'day', day: born }, recordedOn).youngest;
      const range = ageRange({ precision: 'estimated', age: Math.max(0, ageThen + error), recordedOn }, today);
      const ageNow = ageRange({ precision: 'day', day: born }, today).youngest;
      expect(range.youngest).toBeLessThanOrEqual(ageNow);
      expect(range.oldest!).toBeGreaterThanOrEqual(ageNow);
    }),
  );
});
