import { civilDate, dayNumber } from '../rules/birth.ts';
import type { BirthStatement, PersonRecord } from '../rules/record.ts';
import type { NameLists } from './name-lists.ts';
import { mistype, respell, withoutAccents } from './misspelling.ts';
import { municipalitiesOf } from './places.ts';
import type { InventedChild, PersonName } from './population.ts';
import type { Random } from './random.ts';
import type { CorridorRates, ErrorRates } from './rates.ts';

/** A clerk's habits: how careless, and what is always done that way. */
export interface Clerk {
  readonly factor: number;
  readonly writesNoAccents: boolean;
  readonly writesOneSurname: boolean;
}

export const inventClerks = (rates: CorridorRates, random: Random): Clerk[] =>
  Array.from({ length: rates.clerks }, () => ({
    factor: Math.exp(rates.clerkSpread * random.normal()), writesNoAccents: random.isChance(0.4), writesOneSurname: random.isChance(0.05),
  }));

const firstDay = dayNumber(2021, 1, 1);
const lastDay = dayNumber(2025, 2, 1);

/** One agency's record of a child, with the errors of its clerk. */
export function record(child: InventedChild, key: string, errors: ErrorRates, clerk: Clerk, lists: NameLists, municipalitiesPerDepartment: number, random: Random): PersonRecord {
  const rate = (name: keyof ErrorRates): boolean => random.isChance(Math.min(0.9, errors[name] * clerk.factor));
  const recordedOn = random.integer(Math.max(firstDay, child.born + 60), Math.max(lastDay, child.born + 400));
  const surnames = child.forced !== undefined && recordedOn >= child.forced.from ? child.forced.surnames : child.name.surnames;
  const isFalse = rate('falseName');
  const spoken = isFalse ? falseName(child, lists, random) : { given: child.name.given, surnames };
  const write = (token: string, isGiven: boolean): string => {
    let written = isGiven && rate('nickname') ? (lists.nickname(random, token) ?? token) : token;
    if (rate('respelling')) written = respell(written, child.people === 'maya', random);
    if (rate('typo')) written = mistype(written, random);
    return clerk.writesNoAccents || rate('accentsLost') ? withoutAccents(written) : written;
  };
  const name = arrangeName(spoken, child, clerk, rate, random);
  const parent = (person: PersonName, isMarried: boolean): string[] => {
    if (rate('parentsMissing')) return [];
    const names = [...(random.isChance(errors.parentShortened) ? person.given.slice(0, 1) : person.given), ...(random.isChance(errors.parentShortened) ? person.surnames.slice(0, 1) : person.surnames)];
    if (isMarried && random.isChance(0.06)) names.push(`de ${child.father.surnames[0]!}`);
    return [names.map((token, index) => write(token, index < person.given.length)).join(' ')];
  };
  const isPlaceMissing = rate('placeMissing');
  const municipality = rate('placeMoved') ? random.pick(municipalitiesOf(child.department, municipalitiesPerDepartment)) : child.municipality;
  const isFatherKnown = child.name.surnames[0] === child.father.surnames[0] || random.isChance(0.3);
  return {
    key,
    givenNames: name.given.map((token) => write(token, true)), surnames: name.surnames.map((token) => write(token, false)),
    nicknames: rate('nicknameListed') ? [lists.nickname(random, child.name.given[0]!) ?? ''].filter((text) => text !== '') : [],
    aliases: isFalse || rate('aliasListed') ? [isFalse && random.isChance(0.5) ? [...child.name.given, ...surnames].join(' ') : child.alias] : [],
    birth: birthStatement(child.born, recordedOn, errors, rate, random),
    sex: rate('sexWrong') ? (child.sex === 'F' ? 'M' : 'F') : child.sex,
    nationalities: [rate('countryWrong') ? random.pick(['GT', 'HN', 'SV', 'MX']) : child.country],
    ...(isPlaceMissing ? {} : { department: write(child.department, false) }),
    ...(isPlaceMissing || rate('placeMissing') ? {} : { municipality: write(municipality, false) }),
    motherNames: parent(child.mother, true), fatherNames: isFatherKnown ? parent(child.father, false) : [],
    phones: rate('phoneMissing') ? [] : [rate('phoneChanged') ? String(random.integer(20_000_000, 89_999_999)) : child.phone],
  };
}

