import { existsSync, mkdirSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { Errors } from 'typebox/value';
import type { NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, valueOf, type Result } from '#kernel/result.ts';
import { ensureAccount, ensureTeam, nodeCaller } from '#platform/access/index.ts';
import { readableSecret } from '#platform/access/second-factor.ts';
import { connect } from '#platform/db/connect.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createNodeKeys, fingerprintOf, saveNodeKeys, type NodeKeys } from '#platform/vault/index.ts';
import { issueOwnCard } from '#rooms/governance/index.ts';
import { ConfigurationFile, type NodeConfiguration } from '../configuration.ts';
import { systemClock } from '../node.ts';
import { openDatabase, openKeys, servicesOf } from '../production.ts';
import { requireCardForm } from './configured.ts';

export interface Founding {
  readonly configuration: NodeConfiguration;
  /** Where the configuration will stand, and what will stand in it. */
  readonly file: string;
  readonly content: ConfigurationFile;
  readonly administrator: { readonly userName: string; readonly displayName: string };
  readonly team: string;
}

export interface Founded {
  readonly nodeId: NodeId;
  readonly fingerprint: readonly string[];
  /** Shown once; null when the account was there already. */
  readonly oneTimePassword: string | null;
  readonly hasNewKeys: boolean;
}

/** Refuses with `already-done`, reason `configured-already`, and with `configuration-invalid` and the fields that do not fit. */
export function requireFoundable(file: string, content: unknown): Result<ConfigurationFile> {
  if (existsSync(file)) return refuse('already-done', { reason: 'configured-already', file });
  const errors = Errors(ConfigurationFile, content);
  if (errors.length > 0) return refuse('configuration-invalid', { fields: errors.map((error) => `${error.instancePath}: ${error.message}`) });
  return requireCardForm(content as ConfigurationFile);
}

/** The keys that are there, or new ones: founding again after a failure must never make a second node of it. */
async function keysOf(configuration: NodeConfiguration): Promise<Result<{ keys: NodeKeys; isNew: boolean }>> {
  const kept = await openKeys(configuration);
  if (kept.ok) return succeed({ keys: kept.value, isNew: false });
  if (kept.problem.code !== 'not-found') return kept;
  const keys = createNodeKeys(systemClock.now());
  const saved = await saveNodeKeys(configuration.keyFolder, keys, { kind: 'passphrase', passphrase: configuration.keyPassphrase! });
  return saved.ok ? succeed({ keys, isNew: true }) : saved;
}

/**
 * Founds a node: keys, database, first team, own card, first administrator, and last the configuration file, so that an
 * attempt that failed half-way can be repeated. Refuses as `requireFoundable`, `openKeys`, `openDatabase`, `ensureAccount`.
 */
export async function foundNode({ configuration, file, content, administrator, team }: Founding): Promise<Result<Founded>> {
  const keys = await keysOf(configuration);
  if (!keys.ok) return keys;
  const opened = await openDatabase(configuration);
  if (!opened.ok) return opened;
  try {
    const database = connect({ ...opened.value.target, maximum: 1 });
    await migrate(database).finally(() => database.destroy());
    const services = servicesOf(configuration, keys.value.keys, opened.value.target);
    try {
      await ensureTeam(services, team);
      const { card } = valueOf(await issueOwnCard.run(services, nodeCaller(services), {}));
      const put = await prepareConfiguration(file, content);
      const password = readableSecret(services);
      const account = await ensureAccount(services, { ...administrator, roles: ['administrator'], teamIds: [], language: 'es', password, mustChangePassword: true });
      if (!account.ok) return account;
      // what may fail is done: a password that nobody was shown would lock everyone out
      await put();
      return succeed({ nodeId: services.nodeId, fingerprint: await fingerprintOf(card), oneTimePassword: account.value.isNew ? password : null, hasNewKeys: keys.value.isNew });
    } finally {
      await services.close();
    }
  } finally {
    await opened.value.close();
  }
}

/** Writes the file beside its place. @returns puts it there */
async function prepareConfiguration(file: string, content: ConfigurationFile): Promise<() => Promise<void>> {
  mkdirSync(path.dirname(file), { recursive: true });
  const handle = await open(`${file}.new`, 'w', 0o644);
  try {
    await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return () => rename(`${file}.new`, file);
}
