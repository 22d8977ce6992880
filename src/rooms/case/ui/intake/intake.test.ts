import { expect, test } from 'vitest';
import { Check } from 'typebox/value';
import type { Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { receiveChild } from '../../schema.ts';
import { newIntake, requestOf, suggestionOf, withAsked, type Intake } from './intake.ts';

const today = '2026-11-24';
const now = '2026-11-24T15:00:00.000Z' as Instant;
const empty = newIntake('01890000-0000-7000-8000-000000000001' as Uuid);
const asked = (names: string, more: Partial<Intake['asked']> = {}): Intake => ({ ...empty, asked: { ...empty.asked, names, ...more } });

test('an intake of which nothing is known is sent as it is, and is valid', () => {
  const request = requestOf(empty);
  expect(request).toEqual({ searchedFirst: { candidatesShown: 0 }, profile: {}, source: 'child', found: {} });
  expect(Check(receiveChild.input, request)).toBe(true);
});

test('the search is not asked twice: names, year before age, country', () => {
  expect(withAsked(asked('María José Xol Caal', { year: '2012', age: '14', nationality: 'GT' }), today).profile)
    .toEqual({ givenNames: 'María José', firstSurname: 'Xol', secondSurname: 'Caal', birth: { precision: 'year', year: 2012 }, nationalities: ['GT'] });
  expect(withAsked(asked('Wilmer Pop', { age: '9' }), today).profile).toEqual({ givenNames: 'Wilmer', firstSurname: 'Pop', birth: { precision: 'estimated', age: 9, recordedOn: today } });
  expect(withAsked(asked('Ixchel'), today).profile).toEqual({ givenNames: 'Ixchel' });
});

test('what was corrected after the search stays', () => {
  expect(withAsked({ ...asked('Ana Pop'), profile: { givenNames: 'Ana Luz', firstSurname: 'Pop' } }, today).profile).toEqual({ givenNames: 'Ana Luz', firstSurname: 'Pop' });
});

test('a consent for later is not sent; one for now is sent whole', () => {
  const consent = { ...empty.consent, givenBy: 'child' as const, answers: { ...empty.consent.answers, registration: 'granted' as const } };
  expect(requestOf({ ...empty, isConsentNow: false, consent }).consent).toBeUndefined();
  const request = requestOf({ ...empty, isConsentNow: true, consent });
  expect(request.consent).toMatchObject({ givenBy: 'child', childView: 'agrees' });
  // what was not asked must not stand in the place of an earlier answer
  expect(request.consent?.answers).toEqual({ registration: 'granted' });
  expect(Check(receiveChild.input, request)).toBe(true);
});

test('urgency follows from what is marked', () => {
  expect(suggestionOf(empty, now).level).toBe('low');
  expect(suggestionOf({ ...empty, concerns: [{ code: 'T15', severity: 2, source: 'child' }] }, now).level).toBe('medium');
  expect(suggestionOf({ ...empty, flags: ['suicidal'] }, now)).toEqual({ level: 'emergency', reasons: ['suicidal'] });
  expect(suggestionOf({ ...empty, profile: { company: 'alone', birth: { precision: 'estimated', age: 9, recordedOn: today } } }, now).reasons).toContain('unaccompanied_under_12');
});
