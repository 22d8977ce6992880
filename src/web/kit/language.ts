import { useSyncExternalStore } from 'react';
import { i18n, type Messages } from '@lingui/core';

/** The desk's languages, each named in itself. */
export const languageNames = { es: 'Español', en: 'English' } as const;
export type Language = keyof typeof languageNames;
type Part = 'shell' | 'rooms';

/** Written out so that each becomes a chunk of its own. */
const loaders: Record<Language, Record<Part, () => Promise<{ default: Messages }>>> = {
  es: { shell: () => import('virtual:messages/es/shell'), rooms: () => import('virtual:messages/es/rooms') },
  en: { shell: () => import('virtual:messages/en/shell'), rooms: () => import('virtual:messages/en/rooms') },
};

const cookieName = 'amparo-language';
const isLanguage = (word: string | undefined): word is Language => word !== undefined && word in languageNames;

/** Regional form for dates and numbers: day before month and a 24-hour clock in both. */
const regions: Record<Language, string> = { es: 'es-MX', en: 'en-GB' };
/** The locale for `Intl` in the language now on the screen. */
export const region = (): string => regions[currentLanguage()];

/** The language now on the screen. */
export const currentLanguage = (): Language => (isLanguage(i18n.locale) ? i18n.locale : 'es');

/** What the person chose before, else what the browser prefers, else Spanish. */
export function preferredLanguage(): Language {
  const kept = document.cookie.split('; ').find((pair) => pair.startsWith(`${cookieName}=`))?.split('=')[1];
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'es';
}

const loadedParts = new Set<Part>();

/** Loads one part of the texts in the language on the screen; screens of rooms wait for `rooms`. */
export async function loadTexts(part: Part, language = currentLanguage()): Promise<void> {
  loadedParts.add(part);
  i18n.load(language, { ...(await loaders[language][part]()).default });
}

/** Switches the whole desk to a language and remembers it in this browser for a year. */
export async function switchLanguage(language: Language): Promise<void> {
  await Promise.all([...new Set<Part>(['shell', ...loadedParts])].map((part) => loadTexts(part, language)));
  i18n.activate(language, [regions[language], language]);
  document.documentElement.lang = language;
  document.cookie = `${cookieName}=${language}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

/** The language on the screen; the component renders again when it changes. */
export const useLanguage = (): Language =>
  useSyncExternalStore((renderAgain) => i18n.on('change', renderAgain), currentLanguage);
