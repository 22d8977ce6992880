import { addDays, addHours, dayOf, millisecondsOf, type Day, type Instant } from '#kernel/instant.ts';
import type { Uuid } from '#kernel/identifier.ts';
import type { Concern } from '#rooms/case/schema.ts';
import type { Birth, RiskLevel } from '#rooms/law/schema.ts';
import type { PartialProfile, PersonAround } from '#rooms/person/schema.ts';
import { absentParents, companionOf, type CompanyKind } from './company.ts';
import { concernsOf, type Situation } from './concerns.ts';
import { consentOf } from './consent.ts';
import { givenNamesOf, nicknameOf, type Family, type SexCode } from './families.ts';
import { journeyTo, placeOf } from './journeys.ts';
import spellingRows from './names/spelling-variants.json' with { type: 'json' };
import type { Random } from './random.ts';
import type { TrainingChild, TrainingIntake } from './story.ts';
import { circumstances, intakeNotes, smallChildAge, smallChildCircumstances, smallChildNotes, wordingOf } from './wording.ts';

/** Who a child is, before anybody writes anything down. */
export interface Identity {
  readonly family: Family;
  readonly givenNames: string;
  readonly nickname: string | null;
  readonly sex: SexCode;
  readonly born: Day;
  /** Completed years today. */
  readonly age: number;
}

export type Finder = keyof typeof circumstances;

/** How and where a node comes to write a child down. */
export interface Encounter {
  readonly today: Instant;
  readonly receivedHour: number;
  /** Code of `reference/places`. */
  readonly place: string;
  readonly finder: Finder;
  readonly company: CompanyKind;
  readonly situation: Situation;
  /** Where the worker sets how urgent it is, instead of taking the suggestion. */
  readonly urgency?: RiskLevel;
  /** The other children of the story, as she speaks of them. */
  readonly others: readonly { readonly identity: Identity; readonly relation: 'sibling' | 'mother' | 'own_child' }[];
  /** The key of the child who is the same person, told differently. */
  readonly sameAs: string | null;
}

export function inventIdentity(random: Random, family: Family, age: number, sex: SexCode, today: Instant, isTakenName: (givenNames: string) => boolean): Identity {
  let givenNames = givenNamesOf(random, family.country, sex);
  while (isTakenName(givenNames)) givenNames = givenNamesOf(random, family.country, sex);
  // the stories go back four months: who is a baby today was born before them
  const born = dayOf(addDays(today, -Math.floor(age * 365.25) - random.integer(age === 0 ? 150 : 1, 360)));
  return { family, givenNames, nickname: random.chance(0.6) ? nicknameOf(random, givenNames) : null, sex, born, age };
}

/** What a child says of herself, and what the worker writes, at first contact. */
export function tellChild(random: Random, key: string, identity: Identity, encounter: Encounter): TrainingChild {
  const { family, age, sex } = identity;
  const { today, receivedHour, situation, company } = encounter;
  const newIdentifier = () => random.uuid(millisecondsOf(addHours(today, receivedHour)));
  const word = wordingOf(sex, age);
  const isYoungMother = encounter.others.some(({ relation }) => relation === 'own_child');
  const needsInterpreter = !family.languages.includes('spa');
  const concerns: Concern[] = concernsOf(random, situation, { needsInterpreter, isYoungMother, isWithGuide: company === 'guide' });
  const intake: TrainingIntake = {
    searchedFirst: { candidatesShown: random.integer(0, 4) },
    profile: profileOf(random, identity, encounter, newIdentifier),
    source: age < 5 ? 'companion' : random.weighted({ child: 0.8, companion: 0.1, document: 0.1 }),
    found: {
      place: placeOf(encounter.place),
      when: random.chance(0.7) ? { precision: 'minute', at: addHours(today, receivedHour - random.integer(1, 5)) } : { precision: 'day', day: dayOf(addHours(today, receivedHour - 6)) },
      by: encounter.finder,
      circumstances: random.pick(age < smallChildAge ? smallChildCircumstances : circumstances[encounter.finder])(word),
    },
    concerns,
    ...(encounter.urgency === undefined ? {} : { urgency: encounter.urgency }),
    ...(isYoungMother ? { flags: ['pregnant_or_parenting' as const] } : {}),
    consent: consentOf(random, { age, company, languages: family.languages }),
    ...(random.chance(0.75) ? { note: random.pick(age < smallChildAge ? smallChildNotes : intakeNotes)(word) } : {}),
  };
  return { key, intake, needsInternationalProtection: situation === 'protection', journey: journeyTo(random, family, encounter.place, situation), sameAs: encounter.sameAs };
}

