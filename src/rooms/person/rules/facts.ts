import type { Day } from '#kernel/instant.ts';
import { classifyAccompaniment, estimatedAgeMargin, type Accompaniment } from '#rooms/law/rules.ts';
import type { Birth, Company, Companion } from '#rooms/law/schema.ts';
import type { IdentityDocument, PartialProfile, PersonAround, SearchRecord } from '../schema.ts';
import { isRealDay, lastDayOf, shiftDay, yearsBefore } from './days.ts';
import { isUnanswered } from './merge.ts';

type Known<Name extends keyof PartialProfile> = Exclude<PartialProfile[Name], { answer: unknown } | undefined>;

/** The value of a field, or nothing when it was not asked, not known or not told. */
export function valueOfField<Name extends keyof PartialProfile>(values: PartialProfile, name: Name): Known<Name> | undefined {
  const value = values[name];
  return isUnanswered(value) ? undefined : (value as Known<Name>);
}

/** The birth as told; unknown also when it names a day that never was. */
export function birthOf(values: PartialProfile): Birth {
  const birth = valueOfField(values, 'birth');
  return birth !== undefined && isPossibleBirth(birth) ? birth : { precision: 'unknown' };
}

/** Who is with the child, as the law room wants it: an unlisted companion counts as one of whom nothing is known. */
export function companyOf(values: PartialProfile): Company {
  const present = (valueOfField(values, 'people') ?? []).filter((person) => person.isWithChild === 'yes');
  if (present.length > 0) return { known: true, companions: present.map(companionOf) };
  const company = valueOfField(values, 'company');
  if (company === 'alone') return { known: true, companions: [] };
  return company === 'with_others' ? { known: true, companions: [unlisted] } : { known: false };
}

const unlisted: Companion = { relation: 'unknown', isAdult: 'unknown', legalBasis: 'unknown', isHabitualCarer: 'unknown', isRelationVerified: false };

const companionOf = (person: PersonAround): Companion => ({
  relation: person.relation,
  isAdult: person.age === undefined ? (person.isAdult ?? 'unknown') : person.age >= 18 ? 'yes' : 'no',
  legalBasis: person.legalBasis ?? 'unknown',
  isHabitualCarer: person.isHabitualCarer ?? 'unknown',
  isRelationVerified: person.verification !== undefined && person.verification !== 'not_verified',
});

/** Mexican and international labels, side by side. */
export const accompanimentOf = (values: PartialProfile): Accompaniment => classifyAccompaniment(companyOf(values));

/** Whether the day or month a birth is told with is in the calendar. Another agency's file may say 30 February: that is kept as told, and nothing is computed from it. */
export function isPossibleBirth(birth: Birth): boolean {
  switch (birth.precision) {
    case 'day':
      return isRealDay(birth.day);
    case 'month':
      return isRealDay(`${birth.month}-01`);
    case 'estimated':
      return isRealDay(birth.recordedOn);
    case 'year':
    case 'unknown':
      return true;
  }
}

/** The first and the last day on which the child may have been born; null where nothing is known. */
export function birthBounds(birth: Birth): { earliest: Day; latest: Day } | null {
  switch (birth.precision) {
    case 'day':
      return { earliest: birth.day, latest: birth.day };
    case 'month':
      return { earliest: `${birth.month}-01`, latest: lastDayOf(birth.month) };
    case 'year':
      return { earliest: `${birth.year}-01-01`, latest: `${birth.year}-12-31` };
    case 'estimated': {
      const youngest = Math.max(0, birth.age - estimatedAgeMargin);
      return { earliest: shiftDay(yearsBefore(birth.recordedOn, birth.age + estimatedAgeMargin + 1), 1), latest: yearsBefore(birth.recordedOn, youngest) };
    }
    case 'unknown':
      return null;
  }
}

/** What is kept as plain columns for lists, clocks and statistics: coded, never a name. */
export interface CodedFacts {
  readonly sex: string | null;
  readonly birthEarliest: Day | null;
  readonly birthLatest: Day | null;
  readonly nationalities: readonly string[];
  readonly languages: readonly string[];
  readonly labels: Accompaniment;
}

