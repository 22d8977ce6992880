import { dayNumber } from '../rules/birth.ts';
import { createNameLists, type NameLists, type People, type Sex } from './name-lists.ts';
import { placesOf } from './places.ts';
import { drawShare, type Random } from './random.ts';
import type { Country, PopulationRates } from './rates.ts';

export interface PersonName {
  readonly given: readonly string[];
  readonly surnames: readonly string[];
}

/** An invented child as she really is. Days are day numbers of `rules/birth.ts`. */
export interface InventedChild {
  readonly childId: number;
  readonly familyId: number;
  readonly people: People;
  readonly country: Country;
  readonly department: string;
  readonly municipality: string;
  readonly sex: Sex;
  readonly born: number;
  readonly name: PersonName;
  /** The surnames that the registry wrote from a day on, where they are not the family's. */
  readonly forced?: { readonly from: number; readonly surnames: readonly string[] };
  readonly alias: string;
  readonly mother: PersonName;
  readonly father: PersonName;
  readonly phone: string;
}

const firstBirth = dayNumber(2004, 6, 1);
const lastBirth = dayNumber(2021, 6, 1);

/** Invents families until there are `count` children. */
export function inventChildren(count: number, rates: PopulationRates, random: Random): InventedChild[] {
  const lists = createNameLists(rates);
  const children: InventedChild[] = [];
  for (let familyId = 0; children.length < count; familyId++) {
    const relative = children.length > 0 && random.isChance(rates.cousins) ? random.pick(children) : undefined;
    children.push(...inventFamily(familyId, children.length, relative, rates, lists, random));
  }
  return children.slice(0, count);
}

function inventFamily(familyId: number, firstId: number, relative: InventedChild | undefined, rates: PopulationRates, lists: NameLists, random: Random): InventedChild[] {
  const country = relative?.country ?? drawShare(random, rates.countries);
  const people: People = relative?.people
    ?? (random.isChance(rates.mayaShare[country]) ? 'maya' : random.isChance(rates.garifunaShare[country]) ? 'garifuna' : 'spanish');
  const place = relative ?? placesOf(country, people, rates.municipalitiesPerDepartment, random);
  const parent = (sex: Sex, firstSurname?: string): PersonName => ({
    given: Array.from({ length: random.isChance(0.4) ? 2 : 1 }, () => lists.given(random, sex, people)),
    surnames: [firstSurname ?? lists.surname(random, country, people), lists.surname(random, country, people)],
  });
  const mother = parent('F');
  const father = parent('M', relative?.name.surnames[0]);
  const surnames = surnamesOf(mother, father, people, rates, lists, random);
  const phone = String(random.integer(20_000_000, 89_999_999));
  const size = Number(drawShare(random, Object.fromEntries(rates.childrenPerFamily.map((share, index) => [index + 1, share]))));
  const children: InventedChild[] = [];
  let born = random.integer(firstBirth, lastBirth);
  for (let number = 0; number < size; number++) {
    const isTwin = number > 0 && random.isChance(rates.twins);
    if (number > 0 && !isTwin) born += Math.round(random.integer(11, 57) * 30.4);
    const sex: Sex = random.isChance(0.5) ? 'F' : 'M';
    const isLineage = surnames.isLineage;
    const given = isLineage && number === 0 && sex === 'M' ? [...surnames.list].reverse() : givenNames(children, sex, people, rates, lists, random);
    const isForced = people === 'maya' && random.isChance(rates.forcedSurname);
    children.push({
      childId: firstId + number, familyId, people, country, department: place.department, municipality: place.municipality, sex, born, mother, father, phone,
      name: { given: isLineage && random.isChance(0.3) ? given.slice(0, 1) : given, surnames: surnames.list },
      ...(isForced ? { forced: { from: born + random.integer(1000, 5000), surnames: [lists.surname(random, country, 'spanish'), surnames.list.at(-1)!] } } : {}),
      alias: `${lists.given(random, sex, people)} ${random.isChance(0.5) ? surnames.list[0] : lists.surname(random, country, people)}`,
    });
  }
  return children;
}

function surnamesOf(
  mother: PersonName, father: PersonName, people: People, rates: PopulationRates, lists: NameLists, random: Random,
): { readonly list: readonly string[]; readonly isLineage: boolean } {
  if (random.isChance(rates.singleMother)) return { list: random.isChance(rates.singleSurname) ? [mother.surnames[0]!] : mother.surnames, isLineage: false };
  if (people === 'maya' && random.isChance(rates.lineageNaming)) {
    // Surnames are the father's names; with a one-name father the child bears one.
    return { list: father.given.length > 1 || random.isChance(0.5) ? father.given : [father.given[0]!, mother.given[0]!], isLineage: true };
  }
  const first = people === 'maya' && random.isChance(rates.givenAsSurname) ? lists.given(random, 'M', people) : father.surnames[0]!;
  return { list: [first, mother.surnames[0]!], isLineage: false };
}

/** Given names unlike those of brothers and sisters, now and then with one name in common (María Elena, María Isabel). */
function givenNames(siblings: readonly InventedChild[], sex: Sex, people: People, rates: PopulationRates, lists: NameLists, random: Random): string[] {
  const size = Number(drawShare(random, Object.fromEntries(rates.givenNames.map((share, index) => [index + 1, share]))));
  const taken = new Set(siblings.flatMap((sibling) => sibling.name.given));
  const names: string[] = [];
  for (let attempt = 0; names.length < size && attempt < 20; attempt++) {
    const name = lists.given(random, sex, people);
    if (!names.includes(name) && (!taken.has(name) || random.isChance(0.1))) names.push(name);
  }
  return names;
}
