import { civilDate, firstDayOf, isDay, packBirth } from '../birth.ts';
import { nameTokens, wordsOf } from '../letters.ts';
import type { NicknameBook } from '../nickname.ts';
import { soundOf } from '../phonetic.ts';
import type { PersonRecord } from '../record.ts';

/** What is told apart when a person is prepared for a private comparison: everything by sound, as people say it. */
export interface Sounds {
  readonly given: readonly string[];
  readonly surnames: readonly string[];
  readonly parents: readonly string[];
  /** The whole day, where it is known, and the years in which she may have been born. */
  readonly day: readonly [year: number, month: number, day: number] | null;
  readonly years: readonly number[];
  readonly sex: string;
  readonly places: readonly string[];
  readonly phones: readonly string[];
}

const soundsIn = (texts: readonly string[] | undefined): string[] => [...new Set((texts ?? []).flatMap((text) => nameTokens(text)).map(soundOf))];

export function soundsOf(record: PersonRecord): Sounds {
  const birth = packBirth(record.birth);
  const day = isDay(birth) ? civilDate(firstDayOf(birth)) : null;
  const spoken = soundsIn(record.spokenName === undefined ? [] : [record.spokenName]);
  return {
    given: [...new Set([...soundsIn(record.givenNames), ...soundsIn(record.nicknames), ...spoken])],
    surnames: [...new Set([...soundsIn(record.surnames), ...spoken])],
    parents: soundsIn([...(record.motherNames ?? []), ...(record.fatherNames ?? [])]),
    day, years: birth === 0 ? [] : yearsOf(birth),
    sex: record.sex === 'F' || record.sex === 'M' ? record.sex : '',
    places: [record.municipality ?? ''].map((place) => wordsOf(place).map(soundOf).join(' ')).filter((place) => place !== ''),
    phones: (record.phones ?? []).map((phone) => phone.replace(/\D/g, '').slice(-8)).filter((phone) => phone.length >= 7),
  };
}

/** The years that an interval of days touches; of a wide one those in its middle. */
function yearsOf(birth: number): number[] {
  const first = civilDate(firstDayOf(birth))[0];
  const last = civilDate(firstDayOf(birth) + ((birth >> 3) & 255) * 4)[0];
  return Array.from({ length: Math.min(4, last - first + 1) }, (_, index) => first + index);
}

/** All ways to take one of each list, no value twice. */
function combined(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((taken, list) => taken.flatMap((former) => list.filter((value) => !former.includes(value)).map((value) => [...former, value])), [[]]);
}

/**
 * Facts under which records of one child meet letter by letter in a private set intersection; two of one record must meet before
 * anybody learns anything. Each has a given name or the day of birth in it, so that brothers and sisters meet in one at most, and most
 * have three parts, so that somebody of a common name alone meets nobody.
 * @param most the rarest kinds come first, and what is beyond is left out
 */
export function compositeFacts(record: PersonRecord, nicknames: NicknameBook, most: number): string[] {
  const { given: said, surnames, parents, day, years, places, phones } = soundsOf(record);
  const given = [...new Set([...said, ...said.flatMap((name) => nicknames.formalsOf(name)).slice(0, 3)])];
  // the day and the month are swapped as often as not: both orders are one fact
  const days = day === null ? [] : [[day.join('-'), ...(day[2] <= 12 ? [`${day[0]}-${day[2]}-${day[1]}`] : [])].toSorted()[0]!];
  const kinds: readonly (readonly [string, ...(readonly string[])[]])[] = [
    ['day', given, days], ['surname-day', surnames, days], ['phone', given, phones], ['names', given, surnames], ['place', given, surnames, places],
    ['parent', given, surnames, parents.filter((name) => !surnames.includes(name))], ['year', given, surnames, years.map(String)],
  ];
  return [...new Set(kinds.flatMap(([kind, ...lists]) => combined(lists).map((values) => [kind, ...values.toSorted()].join(' '))))].slice(0, most);
}
