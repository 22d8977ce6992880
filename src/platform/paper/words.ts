import { readTexts, type Language } from '../texts.ts';

export type PaperLanguage = Language;
/** The text of a key of `locales/<language>/paper.json`, with its blanks filled. */
export type Words = (key: string, blanks?: Readonly<Record<string, string>>) => string;

/** The words of documents in one language. A key that is missing is a bug and throws. */
export function paperWords(language: PaperLanguage): Words {
  const texts = readTexts(language, ['paper']);
  return (key, blanks) => texts.say(`paper.${key}`, blanks);
}

/** A moment as people read it, at the node's place. */
export const paperMoment = (instant: string, language: PaperLanguage, timeZone: string): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-MX' : 'en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(new Date(instant));

export const paperDay = (day: string, language: PaperLanguage): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-MX' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

export const languageName = (code: string, language: PaperLanguage): string => new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(code) ?? code;
export const countryName = (code: string, language: PaperLanguage): string => new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(code) ?? code;
