import { finders, relations as relationRows } from '#reference/care/index.ts';
import { countries } from '#reference/countries/index.ts';
import { languages } from '#reference/languages/index.ts';
import { needs, riskCodes } from '#reference/risk/index.ts';
import { folded } from './words.ts';

type Lookup = ReadonlyMap<string, string>;

const lookupOf = (pairs: readonly (readonly [string, string])[]): Lookup => new Map(pairs.map(([words, code]) => [folded(words), code]));

/** Adjectives of nationality by their stem; the endings of gender and number are cut off before. */
const demonyms: Readonly<Record<string, readonly string[]>> = {
  GT: ['guatemaltec', 'chapin', 'guatemalan'], HN: ['honduren', 'catrach', 'honduran'], SV: ['salvadoren', 'guanac', 'salvadoran', 'salvadorian', 'salvadorean'], MX: ['mexican'],
  NI: ['nicaraguens', 'nicaraguan'], CR: ['costarricens', 'costa rican'], PA: ['panamen', 'panamanian'], BZ: ['belicen', 'belizean'], US: ['estadounidens', 'norteamerican', 'american'],
  CU: ['cuban'], HT: ['haitian'], DO: ['dominican'], VE: ['venezolan', 'venezuelan'], CO: ['colombian'], EC: ['ecuatorian', 'ecuadorian', 'ecuadorean'], PE: ['peruan', 'peruvian'],
  BR: ['brasilen', 'brasiler', 'brazilian'], CL: ['chilen', 'chilean'], AR: ['argentin', 'argentinian', 'argentine'], BO: ['bolivian'],
};
const countryNames = lookupOf(countries.flatMap(({ code, alpha3, es, en }) => [[code, code], [alpha3, code], [es, code], [en, code]] as const));
const otherCountryNames = lookupOf([['eeuu', 'US'], ['ee uu', 'US'], ['estados unidos', 'US'], ['usa', 'US'], ['guate', 'GT'], ['salvador', 'SV'], ['méjico', 'MX'], ['mejicana', 'MX'], ['mejicano', 'MX']]);
const stems = new Map(Object.entries(demonyms).flatMap(([code, words]) => words.map((word) => [word, code] as const)));

/** ISO 3166 code of `Honduras`, `HN`, `HND`, `hondureña`, `Honduran`; undefined when it is none. */
export function countryOf(words: string): string | undefined {
  const text = folded(words);
  return countryNames.get(text) ?? otherCountryNames.get(text) ?? stems.get(text) ?? stems.get(text.replace(/(os|as|es|s|o|a|e)$/, ''));
}

const languageNames = lookupOf([
  ...languages.flatMap(({ code, es, en, endonym }) => [[code, code], [es, code], [en, code], [endonym ?? es, code]] as const),
  ['castellano', 'spa'] as const, ['espanol', 'spa'] as const, ['es', 'spa'] as const, ['en', 'eng'] as const,
]);
/** ISO 639-3 code by Spanish, English or own name, apostrophes or not. */
export const languageOf = (words: string): string | undefined => languageNames.get(folded(words));

const urgencies = lookupOf([
  ['emergencia', 'emergency'], ['emergency', 'emergency'], ['inmediata', 'emergency'], ['inmediato', 'emergency'], ['muy alta', 'emergency'], ['muy alto', 'emergency'], ['critica', 'emergency'], ['critico', 'emergency'],
  ['urgente', 'high'], ['alta', 'high'], ['alto', 'high'], ['high', 'high'], ['urgent', 'high'], ['media', 'medium'], ['medio', 'medium'], ['medium', 'medium'], ['moderada', 'medium'], ['moderado', 'medium'],
  ['baja', 'low'], ['bajo', 'low'], ['low', 'low'], ['ordinaria', 'low'], ['normal', 'low'],
]);
export const urgencyOf = (words: string): string | undefined => urgencies.get(folded(words));

const relationNames = lookupOf([
  ...relationRows.flatMap(({ code, es, en }) => [[code, code], [es, code], [en, code], ...es.split(/ o |, /).map((part) => [part, code] as const)] as const),
  ['mamá', 'mother'] as const, ['papá', 'father'] as const, ['progenitora', 'mother'] as const, ['progenitor', 'father'] as const, ['hermano', 'sibling'] as const, ['hermana', 'sibling'] as const,
  ['brother', 'sibling'] as const, ['sister', 'sibling'] as const, ['tío', 'aunt_uncle'] as const, ['tía', 'aunt_uncle'] as const, ['aunt', 'aunt_uncle'] as const, ['uncle', 'aunt_uncle'] as const,
  ['abuelo', 'grandparent'] as const, ['abuela', 'grandparent'] as const, ['abuelita', 'grandparent'] as const, ['grandmother', 'grandparent'] as const, ['grandfather', 'grandparent'] as const,
  ['primo', 'cousin'] as const, ['prima', 'cousin'] as const, ['padrastro', 'step_parent'] as const, ['madrastra', 'step_parent'] as const, ['padrino', 'godparent'] as const, ['madrina', 'godparent'] as const,
  ['vecino', 'neighbour'] as const, ['vecina', 'neighbour'] as const, ['neighbor', 'neighbour'] as const, ['amigo', 'family_friend'] as const, ['amiga', 'family_friend'] as const,
  ['coyote', 'smuggler'] as const, ['pollero', 'smuggler'] as const, ['esposo', 'spouse_partner'] as const, ['novio', 'spouse_partner'] as const, ['pareja', 'spouse_partner'] as const, ['hijo', 'own_child'] as const, ['hija', 'own_child'] as const,
]);
export const relationOf = (words: string): string | undefined => relationNames.get(folded(words));

