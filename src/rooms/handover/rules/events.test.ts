import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { bodyKinds } from '#rooms/governance/schema.ts';
import { contactStates } from '../schema/contact.ts';
import { isRemoval, receptionNodes, searchCauseOf, searchDueAt } from './events.ts';

const peer = fc.record({
  nodeId: fc.uuid().map((name) => name as NodeId), country: fc.constantFrom('HN', 'GT'), bodyKind: fc.constantFrom(...bodyKinds), status: fc.constantFrom('active', 'suspended', 'decommissioned'),
} as const);
const lock = fc.record({ originCountries: fc.subarray(['HN', 'GT']), needsInternationalProtection: fc.boolean(), hasExpressConsent: fc.boolean() });
const civil: readonly string[] = ['civil_society', 'international_organization'];

test('nobody outside the country, nobody inactive, and no body of the state that a child fled from is told', () => {
  fc.assert(fc.property(fc.uniqueArray(peer, { selector: ({ nodeId }) => nodeId }), fc.array(lock, { minLength: 1, maxLength: 3 }), (peers, group) => {
    const isLocked = group.some((facts) => facts.needsInternationalProtection && !facts.hasExpressConsent && facts.originCountries.includes('HN'));
    const expected = peers.filter(({ country, status, bodyKind }) => country === 'HN' && status === 'active' && (!isLocked || civil.includes(bodyKind)));
    expect(new Set(receptionNodes(peers, 'HN', group))).toEqual(new Set(expected.map(({ nodeId }) => nodeId)));
  }));
});

test('child protection is asked first, the migration authority last', () => {
  const peers = bodyKinds.map((bodyKind) => ({ nodeId: bodyKind as string as NodeId, country: 'HN', bodyKind, status: 'active' as const }));
  const order = receptionNodes(peers, 'HN', [{ originCountries: ['HN'], needsInternationalProtection: false, hasExpressConsent: false }]);
  expect([order[0], order.at(-1)]).toEqual(['child_protection_authority', 'migration_authority']);
});

test('every state but contact and death is a removal or makes a search due within its hours', () => {
  const now = '2026-03-02T15:00:00.000Z' as Instant;
  const silent = contactStates.filter((state) => !isRemoval(state) && searchCauseOf(state) === null);
  expect(silent).toEqual(['in_contact', 'dead_reported']);
  expect(searchDueAt('absconded', now, 24)).toBe('2026-03-03T15:00:00.000Z');
  expect(searchDueAt('in_contact', now, 24)).toBeNull();
});