function profileOf(random: Random, identity: Identity, encounter: Encounter, newIdentifier: () => Uuid): PartialProfile {
  const { family, sex } = identity;
  const retell = (name: string) => (encounter.sameAs === null ? name : respell(random, name));
  const people = peopleAround(random, identity, encounter, newIdentifier);
  const hasPaper = random.chance(0.3);
  return {
    givenNames: retell(identity.givenNames),
    firstSurname: retell(family.firstSurname),
    ...(family.secondSurname !== null && encounter.sameAs === null && random.chance(0.93) ? { secondSurname: family.secondSurname } : {}),
    ...(identity.nickname === null ? {} : { nickname: identity.nickname }),
    birth: birthAsTold(random, identity, encounter),
    sex,
    nationalities: [family.country],
    languages: [...family.languages],
    needsInterpreter: !family.languages.includes('spa'),
    ...(family.people === 'garifuna' ? { selfIdentification: 'Garífuna' } : {}),
    ...(family.people === 'maya' && random.chance(0.5) ? { selfIdentification: 'Maya' } : {}),
    originPlace: family.origin,
    ...(hasPaper ? { identityDocuments: [{ id: newIdentifier(), kind: 'birth_certificate', country: family.country, number: `CAPACITACION-${random.integer(10_000, 99_999)}`, hasSeenOriginal: random.chance(0.4) }] } : {}),
    company: encounter.company === 'not_known' ? { answer: 'unknown' } : encounter.company === 'alone' && encounter.others.length === 0 ? 'alone' : 'with_others',
    ...(people.length > 0 ? { people } : {}),
  };
}

function peopleAround(random: Random, identity: Identity, encounter: Encounter, newIdentifier: () => Uuid): PersonAround[] {
  const companion = companionOf(random, encounter.company, identity.family, newIdentifier);
  const hasMotherHere = encounter.others.some(({ relation }) => relation === 'mother');
  const others = encounter.others.map(({ identity: other, relation }): PersonAround => ({
    id: newIdentifier(), relation, name: `${other.givenNames} ${other.family.firstSurname}`, age: other.age, isWithChild: 'yes', verification: 'both_told_separately',
    legalBasis: relation === 'mother' ? 'parental_authority' : 'none', isHabitualCarer: relation === 'mother' ? 'yes' : 'no',
  }));
  return [...(companion === null ? [] : [companion]), ...others, ...(hasMotherHere ? [] : absentParents(random, encounter.company, identity.family, newIdentifier))];
}

function birthAsTold(random: Random, { born, age }: Identity, encounter: Encounter): Birth {
  const recordedOn = dayOf(addHours(encounter.today, encounter.receivedHour));
  const precision = encounter.sameAs !== null ? 'estimated' : random.weighted({ day: 0.62, month: 0.08, year: 0.12, estimated: 0.15, unknown: 0.03 });
  switch (precision) {
    case 'day': return { precision, day: born };
    case 'month': return { precision, month: born.slice(0, 7) };
    case 'year': return { precision, year: Number(born.slice(0, 4)) };
    case 'estimated': return { precision, age: Math.max(0, age + random.integer(-1, 1)), recordedOn };
    case 'unknown': return { precision };
  }
}

/** The name as another clerk would hear it. */
function respell(random: Random, name: string): string {
  const words = name.split(' ');
  const found = words.map((word) => spellingRows.filter((row) => row.name === word));
  const heard = words.map((word, index) => (found[index]!.length > 0 ? random.pick(found[index]!).variant : word.normalize('NFD').replace(/\p{Mark}/gu, '').normalize('NFC')));
  return heard.slice(0, 1 + random.integer(0, heard.length - 1)).join(' ');
}