export function codedFactsOf(values: PartialProfile): CodedFacts {
  const bounds = birthBounds(birthOf(values));
  return {
    sex: valueOfField(values, 'sex') ?? null,
    birthEarliest: bounds?.earliest ?? null,
    birthLatest: bounds?.latest ?? null,
    nationalities: valueOfField(values, 'nationalities') ?? [],
    languages: valueOfField(values, 'languages') ?? [],
    labels: accompanimentOf(values),
  };
}

/** Phones and documents by which the child can be found letter by letter. */
export function identifiersOf(values: PartialProfile): { kind: 'phone' | 'document'; text: string }[] {
  const phones = [valueOfField(values, 'phone'), ...(valueOfField(values, 'people') ?? []).map((person) => person.phone)];
  const documents = (valueOfField(values, 'identityDocuments') ?? []).map((document: IdentityDocument) => document.number);
  return [
    ...phones.flatMap((text) => (text === undefined ? [] : [{ kind: 'phone' as const, text }])),
    ...documents.flatMap((text) => (text === undefined ? [] : [{ kind: 'document' as const, text }])),
  ];
}

/** The tracing engine's record of a child. */
export function toSearchRecord(values: PartialProfile, childId: string): SearchRecord {
  const origin = valueOfField(values, 'originPlace') ?? valueOfField(values, 'habitualResidence');
  const namesOf = (relation: PersonAround['relation']) =>
    (valueOfField(values, 'people') ?? []).flatMap((person) => (person.relation === relation && person.name !== undefined ? [person.name] : []));
  const list = (...names: ('givenNames' | 'firstSurname' | 'secondSurname' | 'nickname' | 'nameInOwnLanguage')[]) =>
    names.flatMap((name) => valueOfField(values, name) ?? []);
  const sex = valueOfField(values, 'sex');
  return {
    key: childId,
    givenNames: list('givenNames').flatMap(words),
    surnames: list('firstSurname', 'secondSurname'),
    nicknames: list('nickname'),
    aliases: [...list('nameInOwnLanguage'), ...(valueOfField(values, 'otherNames') ?? [])],
    ...birthStatementOf(birthOf(values)),
    ...(sex === undefined ? {} : { sex }),
    nationalities: valueOfField(values, 'nationalities') ?? [],
    ...(origin?.municipality === undefined ? {} : { municipality: origin.municipality }),
    ...(origin?.department === undefined ? {} : { department: origin.department }),
    motherNames: namesOf('mother'),
    fatherNames: namesOf('father'),
    phones: identifiersOf(values).filter(({ kind }) => kind === 'phone').map(({ text }) => text),
    identifiers: identifiersOf(values).filter(({ kind }) => kind === 'document').map(({ text }) => text),
    languages: valueOfField(values, 'languages') ?? [],
  };
}

function birthStatementOf(birth: Birth): Pick<SearchRecord, 'birth'> {
  switch (birth.precision) {
    case 'day':
      return { birth: { date: birth.day } };
    case 'month':
      return { birth: { date: birth.month } };
    case 'year':
      return { birth: { date: String(birth.year) } };
    case 'estimated':
      return { birth: { estimatedAge: birth.age, recordedOn: birth.recordedOn } };
    case 'unknown':
      return {};
  }
}

const words = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '');

/** What a worker may see of a child whose file she may not open: "M. J. L." */
export function initialsOf(values: PartialProfile): string {
  const names = [valueOfField(values, 'givenNames'), valueOfField(values, 'firstSurname'), valueOfField(values, 'secondSurname')];
  const letters = names.flatMap((name) => words(name ?? '')).map((word) => /\p{L}/u.exec(word)?.[0]?.toLocaleUpperCase('es')).filter((letter) => letter !== undefined);
  return letters.length === 0 ? '?' : letters.map((letter) => `${letter}.`).join(' ');
}

/** How the child is called in lists, for those who may see her: names as told, else the nickname, else nothing. */
export function displayNameOf(values: PartialProfile): string {
  const names = (['givenNames', 'firstSurname', 'secondSurname'] as const).flatMap((name) => valueOfField(values, name) ?? []);
  return names.join(' ') || (valueOfField(values, 'nickname') ?? '');
}
