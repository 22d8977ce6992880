import { readFileSync } from 'node:fs';
import type { Say } from './evidence.ts';

export type LinkLanguage = 'es' | 'en';

/** The texts of evidence and report page in one language. Throws on a key that has no text. */
export function readTexts(language: LinkLanguage): Say {
  const texts = JSON.parse(readFileSync(new URL(`../../../../locales/${language}/link.json`, import.meta.url), 'utf8')) as Record<string, string>;
  return (key, blanks = {}) => {
    const text = texts[key];
    if (text === undefined) throw new Error(`no text ${key}`);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => (blanks[name] === undefined ? whole : String(blanks[name])));
  };
}
