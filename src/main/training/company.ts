import type { Uuid } from '#kernel/identifier.ts';
import type { PersonAround } from '#rooms/person/schema.ts';
import { adultNameOf, type Family, type SexCode } from './families.ts';
import type { Random } from './random.ts';

/** Who goes with the children of a story, besides each other. */
export type CompanyKind = 'alone' | 'mother' | 'father' | 'grandmother' | 'aunt_uncle' | 'adult_sibling' | 'partner' | 'met_on_the_way' | 'guide' | 'not_known';

/** Subscriber numbers that begin with zeros: no network assigns them. */
const fictitiousPhone = (random: Random, country: string): string => {
  const last = String(random.integer(700, 999));
  const prefixes: Readonly<Record<string, string>> = { MX: '+52 000 000 0', GT: '+502 0000 0', SV: '+503 0000 0', HN: '+504 0000 0', US: '+1 000 555 0' };
  return `${prefixes[country] ?? '+999 000 000 0'}${last}`;
};

export function companyKindFor(random: Random, eldest: { readonly age: number; readonly sex: SexCode }): CompanyKind {
  if (eldest.age < 6) return random.weighted({ mother: 0.55, father: 0.1, grandmother: 0.15, aunt_uncle: 0.15, not_known: 0.05 });
  if (eldest.age < 12) return random.weighted({ mother: 0.3, father: 0.08, grandmother: 0.12, aunt_uncle: 0.2, adult_sibling: 0.1, alone: 0.12, met_on_the_way: 0.08 });
  return random.weighted({ alone: 0.5, mother: 0.07, father: 0.05, aunt_uncle: 0.1, adult_sibling: 0.08, met_on_the_way: 0.08, guide: 0.06, not_known: 0.03, partner: eldest.sex === 'F' && eldest.age >= 15 ? 0.06 : 0 });
}

/** The adult who is there, as the intake writes it down; null where nobody is, or nobody knows. */
export function companionOf(random: Random, kind: CompanyKind, family: Family, newIdentifier: () => Uuid): PersonAround | null {
  const common = { id: newIdentifier(), isWithChild: 'yes' } as const;
  const verification = random.weighted({ not_verified: 0.55, papers: 0.2, both_told_separately: 0.18, consulate: 0.07 });
  const country = family.country;
  switch (kind) {
    case 'alone':
    case 'not_known':
      return null;
    case 'mother':
      return { ...common, relation: 'mother', name: family.motherName, age: random.integer(24, 46), legalBasis: random.chance(0.6) ? 'parental_authority' : 'unknown', isHabitualCarer: 'yes', verification };
    case 'father':
      return { ...common, relation: 'father', name: family.fatherName ?? adultNameOf(random, country, 'M'), age: random.integer(26, 50), legalBasis: 'parental_authority', isHabitualCarer: random.chance(0.7) ? 'yes' : 'no', verification };
    case 'grandmother':
      return { ...common, relation: 'grandparent', name: adultNameOf(random, country, 'F'), age: random.integer(52, 71), legalBasis: 'none', isHabitualCarer: 'yes', verification };
    case 'aunt_uncle':
      return { ...common, relation: 'aunt_uncle', name: adultNameOf(random, country, random.pick(['F', 'M'])), age: random.integer(21, 48), legalBasis: random.chance(0.75) ? 'none' : 'unknown', isHabitualCarer: random.weighted({ no: 0.7, yes: 0.15, unknown: 0.15 }), verification };
    case 'adult_sibling':
      return { ...common, relation: 'sibling', name: `${adultNameOf(random, country, 'M').split(' ')[0]} ${family.firstSurname}`, age: random.integer(18, 26), legalBasis: 'none', isHabitualCarer: random.chance(0.2) ? 'yes' : 'no', verification };
    case 'partner':
      return { ...common, relation: 'spouse_partner', name: adultNameOf(random, country, 'M'), age: random.integer(18, 24), legalBasis: 'none', isHabitualCarer: 'no', verification: 'not_verified', isPossibleDanger: 'unknown' };
    case 'met_on_the_way':
      return { ...common, relation: 'fellow_traveller', name: adultNameOf(random, country, random.pick(['F', 'M'])), age: random.integer(20, 55), legalBasis: 'none', isHabitualCarer: 'no', verification: 'not_verified', note: 'Se conocieron en el camino' };
    case 'guide':
      return { ...common, relation: 'smuggler', isAdult: 'yes', legalBasis: 'none', isHabitualCarer: 'no', verification: 'not_verified', isPossibleDanger: 'yes', note: 'Dijo ser su tío; la niña, niño o adolescente dice que no' };
  }
}

/** The parents who are not there: where they are and a number to call, as told. */
export function absentParents(random: Random, kind: CompanyKind, family: Family, newIdentifier: () => Uuid): PersonAround[] {
  const mother: PersonAround = { id: newIdentifier(), relation: 'mother', name: family.motherName, isAdult: 'yes', isWithChild: 'no', legalBasis: 'parental_authority' };
  const father: PersonAround | null = family.fatherName === null ? null : { id: newIdentifier(), relation: 'father', name: family.fatherName, isAdult: 'yes', isWithChild: 'no', legalBasis: 'parental_authority' };
  const parents = [...(kind === 'mother' || random.chance(0.15) ? [] : [mother]), ...(kind === 'father' || father === null || random.chance(0.3) ? [] : [father])];
  return parents.map((parent) => {
    const isAbroad = random.chance(0.35);
    const isDead = !isAbroad && random.chance(0.06);
    if (isDead) return { ...parent, isAlive: 'no' };
    const whereabouts = isAbroad ? 'Trabaja en Estados Unidos, según dice' : 'En la casa familiar';
    return { ...parent, isAlive: 'yes', whereabouts, ...(random.chance(0.7) ? { phone: fictitiousPhone(random, isAbroad ? 'US' : family.country) } : {}) };
  });
}
