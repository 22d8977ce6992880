import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addHours, type Instant } from '#kernel/instant.ts';
import { careFaults, longestCareHours } from './care.ts';

const now = '2026-03-01T22:00:00.000Z' as Instant;
const wanted = fc.record({ carer: fc.option(fc.constant('n_a'), { nil: undefined }), outside: fc.option(fc.constant({ name: 'Casa' }), { nil: undefined }), until: fc.integer({ min: -48, max: 200 }).map((hours) => addHours(now, hours)) });

test('care is for one carer and for some hours ahead, never open-ended', () => {
  fc.assert(fc.property(wanted, (care) => {
    const isSound = careFaults(care, now).length === 0;
    if (!isSound) return;
    expect((care.carer === undefined) !== (care.outside === undefined)).toBe(true);
    expect(care.until > now && care.until <= addHours(now, longestCareHours)).toBe(true);
  }));
  expect(careFaults({ carer: 'n_a', until: addHours(now, 12) }, now)).toEqual([]);
  expect(careFaults({ until: addHours(now, 73) }, now)).toEqual(['/carer: one carer', '/until: too-far']);
});
