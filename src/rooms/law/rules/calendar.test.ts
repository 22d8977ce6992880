import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantFrom, type Instant } from '#kernel/instant.ts';
import { businessCalendarFrom, endOfDay, isBusinessDay, localDayOf, plusBusinessDays, plusDays, plusMonths } from './calendar.ts';

const calendar = businessCalendarFrom({
  country: 'MX',
  timeZone: 'America/Mexico_City',
  firstYear: 2024,
  lastYear: 2030,
  days: [{ day: '2026-11-16', es: 'Día de la Revolución', en: 'Revolution Day', source: ['DATE-HOLIDAYS'], certainty: 'secondary' }],
});
const days = fc.date({ min: new Date('2024-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const zones = fc.constantFrom('America/Mexico_City', 'America/Chicago', 'America/Guatemala', 'America/Tijuana', 'UTC');

test('weekends and holidays are skipped', () => {
  expect(plusBusinessDays('2026-11-13', 1, calendar)).toBe('2026-11-17');
  expect(plusBusinessDays('2026-11-12', 1, calendar)).toBe('2026-11-13');
});

test('counting business days lands on a business day and passes exactly that many', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 90 }), (day, count) => {
      const reached = plusBusinessDays(day, count, calendar);
      expect(isBusinessDay(reached, calendar)).toBe(true);
      let passed = 0;
      for (let walked = plusDays(day, 1); walked <= reached; walked = plusDays(walked, 1)) if (isBusinessDay(walked, calendar)) passed++;
      expect(passed).toBe(count);
    }),
  );
});

test('a day ends one millisecond before the next one begins, also when clocks change', () => {
  fc.assert(
    fc.property(days, zones, (day, zone) => {
      const end = endOfDay(day, zone);
      expect(localDayOf(end, zone)).toBe(day);
      expect(localDayOf(instantFrom(Date.parse(end) + 1), zone)).toBe(plusDays(day, 1));
    }),
  );
});

test('the local day is that of the country, not of UTC', () => {
  expect(localDayOf('2026-03-10T05:59:59.999Z' as Instant, 'America/Mexico_City')).toBe('2026-03-09');
  expect(endOfDay('2026-03-09', 'America/Mexico_City')).toBe('2026-03-10T05:59:59.999Z');
});

test('months keep the day, or take the last one there is', () => {
  expect(plusMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(plusMonths('2027-11-30', 3)).toBe('2028-02-29');
  expect(plusMonths('2026-06-15', 24)).toBe('2028-06-15');
});
