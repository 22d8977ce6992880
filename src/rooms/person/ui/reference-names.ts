import { countries } from '#reference/countries/index.ts';
import { languages } from '#reference/languages/index.ts';
import { relations } from '#reference/care/index.ts';
import type { ComboboxOption } from '#web/kit/combobox-props.ts';
import { currentLanguage, region } from '#web/kit/language.ts';

interface NamedRow {
  readonly code: string;
  readonly es: string;
  readonly en: string;
}

const capitalised = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1);

/** Gives the names of a reviewed table in the language on the screen; a code that the table lacks stands for itself. */
export function namesOf(rows: readonly NamedRow[]): (code: string) => string {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return (code) => capitalised(byCode.get(code)?.[currentLanguage()] ?? code);
}

export const countryName = namesOf(countries);
export const languageName = namesOf(languages);
export const relationName = namesOf(relations);

/** `Guatemala y México`. */
export const listed = (words: readonly string[]): string => new Intl.ListFormat(region(), { type: 'conjunction' }).format(words);

const alphabetical = (options: readonly ComboboxOption[]): ComboboxOption[] =>
  options.toSorted((one, other) => one.label.localeCompare(other.label, region()));

export const countryOptions = (): ComboboxOption[] => alphabetical(countries.map(({ code }) => ({ value: code, label: countryName(code) })));
/** With the own name of a language beside ours, because that is how a child may say it. */
export const languageOptions = (): ComboboxOption[] =>
  alphabetical(languages.map(({ code, endonym }) => ({ value: code, label: languageName(code), ...(endonym && endonym.toLowerCase() !== languageName(code).toLowerCase() ? { hint: endonym } : {}) })));

/** Nationalities that are asked for most along the corridor, in that order. */
export const commonCountries = ['GT', 'HN', 'SV', 'MX', 'NI', 'VE'] as const;
/** Spoken most by the children who pass; the others are found by typing. */
export const commonLanguages = ['spa', 'mam', 'quc', 'kek', 'kjb', 'eng'] as const;
/** Codes of the indigenous languages: speaking nothing else puts a child first. */
export const indigenousLanguages: ReadonlySet<string> = new Set(languages.filter((language) => language.isIndigenous).map(({ code }) => code));
