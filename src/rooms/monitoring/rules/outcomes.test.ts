import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addHours, type Instant } from '#kernel/instant.ts';
import { countOutcomes, leastShown, outcomeOf, outcomes, published, type HandoverFacts, type OutcomeCounts } from '../rules.ts';

const opened = '2026-03-02T15:00:00.000Z' as Instant;
const calm: HandoverFacts = { direction: 'outgoing', mode: 'push', status: 'acknowledged', reason: null, openedAt: opened, dueAt: addHours(opened, 48), takenAt: addHours(opened, 10), firstContactAt: null, search: null, isDisputed: false };

test.each([
  [{}, 'taken_on_time'], [{ takenAt: addHours(opened, 49) }, 'taken_late'], [{ direction: 'incoming', status: 'taken' }, 'taken_on_time'],
  [{ status: 'declined', reason: 'no_capacity' }, 'declined'], [{ status: 'withdrawn', reason: 'refused', mode: 'pull' }, 'declined'], [{ status: 'withdrawn', reason: 'withdrawn' }, 'withdrawn'],
  [{ status: 'withdrawn', reason: 'retracted' }, 'withdrawn'], [{ status: 'withdrawn', reason: 'expired' }, 'expired'], [{ mode: 'forced' }, 'forced_received'],
  [{ mode: 'forced', status: 'withdrawn', reason: 'expired', search: 'open' }, 'forced_not_received'], [{ mode: 'forced', status: 'offered' }, 'under_way'],
  [{ search: 'open' }, 'lost_contact_open'], [{ search: 'closed', status: 'taken' }, 'lost_contact_closed'], [{ isDisputed: true, mode: 'forced' }, 'disputed'], [{ status: 'committed' }, 'under_way'],
] as const)('%o is %s', (facts, outcome) => expect(outcomeOf({ ...calm, ...facts })).toBe(outcome));

const instant = fc.integer({ min: 0, max: 2000 }).map((hours) => addHours(opened, hours));
const handover: fc.Arbitrary<HandoverFacts> = fc.record({
  direction: fc.constantFrom('outgoing', 'incoming'), mode: fc.constantFrom('push', 'pull', 'forced'),
  status: fc.constantFrom('offered', 'agreed', 'requested', 'committed', 'acknowledged', 'withdrawn', 'declined', 'proposed', 'accepted', 'retracting', 'taken'),
  reason: fc.option(fc.constantFrom('withdrawn', 'expired', 'retracted', 'refused', 'not_held', 'restored', 'no_capacity')), openedAt: instant, dueAt: instant, takenAt: fc.option(instant), firstContactAt: fc.option(instant),
  search: fc.constantFrom('open', 'closed', null), isDisputed: fc.boolean(),
});

test('every handover is counted exactly once, whatever its rows say and in whatever order', () => {
  fc.assert(fc.property(fc.array(handover, { maxLength: 60 }), (handovers) => {
    const counted = countOutcomes(handovers);
    expect(outcomes.reduce((sum, outcome) => sum + counted.counts[outcome], 0)).toBe(handovers.length);
    for (const outcome of outcomes) expect(counted.counts[outcome]).toBe(handovers.filter((one) => outcomeOf(one) === outcome).length);
    expect(countOutcomes(handovers.toReversed())).toEqual(counted);
  }));
});

test('a median stands between its neighbours and says of how many it is', () => {
  expect(countOutcomes([calm]).toTaken).toEqual({ hours: 10, of: 1 });
  expect(countOutcomes([calm, { ...calm, takenAt: addHours(opened, 15) }, { ...calm, status: 'declined' }]).toTaken).toEqual({ hours: 12.5, of: 2 });
  expect(countOutcomes([{ ...calm, firstContactAt: addHours(opened, 13) }]).toFirstContact).toEqual({ hours: 3, of: 1 });
  expect(countOutcomes([]).toTaken).toEqual({ hours: null, of: 0 });
});

const counted = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: outcomes.length, maxLength: outcomes.length }).map((numbers): OutcomeCounts => ({
  counts: Object.fromEntries(outcomes.map((outcome, index) => [outcome, numbers[index]!])) as OutcomeCounts['counts'], total: numbers.reduce((sum, number) => sum + number, 0), toTaken: { hours: 3, of: 2 }, toFirstContact: { hours: 3, of: 9 },
}));

test('what is published tells no number from one to four, also not by computing', () => {
  fc.assert(fc.property(counted, (all) => {
    const { counts, total } = published(all);
    const shown = outcomes.filter((outcome) => counts[outcome] !== null);
    const hidden = outcomes.filter((outcome) => counts[outcome] === null);
    for (const outcome of shown) expect(counts[outcome]).toSatisfy((count: number) => count === 0 || count >= leastShown);
    for (const outcome of shown) expect(counts[outcome]).toBe(all.counts[outcome]);
    if (total === null) return expect(hidden.length).toBeGreaterThan(0);
    expect(total).toBe(all.total);
    const rest = total - shown.reduce((sum, outcome) => sum + counts[outcome]!, 0);
    // each hidden number is at least one: more than one way must remain to share the rest among them
    expect(hidden.length === 0 ? rest === 0 : hidden.length > 1 && rest > hidden.length).toBe(true);
  }));
});

test('a median of few is not published', () => {
  const all = countOutcomes([calm]);
  expect(published(all)).toMatchObject({ total: null, toTaken: null, toFirstContact: { hours: null, of: 0 } });
});
