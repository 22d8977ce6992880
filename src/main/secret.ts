import { readFileSync } from 'node:fs';
import { refuse, succeed, type Result } from '#kernel/result.ts';

/** A secret that stands in the variable `name`, or in a file that `name_FILE` names; null when in neither. Refuses with `configuration-invalid`, reason `passphrase-file`. */
export function secretFrom(environment: NodeJS.ProcessEnv, name: string): Result<string | null> {
  const file = environment[`${name}_FILE`];
  if (environment[name]) return succeed(environment[name]);
  if (!file) return succeed(null);
  try {
    return succeed(readFileSync(file, 'utf8').replace(/\r?\n$/, ''));
  } catch {
    return refuse('configuration-invalid', { reason: 'passphrase-file', file });
  }
}