/** Told out of fear: another surname or another given name, rarely both. */
function falseName(child: InventedChild, lists: NameLists, random: Random): PersonName {
  const other = (): string => lists.surname(random, child.country, child.people);
  const which = random.next();
  return {
    given: which > 0.6 ? [lists.given(random, child.sex, child.people)] : child.name.given,
    surnames: which < 0.75 ? [other(), ...(random.isChance(0.5) ? [other()] : [])] : child.name.surnames,
  };
}

/** Drops, swaps and merges of whole names, as they are said or fitted into a form. */
function arrangeName(spoken: PersonName, child: InventedChild, clerk: Clerk, rate: (name: keyof ErrorRates) => boolean, random: Random): PersonName {
  let given = [...spoken.given];
  let surnames = [...spoken.surnames];
  if (given.length > 1 && rate('dropGiven')) given.splice(random.integer(0, given.length - 1), 1);
  if (given.length > 1 && rate('swapGivens')) given.reverse();
  if (surnames.length > 1) {
    if (clerk.writesOneSurname || rate('dropSecondSurname')) surnames = surnames.slice(0, 1);
    else if (rate('dropFirstSurname')) surnames = surnames.slice(1);
    else if (rate('swapSurnames')) surnames.reverse();
  }
  if (surnames.length > 1 && rate('surnameAsGiven')) given.push(surnames.shift()!);
  else if (surnames.length > 1 && rate('hyphen')) surnames = [surnames.join('-')];
  else if (surnames.length > 1 && rate('concatenation')) surnames = [surnames[0]! + surnames[1]!.toLowerCase()];
  if (surnames.length > 0 && rate('givenSurnameSwap')) [given, surnames] = [surnames, given];
  if (child.sex === 'F' && rate('marriedName')) surnames.push(`de ${random.pick(child.father.surnames)}`);
  return { given, surnames };
}

const iso = (day: number): string => civilDate(day).map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');

function birthStatement(born: number, recordedOn: number, errors: ErrorRates, rate: (name: keyof ErrorRates) => boolean, random: Random): BirthStatement {
  const apart = (most: number): number => random.integer(1, most) * (random.isChance(0.5) ? 1 : -1);
  const ageAt = (birth: number): number => {
    const [[year, month, day], [bornYear, bornMonth, bornDay]] = [civilDate(recordedOn), civilDate(birth)];
    return Math.max(0, year - bornYear - (month < bornMonth || (month === bornMonth && day < bornDay) ? 1 : 0));
  };
  if (rate('ageOnly')) return { estimatedAge: Math.max(0, ageAt(born) + (random.isChance(errors.ageWrong) ? apart(2) : 0)), recordedOn: iso(recordedOn) };
  let [year, month, day] = civilDate(born);
  if (rate('yearOnly')) return { date: String(year + (random.isChance(errors.yearWrong) ? apart(1) : 0)), estimatedAge: ageAt(born), recordedOn: iso(recordedOn) };
  if (rate('ageAltered')) year += apart(2);
  if (rate('dateHeaping')) day = random.pick([1, 15]);
  if (rate('dayMonthSwap') && day <= 12) [month, day] = [day, month];
  let text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (rate('dateTypo')) {
    const at = random.pick([3, 6, 8, 9]);
    const wrong = text.slice(0, at) + random.integer(0, 9) + text.slice(at + 1);
    if (Number(wrong.slice(5, 7)) >= 1 && Number(wrong.slice(5, 7)) <= 12 && Number(wrong.slice(8)) >= 1 && Number(wrong.slice(8)) <= 28) text = wrong;
  }
  return { date: text, estimatedAge: ageAt(born), recordedOn: iso(recordedOn) };
}
