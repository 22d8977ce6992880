import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addHours, hoursBetween, instantFrom, type Instant } from '#kernel/instant.ts';
import { findCalendar, getClock, obligationsOf, startClocks } from '../index.ts';
import { dueAt } from './clocks.ts';
import { localDayOf } from './calendar.ts';

const mexico = findCalendar('MX')!;
const instants = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2029-06-30') }).map(instantFrom);
const units = fc.constantFrom('immediate', 'hours', 'natural_days', 'business_days', 'months');
const friday = '2026-11-13T20:00:00.000Z' as Instant;

test('immediate acts are policy: two hours to the alert, six to the supervisor', () => {
  expect(dueAt(getClock('CLK-MX-NOTIFY'), friday, mexico)).toEqual({ dueAt: addHours(friday, 2), escalateAt: addHours(friday, 6), basis: 'policy', isCalendarComplete: true });
  expect(dueAt(getClock('CLK-MX-NOTIFY'), friday, mexico, { immediate: { alertHours: 1, escalateHours: 3 } }).dueAt).toBe(addHours(friday, 1));
});

test('three business days from a Friday before a Monday holiday end on Thursday night, Mexican time', () => {
  expect(dueAt(getClock('CLK-MX-COMAR-RATIFY'), friday, mexico)).toMatchObject({ dueAt: '2026-11-20T05:59:59.999Z', basis: 'statute' });
});

test('a granted extension lengthens once by what the law allows', () => {
  const clock = getClock('CLK-MX-ORIGIN');
  expect(localDayOf(dueAt(clock, friday, mexico).dueAt, mexico.timeZone)).toBe('2027-01-12');
  expect(localDayOf(dueAt(clock, friday, mexico, { isExtended: true }).dueAt, mexico.timeZone)).toBe('2027-03-13');
});

test('hours run through nights and weekends', () => {
  expect(dueAt(getClock('CLK-GT-CNR'), friday, findCalendar('GT')!).dueAt).toBe(addHours(friday, 72));
  expect(dueAt(getClock('CLK-MX-NODETAIN'), friday, mexico).dueAt).toBe(friday);
});

test('beyond the known holidays a deadline says that it may be early', () => {
  expect(dueAt(getClock('CLK-MX-COMAR-DECIDE'), '2030-12-01T12:00:00.000Z' as Instant, mexico).isCalendarComplete).toBe(false);
});

test('a deadline is never before its start, never falls with a larger amount, and never moves back with a later start', () => {
  fc.assert(
    fc.property(instants, units, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 100 }), (startedAt, unit, amount, laterHours) => {
      const due = (n: number, at: Instant) => dueAt({ unit, amount: n, extension: 0, basis: 'statute' }, at, mexico);
      expect(due(amount, startedAt).dueAt >= startedAt).toBe(true);
      expect(due(amount + 1, startedAt).dueAt >= due(amount, startedAt).dueAt).toBe(true);
      expect(due(amount, addHours(startedAt, laterHours)).dueAt >= due(amount, startedAt).dueAt).toBe(true);
      expect(due(amount, startedAt).escalateAt >= due(amount, startedAt).dueAt).toBe(true);
    }),
  );
});

test('natural days give whole days: at least the days, less than one more', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 120 }), (startedAt, amount) => {
      const hours = hoursBetween(startedAt, dueAt({ unit: 'natural_days', amount, extension: 0, basis: 'statute' }, startedAt, mexico).dueAt);
      expect(hours).toBeGreaterThanOrEqual(amount * 24 - 1e-6);
      expect(hours).toBeLessThan((amount + 1) * 24);
    }),
  );
});

test('contact with the migration authority starts three clocks for a foreign child in Mexico, two for a Mexican one', () => {
  const codes = (country: string, isNational: 'yes' | 'no' | 'unknown') =>
    startClocks({ event: 'migration_authority_contact', country, isNational, at: friday }).map(({ clock }) => clock.code);
  expect(codes('MX', 'no')).toEqual(['CLK-MX-NOTIFY', 'CLK-MX-CHANNEL', 'CLK-MX-TVRH']);
  expect(codes('MX', 'unknown')).toEqual(codes('MX', 'no'));
  expect(codes('MX', 'yes')).toEqual(['CLK-MX-NOTIFY', 'CLK-MX-CHANNEL']);
  expect(codes('GT', 'no')).toEqual([]);
});

test('the same event starts the clock of its own country', () => {
  const codes = (country: string) => startClocks({ event: 'child_missing_known', country, isNational: 'unknown', at: friday }).map(({ clock }) => clock.code);
  expect(codes('MX')).toEqual(['CLK-MX-MISSING']);
  expect(codes('GT')).toEqual(['CLK-GT-AK']);
});

test('a risk level starts its own five clocks, all of them policy', () => {
  const started = startClocks({ event: 'risk_level_set', country: 'HN', isNational: 'yes', riskLevel: 'high', at: friday });
  expect(started.map(({ clock }) => clock.code)).toEqual(['CLK-CM-HIGH-RESPONSE', 'CLK-CM-HIGH-ASSESSMENT', 'CLK-CM-HIGH-PLAN', 'CLK-CM-HIGH-CONTACT', 'CLK-CM-HIGH-SUPERVISION']);
  expect(started.every(({ deadline }) => deadline.basis === 'policy')).toBe(true);
});

test('every clock leads to the duties it measures', () => {
  expect(obligationsOf(getClock('CLK-MX-CHANNEL')).map((row) => row.code)).toEqual(['MX-LM-20.X-XI', 'MX-LM-112']);
});
