import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '#kernel/problem.ts';

type Language = 'es' | 'en';
export type Blanks = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What the command line says: in the language of `LANG`, in both when that is neither Spanish nor English. */
export interface Words {
  /** A text of `locales/<language>/cli.json` or `link.json` with its blanks filled; in both languages, Spanish on the first line. */
  say(key: string, blanks?: Blanks): string;
  /** The same on one line: for tables and help. */
  name(key: string, blanks?: Blanks): string;
  has(key: string): boolean;
  /** A refusal: what happened, and the cause when it has a text of its own. */
  problem(problem: Problem): string;
}

const folder = path.resolve(import.meta.dirname, '../../../locales');
const readTexts = (language: Language): Record<string, string> =>
  Object.assign({}, ...['cli', 'link', 'problem', 'interchange', 'proof'].map((file) => JSON.parse(readFileSync(path.join(folder, language, `${file}.json`), 'utf8')) as object)) as Record<string, string>;

function languagesOf(environment: NodeJS.ProcessEnv): readonly Language[] {
  const wanted = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  if (/^es/i.test(wanted)) return ['es'];
  return /^en/i.test(wanted) ? ['en'] : ['es', 'en'];
}

const fill = (text: string, blanks: Blanks): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => {
  const value = blanks[name];
  return value === undefined ? whole : Array.isArray(value) ? value.join(', ') : String(value);
});

export function createWords(environment: NodeJS.ProcessEnv): Words {
  const texts = languagesOf(environment).map(readTexts);
  const inEach = (key: string, blanks: Blanks): string[] => texts.map((own) => {
    const text = own[key];
    if (text === undefined) throw new Error(`no text ${key}`);
    return fill(text, blanks);
  });
  const has = (key: string): boolean => texts[0]![key] !== undefined;
  const once = (lines: readonly string[], separator: string): string => [...new Set(lines)].join(separator);
  const say: Words['say'] = (key, blanks = {}) => once(inEach(key, blanks), '\n');
  return {
    say, has,
    name: (key, blanks = {}) => once(inEach(key, blanks), ' · '),
    problem: ({ code, details }) => {
      const reason = `cli.reason.${details['reason'] ?? ''}`;
      if (has(reason)) return say(reason, details);
      const fields = details['fields'];
      return [say(`problem.${code}`, details), ...(Array.isArray(fields) ? fields.map((field) => `  ${field}`) : Object.entries(details).map(([name, value]) => `  ${name}: ${value}`))].join('\n');
    },
  };
}
