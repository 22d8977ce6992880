import { expect, test } from 'vitest';
import { mayAppoint } from './roots.ts';

const lost = { country: 'MX' };

test('without a trust list the child protection authority of the same country appoints, and nobody else', () => {
  expect(mayAppoint({ country: 'MX', bodyKind: 'child_protection_authority', coordinates: null }, lost)).toBe(true);
  expect(mayAppoint({ country: 'GT', bodyKind: 'child_protection_authority', coordinates: null }, lost)).toBe(false);
  expect(mayAppoint({ country: 'MX', bodyKind: 'civil_society', coordinates: null }, lost)).toBe(false);
});

test('where the list of the country is followed, what kind of body it is does not matter: the coordinator appoints', () => {
  expect(mayAppoint({ country: 'MX', bodyKind: 'civil_society', coordinates: true }, lost)).toBe(true);
  expect(mayAppoint({ country: 'MX', bodyKind: 'child_protection_authority', coordinates: false }, lost)).toBe(false);
  expect(mayAppoint({ country: 'GT', coordinates: true }, lost)).toBe(false);
});
