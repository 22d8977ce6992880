import { places } from '#reference/places/index.ts';
import type { Place } from '#rooms/person/schema.ts';
import compoundRows from './names/compound-names.json' with { type: 'json' };
import givenRows from './names/given-names.json' with { type: 'json' };
import nicknameRows from './names/nicknames.json' with { type: 'json' };
import surnameRows from './names/surnames.json' with { type: 'json' };
import type { Random } from './random.ts';

export type SexCode = 'F' | 'M';

/** The household that siblings share: surnames, language, village, parents' names. */
export interface Family {
  readonly country: string;
  readonly people: 'general' | 'maya' | 'garifuna' | 'miskito';
  /** ISO 639-3, the mother tongue first. */
  readonly languages: readonly string[];
  readonly origin: Place;
  /** Codes of `reference/places`, as far as known. */
  readonly originCode: string | null;
  readonly firstSurname: string;
  /** Absent where the mother registered the child alone, and where two surnames are not the custom. */
  readonly secondSurname: string | null;
  readonly motherName: string;
  readonly fatherName: string | null;
}

/** ISO 3166-2 departments where each people lives (areas of `reference/languages`) or from where many leave. */
const departments: Readonly<Record<string, readonly string[]>> = {
  GT: ['GT-01', 'GT-05', 'GT-06', 'GT-11', 'GT-18', 'GT-20', 'GT-22'],
  HN: ['HN-CR', 'HN-YO', 'HN-FM', 'HN-OL', 'HN-CM', 'HN-IN', 'HN-LE', 'HN-CP', 'HN-SB', 'HN-CH'],
  SV: ['SV-US', 'SV-SM', 'SV-LI', 'SV-SS', 'SV-SA', 'SV-AH', 'SV-UN', 'SV-MO', 'SV-CH'],
  MX: ['MX-CHP', 'MX-CHP', 'MX-TAB', 'MX-GRO', 'MX-MIC'],
};
const communities: Readonly<Record<string, readonly { people: Family['people']; language: string; departments: readonly string[] }[]>> = {
  GT: [
    { people: 'maya', language: 'mam', departments: ['GT-12', 'GT-13'] },
    { people: 'maya', language: 'quc', departments: ['GT-14', 'GT-08', 'GT-07'] },
    { people: 'maya', language: 'kek', departments: ['GT-16'] },
    { people: 'maya', language: 'cak', departments: ['GT-04'] },
    { people: 'maya', language: 'kjb', departments: ['GT-13'] },
    { people: 'maya', language: 'ixl', departments: ['GT-14'] },
  ],
  HN: [
    { people: 'garifuna', language: 'cab', departments: ['HN-AT', 'HN-CL', 'HN-CR'] },
    { people: 'garifuna', language: 'cab', departments: ['HN-AT', 'HN-CL'] },
    { people: 'miskito', language: 'miq', departments: ['HN-GD'] },
  ],
  MX: [{ people: 'general', language: 'tzo', departments: ['MX-CHP'] }, { people: 'general', language: 'tzh', departments: ['MX-CHP'] }],
};
const communityShare: Readonly<Record<string, number>> = { GT: 0.5, HN: 0.14, MX: 0.3 };
const otherTongues: Readonly<Record<string, readonly string[]>> = { HT: ['hat', 'fra'] };

/** Invents a family of a country, in one of its communities by the share above. */
export function inventFamily(random: Random, country: string): Family {
  const options = communities[country] ?? [];
  const community = options.length > 0 && random.chance(communityShare[country] ?? 0) ? random.pick(options) : null;
  const people = community?.people ?? 'general';
  const department = community ? random.pick(community.departments) : departments[country] ? random.pick(departments[country]) : null;
  const speaksOnlyHers = community !== null && random.chance(0.25);
  const languages = community ? (speaksOnlyHers ? [community.language] : [community.language, 'spa']) : (otherTongues[country] ?? ['spa']);
  const surname = () => surnameOf(random, country, people, community?.language);
  const [firstSurname, maternal] = [surname(), surname()];
  const isSingleNamed = random.chance(0.1) || country === 'HT';
  const isFatherKnown = !isSingleNamed && random.chance(0.9);
  return {
    country, people, languages, firstSurname,
    ...originIn(random, country, department),
    secondSurname: isSingleNamed ? null : maternal,
    motherName: `${givenNameOf(random, country, 'F')} ${isSingleNamed ? firstSurname : maternal}`,
    fatherName: isFatherKnown ? `${givenNameOf(random, country, 'M')} ${firstSurname}` : null,
  };
}

/** One given name, two (usual), or a compound one. */
export function givenNamesOf(random: Random, country: string, sex: SexCode): string {
  const style = random.weighted({ one: 0.3, two: 0.5, compound: 0.2 });
  if (style === 'compound') return random.pick(compoundRows.filter((row) => row.sex === sex)).name;
  const first = givenNameOf(random, country, sex);
  if (style === 'one' || first.includes(' ')) return first;
  const second = givenNameOf(random, country, sex);
  return second === first || second.includes(' ') ? first : `${first} ${second}`;
}

/** What the child is called at home, where a name has such a form. */
export function nicknameOf(random: Random, givenNames: string): string | null {
  const rows = nicknameRows.filter((row) => row.name === givenNames || givenNames.split(' ').includes(row.name));
  return rows.length === 0 ? null : random.pick(random.pick(rows).nicknames);
}

/** A relative or companion, by one given name and one or two surnames. */
export const adultNameOf = (random: Random, country: string, sex: SexCode): string =>
  `${givenNameOf(random, country, sex)} ${surnameOf(random, country, 'general')} ${surnameOf(random, country, 'general')}`;

function givenNameOf(random: Random, country: string, sex: SexCode): string {
  const own = givenRows.filter((row) => row.sex === sex && row.country === country);
  return random.pick(own.length >= 5 ? own : givenRows.filter((row) => row.sex === sex && row.country === 'MX')).name;
}

/** Countries without a list of their own draw on their neighbours'. */
const surnamePools: Readonly<Record<string, readonly string[]>> = { HN: ['HN', 'SV'], SV: ['SV'], GT: ['GT', 'SV'], MX: ['MX'], HT: ['HT'] };

function surnameOf(random: Random, country: string, people: Family['people'], language?: string): string {
  const pool = surnamePools[country] ?? ['MX', 'SV'];
  const general = surnameRows.filter((row) => row.people === 'general' && pool.includes(row.country));
  if (people === 'general' || random.chance(0.2)) return random.pick(general).name;
  const ofPeople = surnameRows.filter((row) => row.people === people && row.country === country);
  const ofLanguage = ofPeople.filter((row) => (row.languages as readonly string[]).includes(language ?? ''));
  return random.pick(ofLanguage.length >= 4 ? ofLanguage : ofPeople).name;
}

function originIn(random: Random, country: string, department: string | null): Pick<Family, 'origin' | 'originCode'> {
  if (department === null) return { origin: { country }, originCode: null };
  const parent = places.find((place) => place.iso === department)?.code;
  const municipalities = places.filter((place) => place.kind === 'admin2' && place.parent === parent);
  if (municipalities.length === 0) return { origin: { country, department }, originCode: parent ?? null };
  const municipality = random.pick(municipalities);
  return { origin: { country, department, municipality: municipality.name, code: municipality.code }, originCode: municipality.code };
}
