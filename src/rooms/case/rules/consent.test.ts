import { describe, expect, test } from 'vitest';
import type { Consent } from '../schema.ts';
import { consentGaps } from './consent.ts';

const consent = (values: Partial<Consent>): Consent => ({
  answers: { registration: 'granted', sharing: 'granted' }, givenBy: 'parent', childView: 'agrees', form: 'oral',
  explained: { topics: ['what_for'], means: 'spoken' }, understanding: 'own_words', ...values,
});
const aged = (youngest: number, oldest: number | null = youngest) => ({ youngest, oldest });
const absent = { reason: 'carer_absent' as const, note: 'nobody came', wasToldToChild: true };

describe('who may consent at which age', () => {
  test.each([
    ['a parent for a toddler', consent({ childView: 'unable' }), aged(3), []],
    ['a toddler herself', consent({ givenBy: 'child' }), aged(3), ['adult']],
    ['a parent without the assent of a child of 8', consent({ childView: 'not_asked' }), aged(8), ['child_agreement']],
    ['a child of 8 alone', consent({ givenBy: 'child' }), aged(8), ['adult']],
    ['a child of 8 alone, carer absent', consent({ givenBy: 'child', override: absent }), aged(8), []],
    ['a parent against the word of a child of 13', consent({ childView: 'disagrees' }), aged(13), ['child_agreement']],
    ['the same with a weak reason', consent({ childView: 'disagrees', override: absent }), aged(13), ['child_agreement']],
    ['the same by court order', consent({ childView: 'disagrees', override: { ...absent, reason: 'court_order' } }), aged(13), []],
    ['a parent for registration only, against her word', consent({ answers: { registration: 'granted' }, childView: 'disagrees', override: absent }), aged(13), []],
    ['a girl of 16 herself', consent({ givenBy: 'child' }), aged(16), []],
    ['a parent for a girl of 16 who was not asked', consent({ childView: 'not_asked' }), aged(16), ['child']],
    ['a worker without a reason', consent({ givenBy: 'worker' }), aged(4), ['override_reason']],
    ['somebody of unknown age who consents herself', consent({ givenBy: 'child' }), aged(0, null), []],
    ['somebody of 14 or 15 who consents herself', consent({ givenBy: 'child' }), aged(14, 15), []],
  ] as const)('%s', (_name, given, range, gaps) => expect(consentGaps(given, range)).toEqual(gaps));

  test('refusing is always possible, for anybody', () => {
    expect(consentGaps(consent({ answers: { sharing: 'refused', photo: 'not_asked' }, givenBy: 'child' }), aged(4))).toEqual([]);
  });
});
