import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { instantFrom, type Instant } from '#kernel/instant.ts';
import { bandOfFacts, bandOfLikeness, dailyLimits, factsAsked, filledCount, requireQuota } from './comparison.ts';
import { decideDecline, decideSupport, foldContact, stateOfContact, type Contact, type ContactEntry } from './contact.ts';

const start = Date.parse('2026-03-02T15:00:00.000Z');
const at = (minutes: number): Instant => instantFrom(start + minutes * 60_000);

test('nobody is ever let ask more in a day than the quota, however the questions are spread', () => {
  fc.assert(fc.property(fc.array(fc.record({ persons: fc.integer({ min: 0, max: 40 }), wait: fc.integer({ min: 0, max: 400 }) }), { maxLength: 60 }), (tries) => {
    const passed: { kind: 'facts'; asked: number; at: Instant; minute: number }[] = [];
    let minute = 0;
    for (const { persons, wait } of tries) {
      minute += wait;
      const wanted = { kind: 'facts' as const, asked: persons * factsAsked };
      if (requireQuota(passed, wanted, at(minute)).ok) passed.push({ ...wanted, at: at(minute), minute });
    }
    for (const one of passed) {
      const day = passed.filter((other) => other.minute >= one.minute && other.minute - one.minute < 1440);
      expect(day.reduce((sum, { asked }) => sum + asked, 0)).toBeLessThanOrEqual(dailyLimits.facts);
      expect(day.length).toBeLessThanOrEqual(dailyLimits.factsRuns);
    }
  }));
});

test('who is over the quota is told when the oldest question is a day old', () => {
  const earlier = [{ kind: 'encodings' as const, asked: 10, at: at(0) }];
  expect(requireQuota(earlier, { kind: 'encodings', asked: 1 }, at(60))).toMatchObject({ problem: { code: 'too-many-requests', details: { seconds: 23 * 3600 } } });
  expect(requireQuota(earlier, { kind: 'facts', asked: 24 }, at(60)).ok).toBe(true);
  expect(requireQuota(earlier, { kind: 'encodings', asked: 1 }, at(1440)).ok).toBe(true);
});

test('a filled list is never shorter, at most an eighth longer, and few lengths are possible', () => {
  fc.assert(fc.property(fc.integer({ min: 65, max: 5_000_000 }), (count) => {
    expect(filledCount(count)).toBeGreaterThanOrEqual(count);
    expect(filledCount(count)).toBeLessThanOrEqual(count * 1.126 + 1);
  }));
  expect(new Set(Array.from({ length: 1000 }, (_, count) => filledCount(count))).size).toBeLessThan(40);
  expect([bandOfFacts(2), bandOfFacts(3), bandOfLikeness(0.6), bandOfLikeness(0.7), bandOfLikeness(0.8)]).toEqual(['possible', 'likely', 'possible', 'likely', 'very_likely']);
});

const contactId = '01890000-0000-7000-8000-000000000001' as Uuid;
const entry = (what: ContactEntry['what'], body: object, actor = 'node'): ContactEntry => ({ what, body: { contactId, ...body }, actor, actorLabel: actor, madeAt: `${at(0)}#0000#x` }) as unknown as ContactEntry;
const opened = (side: 'asking' | 'asked') => entry('opened', { side, runId: contactId, peer: 'n_x' as NodeId, place: 3, band: 'likely', requestId: null, agreementId: contactId });
const contactOf = (...entries: ContactEntry[]): Contact => foldContact('c' as ChildId, entries)!;
const reason = { contactId, reason: 'se parecen' };

test('two different people say yes, one says no, and what is decided stays decided', () => {
  const fresh = contactOf(opened('asking'));
  expect(stateOfContact(fresh)).toBe('nominated');
  expect(decideSupport(fresh, reason, { actor: 'ana' })).toMatchObject({ value: { output: { isComplete: false } } });
  const once = contactOf(opened('asking'), entry('supported', reason, 'ana'));
  expect(stateOfContact(once)).toBe('supported');
  expect(decideSupport(once, reason, { actor: 'ana' })).toMatchObject({ problem: { code: 'four-eyes-needed' } });
  expect(decideSupport(once, reason, { actor: 'luz' })).toMatchObject({ value: { output: { isComplete: true } } });
  const twice = contactOf(opened('asking'), entry('supported', reason, 'ana'), entry('supported', reason, 'luz'));
  expect([stateOfContact(twice), stateOfContact({ ...twice, side: 'asked' })]).toEqual(['asked', 'agreed']);
  for (const decided of [twice, contactOf(opened('asked'), entry('declined', reason, 'ana')), contactOf(opened('asking'), entry('heard', { answer: 'declined' }))]) {
    expect([decideSupport(decided, reason, { actor: 'eva' }), decideDecline(decided, reason)]).toMatchObject([{ problem: { code: 'already-done' } }, { problem: { code: 'already-done' } }]);
  }
  expect(foldContact('c' as ChildId, [entry('supported', reason, 'ana')])).toBeNull();
});
