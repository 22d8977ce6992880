import type { Day } from '#kernel/instant.ts';
import type { Answer, Birth, Company, PriorityReason } from '../schema.ts';
import { classifyAccompaniment } from './accompaniment.ts';
import { ageBands } from './age.ts';

/** What is known of a child when asking whether she comes first; codes are those of `reference/`. */
export interface PriorityFacts {
  readonly birth: Birth;
  readonly company: Company;
  readonly riskCodes: readonly string[];
  readonly needCodes: readonly string[];
  /** ISO 639-3 codes of every language she speaks; empty if nobody knows. */
  readonly languages: readonly string[];
  readonly isPregnantOrParenting: Answer;
  readonly hasDisabilityOrChronicIllness: Answer;
  readonly hasSuicidalThoughts: Answer;
  readonly isDetained: Answer;
  readonly isShelterFull: boolean;
  readonly hasOverdueClock: boolean;
}

export interface Priority {
  readonly reason: PriorityReason;
  /** The codes that gave the reason; empty where a fact did. */
  readonly codes: readonly string[];
}

/** The risk and need codes that stand for a reason by themselves. */
const reasonCodes = {
  pregnant_or_parenting: ['P07', 'N15'],
  trafficking_or_sexual_violence: ['T08', 'T09', 'P06', 'N06'],
  organised_crime_threat: ['P01', 'P02', 'T11', 'R07'],
  disability_or_chronic_illness: ['N13'],
  detained: ['T13', 'D02', 'D03'],
  clock_breach: ['D08'],
} as const satisfies Partial<Record<PriorityReason, readonly string[]>>;

/**
 * The reasons that put a child first without anybody deciding it, gravest not first but in the fixed order of the
 * schema. Doubt counts for the child: an age that may be under 12 is under 12.
 * @param indigenousLanguages ISO 639-3 codes from `reference/languages`
 */
export function priorityReasonsOf(facts: PriorityFacts, today: Day, indigenousLanguages: ReadonlySet<string>): Priority[] {
  const present = (reason: keyof typeof reasonCodes, fact: boolean): Priority[] => {
    const codes = reasonCodes[reason].filter((code) => facts.riskCodes.includes(code) || facts.needCodes.includes(code));
    return fact || codes.length > 0 ? [{ reason, codes }] : [];
  };
  const when = (fact: boolean, reason: PriorityReason): Priority[] => (fact ? [{ reason, codes: [] }] : []);
  const { mexican, international } = classifyAccompaniment(facts.company);
  const isUnaccompanied = mexican.label === 'unaccompanied' || international.label === 'unaccompanied';
  return [
    ...when(isUnaccompanied && ageBands(facts.birth, today).mexican === 'nina_nino', 'unaccompanied_under_12'),
    ...present('pregnant_or_parenting', facts.isPregnantOrParenting === 'yes'),
    ...present('trafficking_or_sexual_violence', false),
    ...present('organised_crime_threat', false),
    ...present('disability_or_chronic_illness', facts.hasDisabilityOrChronicIllness === 'yes'),
    ...when(facts.languages.length > 0 && facts.languages.every((code) => indigenousLanguages.has(code)), 'indigenous_monolingual'),
    ...when(isAloneWithUnverifiedAdult(facts.company), 'alone_with_unverified_adult'),
    ...when(facts.hasSuicidalThoughts === 'yes', 'suicidal'),
    ...present('detained', facts.isDetained === 'yes'),
    ...when(facts.isShelterFull, 'shelter_full'),
    ...present('clock_breach', facts.hasOverdueClock),
  ];
}

/** There is someone who may be an adult, and nobody whose relation was checked. */
function isAloneWithUnverifiedAdult(company: Company): boolean {
  if (!company.known) return false;
  const adults = company.companions.filter((companion) => companion.isAdult !== 'no');
  return adults.length > 0 && adults.every((companion) => !companion.isRelationVerified);
}
