import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageRange } from '#rooms/law/rules.ts';
import type { Uuid } from '#kernel/identifier.ts';
import type { Birth } from '#rooms/law/schema.ts';
import { accompanimentOf, birthBounds, birthOf, companyOf, displayNameOf, identifiersOf, initialsOf, toSearchRecord } from './facts.ts';
import type { PersonAround } from '../schema.ts';

const person = (values: Partial<PersonAround>): PersonAround => ({ id: '01890000-0000-7000-8000-000000000001' as Uuid, relation: 'unknown', ...values });

describe('who is with the child', () => {
  test('alone, with others unlisted, and not asked are three things', () => {
    expect(companyOf({ company: 'alone' })).toEqual({ known: true, companions: [] });
    expect(companyOf({ company: 'with_others' })).toMatchObject({ known: true, companions: [{ relation: 'unknown' }] });
    expect(companyOf({})).toEqual({ known: false });
    expect(companyOf({ company: { answer: 'later' } })).toEqual({ known: false });
  });

  test('an uncle who never brought her up: unaccompanied in Mexico, separated internationally', () => {
    const { mexican, international } = accompanimentOf({ people: [person({ relation: 'aunt_uncle', age: 40, isWithChild: 'yes', legalBasis: 'none', isHabitualCarer: 'no' })] });
    expect([mexican.label, international.label]).toEqual(['unaccompanied', 'separated']);
  });

  test('the mother far away does not accompany', () => {
    expect(accompanimentOf({ company: 'alone', people: [person({ relation: 'mother', isWithChild: 'no' })] }).mexican.label).toBe('unaccompanied');
  });
});

const day = fc.date({ min: new Date('2005-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const birth: fc.Arbitrary<Birth> = fc.oneof(
  day.map((value) => ({ precision: 'day' as const, day: value })),
  day.map((value) => ({ precision: 'month' as const, month: value.slice(0, 7) })),
  day.map((value) => ({ precision: 'year' as const, year: Number(value.slice(0, 4)) })),
  fc.record({ precision: fc.constant('estimated' as const), age: fc.integer({ min: 1, max: 18 }), recordedOn: day }),
);

test('the bounds in the columns say the same ages as the law room, on any later day', () => {
  const yearsOn = (born: string, today: string) => Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0);
  fc.assert(fc.property(birth, fc.integer({ min: 0, max: 4000 }), (statement, later) => {
    const known = statement.precision === 'estimated' ? statement.recordedOn : '2026-01-01';
    // the end of February is a day earlier in common years: a day's difference that the law room resolves
    fc.pre(!JSON.stringify(statement).includes('02-29'));
    const today = new Date(Date.parse(known) + later * 86_400_000).toISOString().slice(0, 10);
    fc.pre(!today.endsWith('02-29') && !today.endsWith('02-28') && !today.endsWith('03-01'));
    const bounds = birthBounds(statement)!;
    expect({ youngest: Math.max(0, yearsOn(bounds.latest, today)), oldest: Math.max(0, yearsOn(bounds.earliest, today)) }).toEqual(ageRange(statement, today));
  }));
});

test('an unknown birth has no bounds, and a day that never was counts as unknown', () => {
  expect(birthBounds({ precision: 'unknown' })).toBeNull();
  expect(birthOf({ birth: { precision: 'day', day: '2013-02-30' } })).toEqual({ precision: 'unknown' });
  expect(birthOf({ birth: { precision: 'month', month: '2013-13' } })).toEqual({ precision: 'unknown' });
});

test('initials hide the name and keep its shape', () => {
  expect(initialsOf({ givenNames: 'María josé', firstSurname: 'de León', secondSurname: 'Ñol' })).toBe('M. J. D. L. Ñ.');
  expect(initialsOf({ givenNames: { answer: 'unknown' } })).toBe('?');
  expect(displayNameOf({ givenNames: { answer: 'unknown' }, nickname: 'Chepe' })).toBe('Chepe');
});

test('the search record carries what is known and leaves out what is not', () => {
  const record = toSearchRecord({
    givenNames: 'Juan José', firstSurname: 'Xol', secondSurname: { answer: 'unknown' }, nickname: 'Chepe', otherNames: ['Juan Caal'], sex: 'M',
    birth: { precision: 'estimated', age: 12, recordedOn: '2026-03-02' }, nationalities: ['GT'], languages: ['kek'],
    originPlace: { department: 'GT-16', municipality: 'Cobán' }, phone: '+502 5555 0101',
    identityDocuments: [{ id: '01890000-0000-7000-8000-000000000002' as Uuid, kind: 'national_id', number: '2456 12345 1601' }],
    people: [person({ relation: 'mother', name: 'Rosa Caal', phone: '5555 0202' }), person({ relation: 'aunt_uncle', name: 'Pedro' })],
  }, 'key');
  expect(record).toEqual({
    key: 'key', givenNames: ['Juan', 'José'], surnames: ['Xol'], nicknames: ['Chepe'], aliases: ['Juan Caal'], sex: 'M',
    birth: { estimatedAge: 12, recordedOn: '2026-03-02' }, nationalities: ['GT'], languages: ['kek'], department: 'GT-16', municipality: 'Cobán',
    motherNames: ['Rosa Caal'], fatherNames: [], phones: ['+502 5555 0101', '5555 0202'], identifiers: ['2456 12345 1601'],
  });
  expect(identifiersOf({})).toEqual([]);
});
