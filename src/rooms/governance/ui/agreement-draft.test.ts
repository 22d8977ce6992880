import { expect, test } from 'vitest';
import { Check } from 'typebox/value';
import type { Uuid } from '#kernel/identifier.ts';
import { draftAgreement } from '../schema.ts';
import { agreementFaults, agreementInputOf, emptyAgreement, type AgreementDraft } from './agreement-draft.ts';

const whole: AgreementDraft = {
  ...emptyAgreement('2026-03-12'), peer: `n_${'a'.repeat(26)}`, purposes: ['custody_transfer'], categories: ['unaccompanied'], territory: ['MX'], validUntil: '2027-03-12', legalBasis: 'LGDNNA, artículo 89',
};

test('an empty draft names what is missing, in the order of the page', () => {
  expect(agreementFaults(emptyAgreement('2026-03-12'))).toEqual(['peer', 'validUntil', 'legalBasis', 'purposes', 'categories', 'territory']);
});

test('a whole draft is what the node accepts', () => {
  expect(agreementFaults(whole)).toEqual([]);
  expect(Check(draftAgreement.input, agreementInputOf(whole, null))).toBe(true);
  expect(Check(draftAgreement.input, agreementInputOf(whole, { agreementId: '0190b5a0-0000-7000-8000-000000000001' as Uuid, byField: { 'person.field.phone': 'never' } }))).toBe(true);
});

test('encodings may be compared only where the draft says so for family tracing', () => {
  const fieldsOf = (draft: AgreementDraft) => agreementInputOf(draft, { agreementId: '0190b5a0-0000-7000-8000-000000000001' as Uuid, byField: { 'tracing.encodings': 'at_offer', 'person.field.phone': 'never' } }).fieldPolicy.byField;
  expect(fieldsOf({ ...whole, purposes: ['family_tracing'], allowsEncodings: true })).toEqual({ 'tracing.encodings': 'at_offer', 'person.field.phone': 'never' });
  expect(fieldsOf({ ...whole, purposes: ['family_tracing'] })).toEqual({ 'person.field.phone': 'never' });
  expect(fieldsOf({ ...whole, allowsEncodings: true })).toEqual({ 'person.field.phone': 'never' });
});

test('numbers out of bounds and a term that ends before it begins are seen', () => {
  expect(agreementFaults({ ...whole, emergency: '0', forced: '721', planned: 'x', retentionDays: '-1', validUntil: '2026-03-11' })).toEqual(['backwards', 'emergency', 'forced', 'planned', 'retentionDays']);
});
