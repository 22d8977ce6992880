import { expect, test } from 'vitest';
import { prioritiesOf } from '../index.ts';
import type { PriorityFacts } from './priority.ts';

const today = '2026-11-24';
const calm: PriorityFacts = {
  birth: { precision: 'day', day: '2010-05-04' },
  company: { known: true, companions: [{ relation: 'mother', isAdult: 'yes', legalBasis: 'parental_authority', isHabitualCarer: 'yes', isRelationVerified: true }] },
  riskCodes: ['P08'],
  needCodes: ['N02'],
  languages: ['spa'],
  isPregnantOrParenting: 'no',
  hasDisabilityOrChronicIllness: 'unknown',
  hasSuicidalThoughts: 'unknown',
  isDetained: 'no',
  isShelterFull: false,
  hasOverdueClock: false,
};
const reasons = (facts: Partial<PriorityFacts>) => prioritiesOf({ ...calm, ...facts }, today).map((priority) => priority.reason);

test('a child who is with her verified mother and safe has no priority reason', () => {
  expect(reasons({})).toEqual([]);
});

test.each([
  [{ company: { known: true, companions: [] }, birth: { precision: 'estimated', age: 12, recordedOn: today } }, ['unaccompanied_under_12']],
  [{ company: { known: true, companions: [] } }, []],
  [{ needCodes: ['N15'] }, ['pregnant_or_parenting']],
  [{ riskCodes: ['T08'] }, ['trafficking_or_sexual_violence']],
  [{ riskCodes: ['P01'] }, ['organised_crime_threat']],
  [{ hasDisabilityOrChronicIllness: 'yes' }, ['disability_or_chronic_illness']],
  [{ languages: ['mam'] }, ['indigenous_monolingual']],
  [{ languages: ['mam', 'spa'] }, []],
  [{ languages: [] }, []],
  [{ company: { known: true, companions: [{ relation: 'aunt_uncle', isAdult: 'yes', legalBasis: 'none', isHabitualCarer: 'no', isRelationVerified: false }] } }, ['alone_with_unverified_adult']],
  [{ hasSuicidalThoughts: 'yes' }, ['suicidal']],
  [{ isDetained: 'yes' }, ['detained']],
  [{ isShelterFull: true, hasOverdueClock: true }, ['shelter_full', 'clock_breach']],
] as const satisfies readonly (readonly [Partial<PriorityFacts>, readonly string[]])[])('%j gives %j', (facts, expected) => {
  expect(reasons(facts)).toEqual(expected);
});

test('a reason says which codes gave it', () => {
  expect(prioritiesOf({ ...calm, riskCodes: ['P01', 'T11'] }, today)).toEqual([{ reason: 'organised_crime_threat', codes: ['P01', 'T11'] }]);
});
