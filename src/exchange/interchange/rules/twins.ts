import { nameTokens, soundOf } from '#rooms/tracing/rules.ts';
import type { RowChild } from '../schema.ts';
import type { UnderstoodRow } from './understand.ts';

const soundsOf = ({ profile }: RowChild): string[] =>
  [...new Set([profile.givenNames, profile.firstSurname, profile.secondSurname].flatMap((part) => (typeof part === 'string' ? nameTokens(part).map(soundOf) : [])))].toSorted();

/** The first and last year in which somebody may have been born. */
function yearsOf({ profile: { birth } }: RowChild): readonly [number, number] | null {
  if (birth === undefined || 'answer' in birth || birth.precision === 'unknown') return null;
  if (birth.precision === 'estimated') {
    const year = Number(birth.recordedOn.slice(0, 4)) - birth.age;
    return [year - 2, year + 1];
  }
  const year = birth.precision === 'year' ? birth.year : Number((birth.precision === 'day' ? birth.day : birth.month).slice(0, 4));
  return [year, year];
}

function mayBeOne(one: RowChild, other: RowChild): boolean {
  const [left, right] = [one.profile.sex, other.profile.sex];
  if (typeof left === 'string' && typeof right === 'string' && left !== right) return false;
  const [years, otherYears] = [yearsOf(one), yearsOf(other)];
  return !years || !otherYears || (years[0] <= otherYears[1] && otherYears[0] <= years[1]);
}

/**
 * Rows of one file that may speak of the same child: two names that sound alike (or the only one), and nothing that
 * contradicts in sex and year of birth. Siblings share surnames: two names of which one is a given name are asked for.
 * @returns by row, the earlier row that it may repeat
 */
export function twinsOf(rows: readonly UnderstoodRow[]): Map<number, number> {
  const twins = new Map<number, number>();
  const seen = new Map<string, UnderstoodRow[]>();
  for (const row of rows) {
    const { child } = row;
    if (!child) continue;
    const given = new Set(typeof child.profile.givenNames === 'string' ? nameTokens(child.profile.givenNames).map(soundOf) : []);
    const sounds = soundsOf(child);
    const keys = sounds.length === 1 ? sounds : sounds.flatMap((one, index) => sounds.slice(index + 1).flatMap((other) => (given.has(one) || given.has(other) ? [`${one} ${other}`] : [])));
    const twin = keys.flatMap((key) => seen.get(key) ?? []).find((earlier) => mayBeOne(earlier.child!, child));
    if (twin) twins.set(row.number, twin.number);
    for (const key of keys) {
      const alike = seen.get(key);
      if (alike) alike.push(row);
      else seen.set(key, [row]);
    }
  }
  return twins;
}
