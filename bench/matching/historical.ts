import { readNameList } from '#rooms/tracing/names.ts';
import { createRandom, createRankedDraw, type Random } from '#rooms/tracing/generator/random.ts';
import { mistype } from '#rooms/tracing/generator/misspelling.ts';

const syllables = 'har wood ton ash brook field ley bur ston hill mar ford wick well bre wal ker son mor gan den ham whit black cart wright tay lor fair fax crom stan hope thorn dal ross camp bell mac fitz nel rich ard sim per kins hol land gray'.split(' ');
const occupations = 'politician,writer,painter,cricketer,engineer,military officer,botanist,lawyer,architect,clergyman,actor,physician,historian,journalist,poet,composer,association football player,judge,businessperson,naturalist,novelist,photographer,theologian,university teacher,sculptor,explorer,astronomer,chemist,mathematician,illustrator,diplomat'.split(',');

/** Persons of past centuries with one to `most` noisy records each; `person` is the truth. Same seed, same records. */
export function inventHistorical(count: number, seed: number, most = 20): Record<string, string>[] {
  const random = createRandom(seed);
  const joined = (parts: number): string => Array.from({ length: parts }, () => random.pick(syllables)).join('');
  const several = (many: number, parts: () => number): string[] => [...new Set(Array.from({ length: many }, () => joined(parts())))];
  const nicknames = Map.groupBy(readNameList('nicknames_english.csv'), (row) => row['formal_name']!.toLowerCase());
  const given = createRankedDraw([...nicknames.keys()], 0.9);
  const surname = createRankedDraw(several(6000, () => random.integer(2, 3)), 0.7);
  const place = createRankedDraw(several(1500, () => 2).map((name) => name + random.pick(['', '', ' on sea', ' upon tyne', ' st mary'])), 0.7);
  const occupation = createRankedDraw(occupations, 0.8);
  const postcode = (): string => `${random.pick(['ba', 'ta', 'ex', 'sw', 'ne', 'yo', 'ox', 'nr', 'le', 'm', 'l', 'gl'])}${random.integer(1, 60)} ${random.integer(1, 9)}${random.pick([...'abdefghjln'])}${random.pick([...'abdefghjln'])}`;
  const rows: Record<string, string>[] = [];
  for (let person = 0; rows.length < count; person++) {
    const truth = {
      given: given(random), middle: Array.from({ length: random.integer(0, 2) }, () => given(random)), surname: surname(random), year: random.integer(1580, 1890), month: random.integer(1, 12), day: random.integer(1, 28),
      place: place(random), postcode: postcode(), occupation: occupation(random), isYearOnly: random.isChance(0.25), sex: random.isChance(0.2) ? 'female' : 'male', title: random.isChance(0.12) ? random.pick(['sir', 'lord', 'dr']) : '',
    };
    const records = random.integer(1, most);
    for (let record = 0; record < records; record++) rows.push({ person: String(person), ...sighting(truth, random) });
  }
  const kept = rows.slice(0, count);
  for (let last = kept.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [kept[last], kept[other]] = [kept[other]!, kept[last]!];
  }
  return kept.map((row, index) => ({ unique_id: `Q${index}`, ...row }));

  function sighting(truth: Historical, chance: Random): Record<string, string> {
    const slip = (text: string, share: number): string => (chance.isChance(share) ? mistype(text, chance) : text);
    const unless = (share: number, text: string): string => (chance.isChance(share) ? '' : text);
    const called = chance.isChance(0.16) ? (chance.pick(nicknames.get(truth.given)!)['nickname']!).toLowerCase() : truth.middle.length > 0 && chance.isChance(0.06) ? truth.middle[0]! : truth.given;
    let [first, last] = [slip(called, 0.09), slip(chance.isChance(0.04) ? surname(chance) : truth.surname, 0.13)];
    if (chance.isChance(0.03)) [first, last] = [last, first];
    const middle = chance.isChance(0.3) ? [] : chance.isChance(0.15) ? truth.middle.map((name) => name[0]!) : truth.middle;
    const isFirstDay = truth.isYearOnly || chance.isChance(0.08);
    const year = chance.isChance(0.05) ? truth.year + chance.pick([-10, -2, -1, 1, 2, 10]) : truth.year;
    const [month, day] = isFirstDay ? [1, 1] : [chance.isChance(0.04) ? chance.integer(1, 12) : truth.month, chance.isChance(0.05) ? chance.integer(1, 28) : truth.day];
    const otherPostcode = chance.isChance(0.6) ? `${truth.postcode.split(' ')[0]} ${postcode().split(' ')[1]}` : postcode();
    return {
      full_name: [truth.title, first, ...middle, last].filter((word) => word !== '').join(' '), first_name: first, surname: last,
      dob: unless(0.1, `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`),
      birth_place: unless(0.17, slip(chance.isChance(0.18) ? place(chance) : truth.place, 0.07)), postcode_fake: unless(0.18, slip(chance.isChance(0.32) ? otherPostcode : truth.postcode, 0.07)),
      gender: unless(0.15, chance.isChance(0.02) ? (truth.sex === 'male' ? 'female' : 'male') : truth.sex), occupation: unless(0.3, chance.isChance(0.25) ? occupation(chance) : truth.occupation),
    };
  }
}

interface Historical {
  readonly given: string;
  readonly middle: readonly string[];
  readonly surname: string;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly place: string;
  readonly postcode: string;
  readonly occupation: string;
  readonly isYearOnly: boolean;
  readonly sex: string;
  readonly title: string;
}
