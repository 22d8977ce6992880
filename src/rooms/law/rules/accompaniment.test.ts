import fc from 'fast-check';
import { expect, test } from 'vitest';
import { relations, type Companion, type Company } from '../schema.ts';
import { classifyAccompaniment, tieOf } from './accompaniment.ts';

const person = (facts: Partial<Companion>): Companion => ({ relation: 'unknown', isAdult: 'yes', legalBasis: 'none', isHabitualCarer: 'no', isRelationVerified: false, ...facts });
const labels = (...companions: Companion[]) => {
  const { mexican, international } = classifyAccompaniment({ known: true, companions });
  return [mexican.label, international.label, mexican.reason, international.reason];
};

test('the uncle who never brought her up: unaccompanied in Mexican law, separated in international usage', () => {
  expect(labels(person({ relation: 'aunt_uncle' }))).toEqual(['unaccompanied', 'separated', 'with_adult_relative_not_carer', 'with_adult_relative_not_carer']);
});

test('the grandmother who brought her up: separated in Mexican law, accompanied in international usage', () => {
  expect(labels(person({ relation: 'grandparent', isHabitualCarer: 'yes' }))).toEqual(['separated', 'accompanied', 'with_habitual_carer', 'with_habitual_carer']);
});

test.each([
  ['alone', [], ['unaccompanied', 'unaccompanied', 'alone', 'alone']],
  ['with her mother, papers unknown', [person({ relation: 'mother', legalBasis: 'unknown' })], ['accompanied', 'accompanied', 'with_parent', 'with_parent']],
  ['with a father who lost parental authority', [person({ relation: 'father' })], ['unaccompanied', 'accompanied', 'with_adult_relative_not_carer', 'with_parent']],
  ['with a legal guardian', [person({ relation: 'godparent', legalBasis: 'guardianship' })], ['accompanied', 'accompanied', 'with_legal_carer', 'with_legal_carer']],
  ['with a smuggler', [person({ relation: 'smuggler' })], ['unaccompanied', 'unaccompanied', 'no_responsible_adult', 'no_responsible_adult']],
  ['with her little brother', [person({ relation: 'sibling', isAdult: 'no', legalBasis: 'unknown' })], ['unaccompanied', 'unaccompanied', 'no_responsible_adult', 'no_responsible_adult']],
  ['with her partner, an adult', [person({ relation: 'spouse_partner' })], ['unaccompanied', 'unaccompanied', 'no_responsible_adult', 'no_responsible_adult']],
  ['with an aunt who may have custody', [person({ relation: 'aunt_uncle', legalBasis: 'unknown' })], ['unknown', 'unknown', 'legal_basis_unknown', 'legal_basis_unknown']],
  ['with an aunt who may be her carer', [person({ relation: 'aunt_uncle', isHabitualCarer: 'unknown' })], ['unknown', 'unknown', 'habitual_carer_unknown', 'habitual_carer_unknown']],
  ['with someone nobody knows', [person({ relation: 'unknown' })], ['unaccompanied', 'unknown', 'no_responsible_adult', 'relation_unknown']],
] as const)('%s', (_, companions, expected) => {
  expect(labels(...companions)).toEqual(expected);
});

test('nobody knows who is with her: unknown, not unaccompanied', () => {
  expect(classifyAccompaniment({ known: false }).mexican).toMatchObject({ label: 'unknown', reason: 'company_unknown' });
});

const answers = fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const);
const companions = fc.array(
  fc.record({
    relation: fc.constantFrom(...relations),
    isAdult: answers,
    legalBasis: fc.constantFrom('parental_authority' as const, 'custody' as const, 'guardianship' as const, 'none' as const, 'unknown' as const),
    isHabitualCarer: answers,
    isRelationVerified: fc.boolean(),
  }),
  { maxLength: 4 },
);
/** How well cared for a label says she is. */
const rank = { unaccompanied: 0, separated: 1, accompanied: 2, unknown: -1 } as const;

test('order does not matter, and one more companion never makes her less accompanied', () => {
  fc.assert(
    fc.property(companions, companions, (some, more) => {
      const one = classifyAccompaniment({ known: true, companions: [...some, ...more] });
      expect(classifyAccompaniment({ known: true, companions: [...more, ...some] })).toEqual(one);
      const before = classifyAccompaniment({ known: true, companions: some });
      for (const system of ['mexican', 'international'] as const) {
        if (before[system].label !== 'unknown' && one[system].label !== 'unknown') expect(rank[one[system].label]).toBeGreaterThanOrEqual(rank[before[system].label]);
      }
    }),
  );
});

/** Every way in which unknown facts may turn out. */
function resolutionsOf(companion: Companion): Companion[] {
  const both = ['yes', 'no'] as const;
  return [companion]
    .flatMap((c) => (c.isAdult === 'unknown' ? both.map((isAdult) => ({ ...c, isAdult })) : [c]))
    .flatMap((c) => (c.isHabitualCarer === 'unknown' ? both.map((isHabitualCarer) => ({ ...c, isHabitualCarer })) : [c]))
    .flatMap((c) => (c.relation === 'unknown' ? (['mother', 'cousin', 'neighbour'] as const).map((relation) => ({ ...c, relation })) : [c]))
    .flatMap((c) => (c.legalBasis === 'unknown' && tieOf[c.relation] !== 'parent' && c.isAdult === 'yes' ? (['custody', 'none'] as const).map((legalBasis) => ({ ...c, legalBasis })) : [c]));
}

test('a known label holds however the unknown facts turn out', () => {
  fc.assert(
    fc.property(companions.filter((list) => list.length <= 2), (list) => {
      const given = classifyAccompaniment({ known: true, companions: list });
      const combinations = list.reduce<Companion[][]>((sets, companion) => sets.flatMap((set) => resolutionsOf(companion).map((fact) => [...set, fact])), [[]]);
      for (const resolved of combinations) {
        const settled = classifyAccompaniment({ known: true, companions: resolved } satisfies Company);
        if (given.international.label !== 'unknown') expect(settled.international.label).toBe(given.international.label);
        if (given.mexican.label !== 'unknown') expect(settled.mexican.label).toBe(given.mexican.label);
      }
    }),
    { numRuns: 500 },
  );
});

test('unknown facts alone make a label unknown', () => {
  fc.assert(
    fc.property(companions, (list) => {
      const isSettled = list.every((c) => c.isAdult !== 'unknown' && c.isHabitualCarer !== 'unknown' && c.relation !== 'unknown' && c.legalBasis !== 'unknown');
      const { mexican, international } = classifyAccompaniment({ known: true, companions: list });
      if (isSettled) expect([mexican.label, international.label]).not.toContain('unknown');
      expect(mexican.definitions.length).toBeGreaterThan(0);
    }),
  );
});