const finderNames = lookupOf([
  ...finders.flatMap(({ code, es, en }) => [[code, code], [es, code], [en, code]] as const),
  ['INM', 'migration_officer'] as const, ['migración', 'migration_officer'] as const, ['agente migratorio', 'migration_officer'] as const, ['guardia nacional', 'police'] as const, ['policía', 'police'] as const,
  ['police', 'police'] as const, ['albergue', 'shelter'] as const, ['DIF', 'protection_officer'] as const, ['PPNNA', 'protection_officer'] as const, ['PGN', 'protection_officer'] as const, ['procuraduría', 'protection_officer'] as const,
  ['consulado', 'consulate'] as const, ['escuela', 'school'] as const, ['hospital', 'health_worker'] as const, ['centro de salud', 'health_worker'] as const, ['familiar', 'relative'] as const, ['comunidad', 'community'] as const,
]);
export const finderOf = (words: string): string | undefined => finderNames.get(folded(words));

const companyWords = lookupOf([
  ['solo', 'alone'], ['sola', 'alone'], ['alone', 'alone'], ['no', 'alone'], ['no acompañado', 'alone'], ['no acompañada', 'alone'], ['sin compañía', 'alone'], ['unaccompanied', 'alone'],
  ['si', 'with_others'], ['sí', 'with_others'], ['yes', 'with_others'], ['acompañado', 'with_others'], ['acompañada', 'with_others'], ['accompanied', 'with_others'], ['separado', 'with_others'],
  ['separada', 'with_others'], ['separated', 'with_others'], ['con otros', 'with_others'], ['with others', 'with_others'],
]);
/** Under a heading that asks `no acompañado`, yes and no change places. */
export function companyOf(words: string, heading: string): string | undefined {
  const isAskedReverse = /^no acompanad|unaccompanied|viaja sol/.test(folded(heading));
  const said = folded(words);
  const company = companyWords.get(said);
  if (!isAskedReverse || !['si', 'no', 'yes'].includes(said)) return company;
  return company === 'alone' ? 'with_others' : 'alone';
}

const concernRows = [...needs, ...riskCodes].map(({ code, es, en }) => ({ code, es: folded(es), en: folded(en) }));
/**
 * The code that words name: the code itself, its text, or words that stand in one text only.
 * @returns several codes when the words fit more than one; none when they fit nothing
 */
export function concernsOf(words: string): string[] {
  const text = folded(words);
  const exact = concernRows.filter(({ code, es, en }) => folded(code) === text || es === text || en === text);
  if (exact.length > 0 || text.length < 4) return exact.map(({ code }) => code);
  const asked = text.split(' ').filter((word) => word.length > 2);
  return concernRows.filter(({ es, en }) => [es, en].some((own) => asked.length > 0 && asked.every((word) => own.includes(word)))).map(({ code }) => code);
}

/** How a column says sex: H and M (mujer), M (masculino) and F, or nothing that tells what its M is. */
export type SexLetters = 'H-M' | 'M-F' | 'undecided';

const sexWords = lookupOf([
  ['f', 'F'], ['femenino', 'F'], ['femenina', 'F'], ['fem', 'F'], ['mujer', 'F'], ['niña', 'F'], ['female', 'F'], ['girl', 'F'], ['h', 'M'], ['masculino', 'M'], ['masc', 'M'], ['hombre', 'M'],
  ['niño', 'M'], ['varon', 'M'], ['male', 'M'], ['boy', 'M'], ['x', 'X'], ['intersex', 'X'], ['intersexual', 'X'], ['no binario', 'X'], ['otro', 'X'], ['other', 'X'],
]);
/** One H (hombre) in a column makes its M a mujer; one F makes it masculino. The heading decides too: `H/M`, `M/F`. */
export function sexLettersOf(cells: readonly string[], heading: string): SexLetters {
  const said = new Set(cells.map(folded));
  const [hasH, hasF] = [said.has('h') || /\bh m\b/.test(folded(heading)), said.has('f') || /\bm f\b|\bf m\b/.test(folded(heading))];
  return hasH === hasF ? 'undecided' : hasH ? 'H-M' : 'M-F';
}
/** `ambiguous` for an M that the column does not explain. */
export function sexOf(words: string, letters: SexLetters): 'F' | 'M' | 'X' | 'ambiguous' | undefined {
  if (folded(words) === 'm') return letters === 'H-M' ? 'F' : letters === 'M-F' ? 'M' : 'ambiguous';
  return sexWords.get(folded(words)) as 'F' | 'M' | 'X' | undefined;
}
