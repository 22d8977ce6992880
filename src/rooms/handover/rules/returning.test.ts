import { expect, test } from 'vitest';
import fc from 'fast-check';
import { returnNeeds } from '../schema/return.ts';
import { isCrossBorderReturn, missingOf } from './returning.ts';
import { awaitsSignature, mayCheckPaper, mayEnterPaper, paperStanding } from './paper-acceptance.ts';
import type { Instant } from '#kernel/instant.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;

test('a return is one that crosses a border for that purpose', () => {
  const home = { purpose: 'assisted_return', reason: null, from: 'MX', to: 'HN' };
  expect(isCrossBorderReturn(home)).toBe(true);
  expect(isCrossBorderReturn({ ...home, purpose: 'custody_transfer', reason: 'court_ordered_return' })).toBe(true);
  expect(isCrossBorderReturn({ ...home, to: 'MX' })).toBe(false);
  expect(isCrossBorderReturn({ ...home, purpose: 'custody_transfer', reason: 'care' })).toBe(false);
});

test('nothing is missing only when each need is confirmed or explained, and somebody was there to confirm', () => {
  const answers = fc.array(fc.record({ what: fc.constantFrom(...returnNeeds), kind: fc.constantFrom('confirmed' as const, 'waived' as const) }), { maxLength: 6 });
  fc.assert(fc.property(fc.boolean(), answers, (hasConsulate, acts) => {
    const missing = missingOf(hasConsulate, acts);
    for (const need of returnNeeds) expect(missing.includes(need)).toBe(!acts.some(({ what }) => what === need));
    const isExplained = returnNeeds.every((need) => acts.some(({ what }) => what === need)) && acts.every(({ kind }) => kind === 'waived');
    expect(missing.includes('consulate')).toBe(!hasConsulate && !isExplained);
  }));
});

test('a paper is entered while the node has not answered, once, and checked by somebody else', () => {
  const open = { status: 'offered', direction: 'outgoing', standing: null } as const;
  expect(mayEnterPaper(open, now, now)).toMatchObject({ ok: true });
  expect(mayEnterPaper({ ...open, status: 'agreed' }, now, now)).toMatchObject({ problem: { code: 'handover-not-open' } });
  expect(mayEnterPaper({ ...open, standing: { status: 'entered', enteredBy: 'a' } }, now, now)).toMatchObject({ problem: { code: 'already-done' } });
  expect(mayEnterPaper(open, '2026-03-03T15:00:00.000Z' as Instant, now)).toMatchObject({ problem: { code: 'input-invalid' } });
  expect(awaitsSignature({ status: 'proposed', direction: 'outgoing' })).toBe(false);
  expect(mayCheckPaper({ status: 'entered', enteredBy: 'a' }, 'a')).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(mayCheckPaper({ status: 'entered', enteredBy: 'a' }, 'b')).toMatchObject({ ok: true });
  expect(mayCheckPaper({ status: 'checked', enteredBy: 'a' }, 'b')).toMatchObject({ problem: { code: 'not-found' } });
});

test('what paper and node say together', () => {
  expect(['offered', 'proposed', 'agreed', 'acknowledged', 'declined', 'withdrawn'].map(paperStanding)).toEqual(['outstanding', 'outstanding', 'confirmed', 'confirmed', 'contradicted', 'contradicted']);
});
