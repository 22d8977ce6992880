import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { connect, type ConnectionTarget } from '#platform/db/connect.ts';
import { startEmbedded, stopLeftover } from '#platform/db/embedded.ts';
import { listMigrations, migrate } from '#platform/db/migrate.ts';
import { provisionDatabase } from '#platform/db/provision.ts';
import { openSession } from '#platform/db/session.ts';
import { readIncarnation, raiseIncarnation } from '../incarnation.ts';
import type { NodeConfiguration } from '../configuration.ts';
import type { OpenDatabase } from '../production.ts';
import { ArchiveBroken, type OpenArchive } from './archive.ts';
import { listFiles, removeFiles } from './files.ts';
import type { Head, Manifest } from './format.ts';
import { loadBackup, type LoadWishes } from './load.ts';
import { emptyMarkedDatabase, markDatabase } from './store/load.ts';
import { beginRestore, endRestore } from './unfinished.ts';

type Progress = LoadWishes['progress'];

/** Refuses with `configuration-invalid`, reason `backup-newer`: a later version of the program made it. */
export async function requireKnownMigrations({ migrations }: Head): Promise<Result<void>> {
  const own = new Map((await listMigrations()).map(({ name, checksum }) => [name, checksum]));
  const unknown = migrations.filter(({ name, checksum }) => own.get(name) !== checksum).map(({ name }) => name);
  return unknown.length === 0 ? succeed(undefined) : refuse('configuration-invalid', { reason: 'backup-newer', migrations: unknown });
}

/** Makes the tables as they were when the backup was made. */
async function migrateAsThen(target: ConnectionTarget, { migrations }: Head): Promise<void> {
  const names = new Set(migrations.map(({ name }) => name));
  const database = connect({ ...target, maximum: 1 });
  await migrate(database, (name) => names.has(name)).finally(() => database.destroy());
}

async function onMarked(target: ConnectionTarget, work: typeof markDatabase | typeof emptyMarkedDatabase): Promise<void> {
  const session = await openSession(target);
  await work(session).finally(() => session.close());
}

export interface Restored {
  readonly manifest: Manifest;
  readonly incarnation: number;
}

/**
 * Brings a node back into an empty database and an empty folder. Afterwards the node has a new incarnation, in the file
 * beside its keys, and will ask its peers before it acts. Whatever fails, the database is empty again; only a crash can
 * leave it half filled, and then `start` refuses and another restore begins anew. Refuses with `conflict`, reason
 * `restore-over-live`; `file-invalid`, reason `backup-broken`; `disk-full`.
 */
export async function restoreBackup(configuration: NodeConfiguration, archive: OpenArchive, opened: OpenDatabase, progress: Progress): Promise<Result<Restored>> {
  const { dataFolder, keyFolder } = configuration;
  const fileFolder = path.join(dataFolder, 'files');
  const { target, facts } = opened;
  if (!facts.isEmpty && !facts.isBeingRestored) return refuse('conflict', { reason: 'restore-over-live', folder: dataFolder });
  if (!facts.isBeingRestored && (await listFiles(fileFolder)).length > 0) return refuse('conflict', { reason: 'restore-over-live', folder: fileFolder });
  await mkdir(dataFolder, { recursive: true });
  beginRestore(dataFolder);
  const startAnew = async () => {
    await onMarked(target, emptyMarkedDatabase);
    await removeFiles(fileFolder);
  };
  let incarnation = readIncarnation(keyFolder);
  try {
    await startAnew();
    await onMarked(target, markDatabase);
    await migrateAsThen(target, archive.head);
    const raise = () => void (incarnation = raiseIncarnation(keyFolder, archive.head.incarnation));
    const manifest = await loadBackup({ archive, target, fileFolder, beforeCommit: raise, progress });
    endRestore(dataFolder);
    return succeed({ manifest, incarnation });
  } catch (error) {
    await startAnew();
    endRestore(dataFolder);
    return refusalOf(error);
  }
}

function refusalOf(error: unknown): ReturnType<typeof refuse> {
  const { code } = error as { code?: string };
  if (code === '53100' || code === 'ENOSPC') return refuse('disk-full');
  if (error instanceof ArchiveBroken || code?.startsWith('22')) return refuse('file-invalid', { reason: 'backup-broken' });
  throw error;
}

/**
 * Restores into a database that is thrown away afterwards, beside the node's data, and compares every hash. `inspect`
 * looks at what came back. Refuses with `file-invalid`, reason `backup-broken`; `disk-full`; `configuration-invalid`, reason `database-failed`.
 */
export async function drillBackup<T>(dataFolder: string, archive: OpenArchive, progress: Progress, inspect: (target: ConnectionTarget) => Promise<T>): Promise<Result<{ manifest: Manifest; inspected: T }>> {
  const folder = path.join(dataFolder, 'drill');
  // of a drill that was interrupted
  await stopLeftover(path.join(folder, 'cluster'));
  await rm(folder, { recursive: true, force: true });
  // the database may run as another user, who has to come through here
  await mkdir(folder, { recursive: true, mode: 0o711 });
  try {
    const server = await startEmbedded(path.join(folder, 'cluster'), ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off']).catch((error: Error) => error);
    if (server instanceof Error) return refuse('configuration-invalid', { reason: 'database-failed', folder, cause: server.message });
    try {
      const target = await provisionDatabase(server, 'drill');
      await migrateAsThen(target, archive.head);
      const manifest = await loadBackup({ archive, target, fileFolder: path.join(folder, 'files'), beforeCommit: () => undefined, progress });
      return succeed({ manifest, inspected: await inspect(target) });
    } finally {
      await server.stop();
    }
  } catch (error) {
    return refusalOf(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
