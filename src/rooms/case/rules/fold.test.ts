import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HybridTime } from '#kernel/hybrid-clock.ts';
import { instantFrom } from '#kernel/instant.ts';
import type { NodeId, Uuid } from '#kernel/identifier.ts';
import { consentsOf, foldCase } from './fold.ts';
import type { CaseBodies, CaseEntry, CaseKind } from './operations.ts';

const own = 'n_own' as NodeId;
const teams = ['t1', 't2'] as unknown as Uuid[];
const entry = <What extends CaseKind>(minute: number, what: What, body: CaseBodies[What], node = own): CaseEntry =>
  ({ id: `${what}-${minute}`, actor: 'w', actorLabel: 'W, A', node, madeAt: `${instantFrom(minute * 60_000)}/0000/d` as HybridTime, what, body }) as unknown as CaseEntry;
const received = (minute = 0, node = own) => entry(minute, 'child-received', { found: {}, urgency: 'medium', flags: [], searchedFirst: { candidatesShown: 0 }, teamId: teams[0]!, workerId: null }, node);
const concern = (minute: number, severity: number) => entry(minute, 'concerns-recorded', { concerns: [{ code: 'P01', severity, source: 'child' }] });

describe('risks', () => {
  test('the graver answer stays when a later one is milder, and both are kept', () => {
    const { current, answers } = foldCase([received(), concern(1, 3), concern(2, 1)], own).concerns.get('P01')!;
    expect(current.severity).toBe(3);
    expect(answers.map((answer) => [answer.severity, answer.standing])).toEqual([[1, 'contested'], [3, 'current']]);
  });

  test('a settlement replaces what it names; a later answer counts again', () => {
    const settled = entry(3, 'concern-settled', { code: 'P01', severity: 1, reason: 'spoke with her aunt', settles: ['concerns-recorded-1', 'concerns-recorded-2'] as unknown as Uuid[] });
    expect(foldCase([received(), concern(1, 3), concern(2, 1), settled], own).concerns.get('P01')!.current.severity).toBe(1);
    expect(foldCase([received(), concern(1, 3), concern(2, 1), settled, concern(4, 2)], own).concerns.get('P01')!.current.severity).toBe(2);
  });
});

describe('whose the file is', () => {
  test('teams named by another agency are not ours', () => {
    const state = foldCase([received(0, 'n_other' as NodeId), entry(1, 'placed', { teamId: teams[1]!, workerId: null }, 'n_other' as NodeId)], own);
    expect(state.place).toBeNull();
    expect(state.received).not.toBeNull();
    expect(foldCase([received(0, 'n_other' as NodeId), entry(2, 'arrived', { teamId: teams[1]!, workerId: null })], own).place).toEqual({ teamId: 't2', workerId: null });
  });

  test('a proposal waits until the file is placed or the proposal declined', () => {
    const proposed = [received(), entry(1, 'move-proposed', { teamId: teams[1]!, reason: 'speaks Mam' })];
    expect(foldCase(proposed, own).proposal).toMatchObject({ teamId: 't2' });
    expect(foldCase([...proposed, entry(2, 'move-declined', {})], own)).toMatchObject({ proposal: null, place: { teamId: 't1' } });
    expect(foldCase([...proposed, entry(2, 'placed', { teamId: teams[1]!, workerId: null })], own)).toMatchObject({ proposal: null, place: { teamId: 't2' } });
  });
});

test('consent is the newest answer for each purpose; what was never asked says so', () => {
  const consent = { answers: { registration: 'granted', sharing: 'granted' }, givenBy: 'parent', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'own_words' } as const;
  const state = foldCase([received(), entry(1, 'consent-recorded', { consent: { ...consent, explained: { topics: [], means: 'spoken' } } }), entry(2, 'consent-withdrawn', { purposes: ['sharing'], by: 'child' })], own);
  expect(consentsOf(state).map(({ purpose, answer }) => [purpose, answer])).toEqual([['registration', 'granted'], ['sharing', 'withdrawn'], ['tracing', 'not_asked'], ['photo', 'not_asked']]);
});

const anyEntry = fc.oneof(
  fc.record({ minute: fc.integer({ min: 1, max: 9 }), severity: fc.nat(3) }).map(({ minute, severity }) => concern(minute, severity)),
  fc.record({ minute: fc.integer({ min: 1, max: 9 }), level: fc.constantFrom('high' as const, 'low' as const) }).map(({ minute, level }) => entry(minute, 'urgency-changed', { urgency: level, flags: [], reason: 'r' })),
  fc.record({ minute: fc.integer({ min: 1, max: 9 }), team: fc.nat(1) }).map(({ minute, team }) => entry(minute, 'placed', { teamId: teams[team]!, workerId: null })),
  fc.integer({ min: 1, max: 9 }).map((minute) => entry(minute, 'closed', { reason: 'goals_met', summary: 's' })),
  fc.integer({ min: 1, max: 9 }).map((minute) => entry(minute, 'reopened', { reason: 'r' })),
);

test('any order of arrival, with repeats, gives the same file', () => {
  const file = fc.uniqueArray(anyEntry, { maxLength: 8, selector: ({ id }) => id }).map((entries) => [received(), ...entries]);
  fc.assert(fc.property(file.chain((entries) => fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length }), fc.subarray(entries))), ([entries, shuffled, repeats]) => {
    expect(foldCase([...repeats, ...shuffled], own)).toEqual(foldCase(entries, own));
  }));
});
