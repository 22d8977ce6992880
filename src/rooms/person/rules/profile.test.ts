import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HybridTime } from '#kernel/hybrid-clock.ts';
import type { Uuid } from '#kernel/identifier.ts';
import { instantFrom } from '#kernel/instant.ts';
import { foldProfile, profileViewOf, type PersonEntry } from './profile.ts';
import type { PartialProfile } from '../schema.ts';

const timeOf = (minute: number, device = 'a'): HybridTime => `${instantFrom(minute * 60_000)}/0000/${device}` as HybridTime;
const observed = (id: string, minute: number, fields: PartialProfile, base: Record<string, string> = {}): PersonEntry =>
  ({ id: id as PersonEntry['id'], kind: 'person.observed', actorLabel: `worker of ${id}`, madeAt: timeOf(minute), base, body: { fields, source: 'child' } });
const settled = (id: string, minute: number, field: 'givenNames' | 'languages', value: string | string[], settles: string[]): PersonEntry =>
  ({ id: id as PersonEntry['id'], kind: 'person.settled', actorLabel: 'supervisor', madeAt: timeOf(minute), base: {}, body: { field, fields: { [field]: value }, settles: settles as Uuid[], reason: 'birth certificate' } });

describe('one answer', () => {
  test('an answer based on the current one replaces it and leaves no dispute', () => {
    const state = foldProfile([observed('1', 1, { givenNames: 'Mari' }), observed('2', 2, { givenNames: 'María' }, { givenNames: '1' })]);
    expect(state.values.givenNames).toBe('María');
    expect(state.disputes).toEqual([]);
    expect(state.provenance.givenNames!.map((answer) => [answer.value, answer.standing])).toEqual([['María', 'current'], ['Mari', 'replaced']]);
  });

  test('two answers given without knowing of each other are both kept, the newer shown', () => {
    const state = foldProfile([
      observed('1', 1, { firstSurname: 'Xol' }),
      observed('2', 3, { firstSurname: 'Choc' }, { firstSurname: '1' }),
      observed('3', 2, { firstSurname: 'Caal' }, { firstSurname: '1' }),
    ]);
    expect(state.values.firstSurname).toBe('Choc');
    expect(state.disputes).toEqual(['firstSurname']);
    expect(profileViewOf(state).answers.firstSurname!.map((answer) => [answer.value, answer.standing])).toEqual([['Choc', 'current'], ['Caal', 'contested']]);
  });

  test('the same answer twice is no dispute, and a change of it replaces both', () => {
    const twice = [observed('1', 1, { sex: 'F' }), observed('2', 2, { sex: 'F' })];
    expect(foldProfile(twice).disputes).toEqual([]);
    const changed = foldProfile([...twice, observed('3', 3, { sex: 'X' }, { sex: '2' })]);
    expect(changed.values.sex).toBe('X');
    expect(changed.disputes).toEqual([]);
  });

  test('not knowing never contests what another knew', () => {
    const state = foldProfile([observed('1', 1, { givenNames: 'Ana' }), observed('2', 2, { givenNames: { answer: 'unknown' } })]);
    expect(state.values.givenNames).toBe('Ana');
    expect(state.disputes).toEqual([]);
  });

  test('who takes a known answer back is heard', () => {
    const state = foldProfile([observed('1', 1, { givenNames: 'Ana' }), observed('2', 2, { givenNames: { answer: 'declined' } }, { givenNames: '1' })]);
    expect(state.values.givenNames).toEqual({ answer: 'declined' });
  });

  test('settling ends a dispute', () => {
    const state = foldProfile([observed('1', 1, { givenNames: 'Ana' }), observed('2', 2, { givenNames: 'Anna' }), settled('3', 3, 'givenNames', 'Ana', ['1', '2'])]);
    expect(state.values.givenNames).toBe('Ana');
    expect(state.disputes).toEqual([]);
    expect(state.provenance.givenNames![0]).toMatchObject({ source: 'settled', note: 'birth certificate', standing: 'current' });
  });
});

describe('lists', () => {
  test('languages of two observers are united, and a settlement can take one away', () => {
    const both = [observed('1', 1, { languages: ['mam'] }), observed('2', 2, { languages: ['spa', 'mam'] })];
    expect(foldProfile(both).values.languages).toEqual(['mam', 'spa']);
    expect(foldProfile([...both, settled('3', 3, 'languages', ['mam'], ['1', '2'])]).values.languages).toEqual(['mam']);
  });

  test('a newer version of the same person adds to what was known of her', () => {
    const mother = '01890000-0000-7000-8000-000000000001' as Uuid;
    const state = foldProfile([
      observed('1', 1, { people: [{ id: mother, relation: 'mother', name: 'Rosa Caal' }] }),
      observed('2', 2, { people: [{ id: mother, relation: 'mother', phone: '5555 0101' }] }),
    ]);
    expect(state.values.people).toEqual([{ id: mother, relation: 'mother', name: 'Rosa Caal', phone: '5555 0101' }]);
  });

  test('an unanswered list gives way to any item', () => {
    const state = foldProfile([observed('1', 1, { nationalities: ['HN'] }), observed('2', 2, { nationalities: { answer: 'later' } })]);
    expect(state.values.nationalities).toEqual(['HN']);
  });
});

const name = fc.constantFrom<NonNullable<PartialProfile['givenNames']>>('Ana', 'Anna', 'Juana', { answer: 'unknown' });
const languages = fc.subarray(['mam', 'spa', 'quc', 'kek'], { minLength: 1 });
/** Histories in which every operation may be based on any earlier one, or settle any earlier ones. */
const history = fc.array(fc.record({ name, languages, base: fc.option(fc.nat(20)), settles: fc.option(fc.array(fc.nat(20), { minLength: 1, maxLength: 3 })), minute: fc.nat(6) }), { minLength: 1, maxLength: 9 })
  .map((steps) => steps.map((step, index): PersonEntry => {
    const earlier = (wanted: number) => `op${wanted % index}`;
    if (index > 0 && step.settles !== null) return settled(`op${index}`, step.minute, 'givenNames', 'Settled', [...new Set(step.settles.map(earlier))]);
    return observed(`op${index}`, step.minute, { givenNames: step.name, languages: step.languages }, index > 0 && step.base !== null ? { givenNames: earlier(step.base) } : {});
  }));

test('any order of arrival, with repeats, gives the same state', () => {
  fc.assert(fc.property(history.chain((entries) => fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length }), fc.subarray(entries))), ([entries, shuffled, repeats]) => {
    expect(foldProfile([...repeats, ...shuffled])).toEqual(foldProfile(entries));
  }));
});

test('no answer is ever dropped, and every field with an answer has a current one', () => {
  fc.assert(fc.property(history, (entries) => {
    const state = foldProfile(entries);
    for (const [field, answers] of Object.entries(state.provenance)) {
      expect(answers).toHaveLength(entries.filter((entry) => field in entry.body.fields).length);
      expect(answers.some((answer) => answer.standing === 'current')).toBe(true);
      expect(answers.find((answer) => answer.operationId === state.versions[field as 'givenNames'])!.standing).toBe('current');
    }
  }));
});
