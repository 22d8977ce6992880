import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Type, type Static } from 'typebox';
import { Errors } from 'typebox/value';
import { nodeIdPattern, type NodeId } from '#kernel/identifier.ts';
import type { Problem } from '#kernel/problem.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { ConnectionTarget } from '#platform/db/connect.ts';

const text = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });

/** The configuration file of one node in production (`amparo.json`). Secrets come from the environment, never from here. */
export const ConfigurationFile = Type.Object(
  {
    name: text('Full name of the agency'),
    shortName: text('Short name, shown in the custody line'),
    country: Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' }),
    place: text('Place shown on documents'),
    publicAddress: Type.String({ pattern: '^https?://', description: 'Address under which workers and peers reach this node' }),
    dutyPhone: text('Number that peers call day and night'),
    publicHelpline: text('Number that anyone may be told'),
    listen: Type.Object({
      host: text('Address to listen on'), port: Type.Integer({ minimum: 0, maximum: 65535 }),
      trustedProxies: Type.Optional(Type.Array(Type.String({ pattern: '^[0-9a-fA-F.:]+(/[0-9]{1,3})?$' }), { maxItems: 20, description: 'Addresses or networks of the reverse proxies whose X-Forwarded-For is believed' })),
    }, { additionalProperties: false }),
    dataFolder: text('Folder for the embedded database and sealed files'),
    keyFolder: text('Folder for the keys: on another volume than the data'),
    line: Type.Optional(Type.Object({
      fetches: Type.Optional(Type.Boolean({ description: 'This node asks its peers every minute for what they have for it: behind a line on which nobody can reach it' })),
      relays: Type.Optional(Type.Array(Type.Unsafe<NodeId>(Type.String({ pattern: nodeIdPattern })), { minItems: 1, maxItems: 3, description: 'Peers that keep sealed parcels for this node until it fetches them' })),
      isRelay: Type.Optional(Type.Boolean({ description: 'This node keeps sealed parcels for peers that nobody can reach' })),
    }, { additionalProperties: false })),
    backup: Type.Optional(Type.Object({
      folder: Type.Optional(text('Where backups go unless told: on another machine or volume')),
      recipients: Type.Optional(Type.Array(Type.String({ pattern: '^age1[0-9a-z]{50,}$' }), { maxItems: 10, description: 'Public backup keys, whose secret halves are kept far from the node' })),
    }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);
export type ConfigurationFile = Static<typeof ConfigurationFile>;

export interface NodeConfiguration extends ConfigurationFile {
  readonly isTraining: boolean;
  /** An external PostgreSQL; null starts the embedded one in `dataFolder`. */
  readonly database: ConnectionTarget | null;
  /** Protects the key file; null only in training. */
  readonly keyPassphrase: string | null;
}

/**
 * Reads the configuration file and the environment (`DATABASE_URL`, `AMPARO_KEY_PASSPHRASE`, `AMPARO_PORT`).
 * Refuses with `configuration-invalid` and the fields that do not fit.
 */
export function readConfiguration(file: string, environment: NodeJS.ProcessEnv): Result<NodeConfiguration> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return invalid(`${file}: ${error instanceof SyntaxError ? 'not JSON' : 'cannot be read'}`);
  }
  const errors = Errors(ConfigurationFile, content);
  if (errors.length > 0) return refuse('configuration-invalid', { fields: errors.map((error) => `${file}${error.instancePath}: ${error.message}`) });
  const configuration = content as ConfigurationFile;
  const passphrase = environment['AMPARO_KEY_PASSPHRASE'];
  if (!passphrase) return invalid('AMPARO_KEY_PASSPHRASE: not set; it protects the keys of this node');
  const port = environment['AMPARO_PORT'] === undefined ? configuration.listen.port : Number(environment['AMPARO_PORT']);
  if (!Number.isInteger(port) || port < 0 || port > 65535) return invalid('AMPARO_PORT: not a port number');
  const folder = path.dirname(path.resolve(file));
  return succeed({
    ...configuration,
    listen: { ...configuration.listen, port },
    dataFolder: path.resolve(folder, configuration.dataFolder),
    keyFolder: path.resolve(folder, configuration.keyFolder),
    ...(configuration.backup?.folder === undefined ? {} : { backup: { ...configuration.backup, folder: path.resolve(folder, configuration.backup.folder) } }),
    isTraining: false,
    database: environment['DATABASE_URL'] ? { url: environment['DATABASE_URL'] } : null,
    keyPassphrase: passphrase,
  });
}

const invalid = (cause: string): { readonly ok: false; readonly problem: Problem } => refuse('configuration-invalid', { fields: [cause] });
