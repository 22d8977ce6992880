import { readNameList } from '../names.ts';
import { createRankedDraw, type Random } from './random.ts';
import type { Country, PopulationRates } from './rates.ts';

export type People = 'spanish' | 'maya' | 'garifuna';
export type Sex = 'F' | 'M';

/** Draws names with the skew of real registries, from the lists in `reference/names`. */
export interface NameLists {
  given(random: Random, sex: Sex, people: People): string;
  surname(random: Random, country: Country, people: People): string;
  /** A way to call a person of this name, if the lists know one. */
  nickname(random: Random, given: string): string | undefined;
}

const peopleGroup: Readonly<Record<People, string>> = { spanish: '', maya: 'Maya', garifuna: 'Garífuna' };

export function createNameLists(rates: PopulationRates): NameLists {
  const pool = readNameList('generator_pool.csv');
  const faker = readNameList('faker_es_mx_pool.csv');
  const draw = (names: readonly string[]) => createRankedDraw([...new Set(names)], rates.nameExponent);
  const namesOf = (rows: readonly Record<string, string>[], kind: string, match: (row: Record<string, string>) => boolean): string[] =>
    rows.filter((row) => row['kind'] === kind && match(row)).map((row) => row['name']!);

  const given = (sex: Sex, group: string) => draw(namesOf(pool, 'given', (row) => row['sex'] === sex && row['group'] === group));
  const givens = { F: { any: given('F', 'any'), Maya: given('F', 'Maya') }, M: { any: given('M', 'any'), Maya: given('M', 'Maya') } };
  const rareGivens = {
    F: namesOf(faker, 'given', (row) => row['sex'] === 'F' && !row['name']!.includes(' ')),
    M: namesOf(faker, 'given', (row) => row['sex'] === 'M' && !row['name']!.includes(' ')),
  };
  const rareSurnames = namesOf(faker, 'surname', () => true);
  const surnames = Object.fromEntries(['GT', 'HN', 'SV', 'MX', 'Maya', 'Garífuna'].map((group) =>
    [group, draw(namesOf(pool, 'surname', (row) => row['group'] === group))]));
  const nicknames = Map.groupBy(readNameList('nicknames.csv'), (row) => row['formal_name']!);

  return {
    given(random, sex, people) {
      if (random.isChance(rates.longTailGiven)) return random.isChance(0.5) ? random.pick(rareGivens[sex]) : inventedGiven(random, sex);
      return givens[sex][people === 'maya' && random.isChance(0.6) ? 'Maya' : 'any'](random);
    },
    surname(random, country, people) {
      if (random.isChance(rates.longTailSurname)) return people === 'maya' ? inventedMaya(random) : random.pick(rareSurnames);
      const isOwn = people !== 'spanish' && random.isChance(people === 'maya' ? 0.75 : 0.8);
      return surnames[isOwn ? peopleGroup[people] : country]!(random);
    },
    nickname(random, givenName) {
      const rows = nicknames.get(givenName);
      return rows === undefined ? undefined : random.pick(rows)['nickname'];
    },
  };
}

const givenStarts = ['Yos', 'Kei', 'Yor', 'Bri', 'Dar', 'Mil', 'Wil', 'Ed', 'Kat', 'Jos', 'Nel', 'Yur', 'Ar', 'Mar', 'Jen', 'Lis', 'Os', 'Ner', 'Dei', 'Hei', 'Sher', 'An', 'Ro', 'Kar', 'Yam', 'El'];
const givenMiddles = ['el', 'le', 'li', 'al', 'ni', 'mi', 'be', 'vi', 'sa', 'ri', 'ly', 'me', ''];
const givenEnds: Readonly<Record<Sex, readonly string[]>> = {
  F: ['lin', 'ni', 'sa', 'ny', 'th', 'ly', 'da', 'na', 'ssa', 'ris', 'ta', 'lina'],
  M: ['son', 'ner', 'vin', 'mer', 'to', 'din', 'ber', 'man', 'ley', 'ron', 'sin', 'der'],
};
const inventedGiven = (random: Random, sex: Sex): string => random.pick(givenStarts) + random.pick(givenMiddles) + random.pick(givenEnds[sex]);

const mayaStarts = ['Ix', 'Aj', 'Tz', 'Ch', 'X', 'Qu', 'C', 'B', 'T', 'P', 'S', 'Y', 'Cuy', 'Saq', 'Xol', 'Tzun'];
const mayaVowels = ['a', 'o', 'u', 'i', 'aa', 'oo', 'e'];
const mayaEnds = ['c', 'j', 'l', 'm', 'n', 'p', 't', 'tz', 'x', 'y', 'ch', 'q', 'jol', 'cal', 'pol', 'tul', 'quin'];
const inventedMaya = (random: Random): string => random.pick(mayaStarts) + random.pick(mayaVowels) + random.pick(mayaEnds);
