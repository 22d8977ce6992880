import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';

export type Language = 'es' | 'en';
export type Blanks = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Texts in one language, as the node itself says them: on paper, on the command line, in a refusal. */
export interface Texts {
  /** An ICU message with its blanks filled, lists with commas between. A key that is missing is a bug and throws. */
  say(key: string, blanks?: Blanks): string;
  has(key: string): boolean;
}

const folder = path.resolve(import.meta.dirname, '../../locales');

/** @param files names in `locales/<language>/`, without `.json` */
export function readTexts(language: Language, files: readonly string[]): Texts {
  const messages = Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(path.join(folder, language, `${file}.json`), 'utf8')) as object)) as Record<string, string>;
  const speaker = setupI18n({ locale: language, messages: { [language]: messages } });
  speaker.setMessagesCompiler(compileMessage);
  return {
    has: (key) => messages[key] !== undefined,
    say: (key, blanks = {}) => {
      if (messages[key] === undefined) throw new Error(`no text ${key} in ${language}`);
      return speaker._(key, Object.fromEntries(Object.entries(blanks).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value])));
    },
  };
}
