import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compileMessageOrThrow, type CompiledMessage } from '@lingui/message-utils/compileMessage';

const folder = path.join(import.meta.dirname, '../../../locales');

/** Files whose texts stand around every screen; all others load beside the first screen. */
const shellFiles = new Set(['kit.json', 'desk.json', 'role.json']);
/** Files whose texts only the command line and the page that verifies say: no screen loads them. */
const commandLineFiles = new Set(['cli.json', 'link.json', 'proof.json']);

/** The languages that have a folder in `locales`. */
export const languagesOnDisk = (): string[] => readdirSync(folder).filter((name) => !name.includes('.')).toSorted();

/**
 * The locale files of one language, as absolute paths in the order of their names.
 * @param part `shell`, `rooms`, or `` for both
 */
export function messageFiles(language: string, part: string): string[] {
  const files = readdirSync(path.join(folder, language)).filter((name) => name.endsWith('.json')).toSorted();
  return files.filter((name) => part === '' || (!commandLineFiles.has(name) && shellFiles.has(name) === (part === 'shell'))).map((name) => path.join(folder, language, name));
}

/** One file's texts: flat, ICU message by key. */
export const messagesIn = (file: string): Record<string, string> => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;

/** Merged and compiled texts; throws on a message that is not ICU and on a key that stands in two files. */
export function compiledMessages(language: string, part: string): Record<string, CompiledMessage> {
  const compiled: Record<string, CompiledMessage> = {};
  for (const file of messageFiles(language, part)) {
    for (const [key, message] of Object.entries(messagesIn(file))) {
      if (key in compiled) throw new Error(`${file}: ${key} stands in another file too`);
      try {
        compiled[key] = compileMessageOrThrow(message);
      } catch (error) {
        throw new Error(`${file}: ${key} is not an ICU message`, { cause: error });
      }
    }
  }
  return compiled;
}
