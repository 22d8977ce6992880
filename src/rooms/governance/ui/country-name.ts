import { countries } from '#reference/countries/index.ts';
import { currentLanguage } from '#web/kit/language.ts';

/** A country in the language on the screen; the code where it is not in the reference. */
export const countryName = (code: string): string => countries.find((country) => country.code === code)?.[currentLanguage()] ?? code;

/** The countries of the corridor, to choose from. */
export const corridorOptions = () => countries.filter(({ isCorridor }) => isCorridor).map((country) => ({ value: country.code, label: country[currentLanguage()] }));
