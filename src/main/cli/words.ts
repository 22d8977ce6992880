import type { Problem } from '#kernel/problem.ts';
import { readTexts, type Blanks, type Language } from '#platform/texts.ts';

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

const files = ['cli', 'link', 'problem', 'interchange', 'proof'];

function languagesOf(environment: NodeJS.ProcessEnv): readonly Language[] {
  const wanted = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  if (/^es/i.test(wanted)) return ['es'];
  return /^en/i.test(wanted) ? ['en'] : ['es', 'en'];
}

export function createWords(environment: NodeJS.ProcessEnv): Words {
  const texts = languagesOf(environment).map((language) => readTexts(language, files));
  const inEach = (key: string, blanks: Blanks): string[] => texts.map((own) => own.say(key, blanks));
  const has = (key: string): boolean => texts[0]!.has(key);
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
