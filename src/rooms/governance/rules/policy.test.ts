import { expect, test } from 'vitest';
import type { NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Agreement } from '../schema.ts';
import { viewOf, withReplacements } from './agreements.ts';
import { consularLock } from './locks.ts';
import { covers, isActive, mayFlow, type Flow } from './policy.ts';

const from = `n_${'a'.repeat(26)}` as NodeId;
const to = `n_${'b'.repeat(26)}` as NodeId;
const agreement: Agreement = {
  terms: {
    type: 'agreement/1', agreementId: '01890000-0000-7000-8000-000000000000' as Uuid, version: 1, parties: [from, to], purposes: ['custody_transfer'],
    categories: ['unaccompanied'], territory: ['MX'], validFrom: '2026-01-01', validUntil: '2026-12-31',
    fieldPolicy: { byClass: { A: 'at_offer', B: 'at_offer', C: 'after_acceptance', D: 'after_acceptance' }, byField: { 'x.y': 'never' } },
    onwardSharing: 'forbidden', escalationHours: { emergency: 4, forced: 24, planned: 120 }, retentionDays: 90, legalBasis: 'x',
  },
  signatures: { [from]: 's', [to]: 's' }, endedAt: null, isReplaced: false,
};
const flow: Flow = { purpose: 'custody_transfer', from, to, receiver: 'civil_society', category: 'unaccompanied', country: 'MX', moment: 'accepted' };
const now = '2026-03-02T15:00:00.000Z' as Instant;

test.each([
  ['other purpose', { purpose: 'referral' }, 'purpose'],
  ['other category', { category: 'trafficking' }, 'category'],
  ['child in another country', { country: 'GT' }, 'territory'],
  ['a third party', { to: `n_${'c'.repeat(26)}` as NodeId }, 'parties'],
  ['to oneself', { to: from }, 'parties'],
] as const)('%s is not covered', (_name, change, reason) => {
  expect(covers(agreement.terms, { ...flow, ...change })).toMatchObject({ ok: false, problem: { code: 'flow-not-allowed', details: { reason } } });
});

test('an agreement counts only when both have signed it, within its term, until it is ended or replaced', () => {
  expect(covers(agreement.terms, flow).ok && isActive(agreement, '2026-03-02')).toBe(true);
  expect(isActive({ ...agreement, signatures: { [from]: 's' } }, '2026-03-02')).toBe(false);
  expect(isActive({ ...agreement, endedAt: now }, '2026-03-02')).toBe(false);
  expect(isActive({ ...agreement, isReplaced: true }, '2026-03-02')).toBe(false);
  expect([isActive(agreement, '2025-12-31'), isActive(agreement, '2026-01-01'), isActive(agreement, '2026-12-31'), isActive(agreement, '2027-01-01')]).toEqual([false, true, true, false]);
});

test('a newer version takes its place only once both have signed it', () => {
  const second = (signatures: Record<string, string>) => ({ ...agreement, terms: { ...agreement.terms, version: 2 }, signatures });
  expect(withReplacements([second({ [from]: 's' }), agreement]).map((one) => one.isReplaced)).toEqual([false, false]);
  expect(withReplacements([second(agreement.signatures), agreement]).map((one) => one.isReplaced)).toEqual([false, true]);
});

test('the view says what is missing and how many days are left', () => {
  expect(viewOf(agreement, from, now)).toMatchObject({ peer: to, status: 'active', daysLeft: 304 });
  expect(viewOf({ ...agreement, signatures: { [to]: 's' } }, from, now).status).toBe('signed_there');
  expect(viewOf({ ...agreement, signatures: { [from]: 's' } }, from, now).status).toBe('signed_here');
  expect(viewOf(agreement, from, '2027-02-01T00:00:00.000Z' as Instant)).toMatchObject({ status: 'expired', daysLeft: -31 });
});

test('a named field follows its own rule; a migration authority never gets confidential fields', () => {
  expect(mayFlow(agreement.terms, flow, { key: 'x.y', sensitivity: 'A' })).toMatchObject({ problem: { details: { reason: 'field-policy' } } });
  expect(mayFlow(agreement.terms, flow, { key: 'x.z', sensitivity: 'D' }).ok).toBe(true);
  expect(mayFlow(agreement.terms, { ...flow, receiver: 'migration_authority' }, { key: 'x.z', sensitivity: 'D' })).toMatchObject({ problem: { details: { reason: 'firewall' } } });
});

test('the consular lock holds for every state body of the country of origin, and for nobody else', () => {
  const facts = { originCountries: ['HN'], needsInternationalProtection: true, hasExpressConsent: false };
  expect(consularLock(facts, { country: 'HN', bodyKind: 'consulate' })).toMatchObject({ problem: { code: 'flow-not-allowed', details: { reason: 'consular-lock', source: 'MX-LRPCAP-20-21' } } });
  expect(consularLock(facts, { country: 'HN', bodyKind: 'child_protection_authority' }).ok).toBe(false);
  expect(consularLock(facts, { country: 'HN', bodyKind: 'civil_society' }).ok).toBe(true);
  expect(consularLock(facts, { country: 'MX', bodyKind: 'child_protection_authority' }).ok).toBe(true);
  expect(consularLock({ ...facts, hasExpressConsent: true }, { country: 'HN', bodyKind: 'consulate' }).ok).toBe(true);
  expect(consularLock({ ...facts, needsInternationalProtection: false }, { country: 'HN', bodyKind: 'consulate' }).ok).toBe(true);
});
