import { readFileSync } from 'node:fs';
import path from 'node:path';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { secretFrom } from '../secret.ts';
import { readConfiguration, type ConfigurationFile, type NodeConfiguration } from '../configuration.ts';

/** What every command of a node may be told beside its file. */
export interface Overrides {
  readonly config: string;
  readonly port?: number;
  readonly data?: string;
}

/**
 * The passphrase of the keys may stand in a file (`AMPARO_KEY_PASSPHRASE_FILE`, as a service manager hands over secrets):
 * then it is in no list of processes.
 */
export function withPassphraseFile(environment: NodeJS.ProcessEnv): Result<NodeJS.ProcessEnv> {
  const passphrase = secretFrom(environment, 'AMPARO_KEY_PASSPHRASE');
  return passphrase.ok ? succeed(passphrase.value === null ? environment : { ...environment, AMPARO_KEY_PASSPHRASE: passphrase.value }) : passphrase;
}

/**
 * What stands on the node's card must have the form that peers accept; the file alone allows more. Refuses with
 * `configuration-invalid`, reason `not-for-a-card`, and the fields.
 */
export function requireCardForm<T extends Pick<ConfigurationFile, 'name' | 'shortName' | 'publicAddress' | 'dutyPhone'>>(content: T): Result<T> {
  const isLong = (words: string) => words.length > 120;
  const wrong = [
    ...(isLong(content.name) ? ['name'] : []), ...(isLong(content.shortName) ? ['shortName'] : []),
    ...(/^https?:\/\/[A-Za-z0-9.:/_-]{1,190}$/.test(content.publicAddress) ? [] : ['publicAddress']),
    ...(/^\+[0-9]{7,15}$/.test(content.dutyPhone.replace(/[^+\d]/g, '')) ? [] : ['dutyPhone']),
  ];
  return wrong.length === 0 ? succeed(content) : refuse('configuration-invalid', { reason: 'not-for-a-card', fields: wrong });
}

/** The node's configuration: file, then environment, then options. Refuses as `readConfiguration`, `requireCardForm`; reasons `configuration-missing`, `passphrase-missing`. */
export function configured({ config, port, data }: Overrides, environment: NodeJS.ProcessEnv = process.env): Result<NodeConfiguration> {
  const complete = withPassphraseFile(environment);
  if (!complete.ok) return complete;
  if (!complete.value['AMPARO_KEY_PASSPHRASE']) return refuse('configuration-invalid', { reason: 'passphrase-missing' });
  const read = readConfiguration(config, complete.value);
  if (!read.ok) return isMissing(config) ? refuse('configuration-invalid', { reason: 'configuration-missing', file: config }) : read;
  const card = requireCardForm(read.value);
  if (!card.ok) return card;
  const folder = data ?? environment['AMPARO_DATA'];
  return succeed({
    ...read.value,
    ...(port === undefined ? {} : { listen: { ...read.value.listen, port } }),
    ...(folder === undefined || folder === '' ? {} : { dataFolder: path.resolve(folder) }),
  });
}

function isMissing(file: string): boolean {
  try {
    readFileSync(file);
    return false;
  } catch (error) {
    return (error as { code?: string }).code === 'ENOENT';
  }
}
