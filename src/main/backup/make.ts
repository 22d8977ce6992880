import { createHash } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Encrypter } from 'age-encryption';
import type { Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { ConnectionTarget } from '#platform/db/connect.ts';
import type { Migration } from '#platform/db/migrate.ts';
import { openSession, type Session } from '#platform/db/session.ts';
import { openArchiveWriter, type ArchiveWriter } from './archive.ts';
import { createFileSum, listFiles } from './files.ts';
import { backupFormat, headName, manifestName, type FileSum, type Head, type Manifest, type Table, type TableSum } from './format.ts';
import { estimateRows, listSequences, listTables, orderedRows, plainText } from './store/tables.ts';

/** Rows travel in pieces of about this size, so that memory stays flat however large a table is. */
const pieceSize = 1 << 20;

export interface BackupWishes {
  readonly target: ConnectionTarget;
  readonly fileFolder: string;
  readonly nodeId: string;
  readonly incarnation: number;
  readonly program: string;
  readonly now: Instant;
  /** Where it will stand; nothing stands there before it is whole. */
  readonly file: string;
  readonly lock: Encrypter;
  readonly progress: (what: string, done: number, all: number) => void;
}

export interface MadeBackup {
  readonly bytes: number;
  readonly manifest: Manifest;
}

/**
 * Writes the whole node but its keys: every row of every room from one snapshot, then the stored files (which are never
 * changed, so the snapshot's are all there). Refuses with `disk-full`; the unfinished file is taken away.
 */
export async function makeBackup(wishes: BackupWishes): Promise<Result<MadeBackup>> {
  const unfinished = `${wishes.file}.unfinished`;
  await rm(unfinished, { force: true });
  const archive = openArchiveWriter(unfinished, wishes.lock);
  const session = await openSession(wishes.target);
  try {
    const manifest = await writeAll(wishes, session, archive);
    await archive.finish();
    await rename(unfinished, wishes.file);
    const folder = await open(path.dirname(wishes.file), 'r');
    await folder.sync().finally(() => folder.close());
    const handle = await open(wishes.file, 'r');
    const { size } = await handle.stat().finally(() => handle.close());
    return succeed({ bytes: size, manifest });
  } catch (error) {
    await archive.abandon();
    await rm(unfinished, { force: true });
    if ((error as { code?: string }).code === 'ENOSPC') return refuse('disk-full');
    throw error;
  } finally {
    await session.close();
  }
}

async function writeAll({ fileFolder, nodeId, incarnation, program, now, progress }: BackupWishes, session: Session, archive: ArchiveWriter): Promise<Manifest> {
  await session.rows('begin isolation level repeatable read read only');
  await session.rows(plainText);
  const tables = await listTables(session);
  const migrations = await session.rows<Migration>('select name, checksum from public.migration order by name');
  const head: Head = { format: backupFormat, nodeId, madeAt: now, program, incarnation, migrations, tables };
  await archive.put(headName, Buffer.from(JSON.stringify(head)));
  const all = await estimateRows(session);
  const sums: TableSum[] = [];
  let done = 0;
  for (const table of tables) {
    sums.push(await writeTable(session, archive, table));
    done += sums.at(-1)!.rows;
    progress('rows', done, Math.max(done, all));
  }
  const sequences = await listSequences(session);
  const files = await writeFiles(fileFolder, archive, progress);
  const manifest: Manifest = { tables: sums, sequences, files };
  await archive.put(manifestName, Buffer.from(JSON.stringify(manifest)));
  return manifest;
}

async function writeTable(session: Session, archive: ArchiveWriter, table: Table): Promise<TableSum> {
  let number = 0;
  let waiting: Buffer[] = [];
  let size = 0;
  const put = async () => {
    await archive.put(`tables/${table.name}/${String((number += 1)).padStart(6, '0')}`, Buffer.concat(waiting));
    waiting = [];
    size = 0;
  };
  const sum = await sumRows(session, table, async (piece) => {
    waiting.push(piece);
    size += piece.length;
    if (size >= pieceSize) await put();
  });
  if (size > 0) await put();
  return sum;
}

/** Reads a table in the order of its hash. */
export async function sumRows(session: Session, table: Table, take: (piece: Buffer) => Promise<void> = () => Promise.resolve()): Promise<TableSum> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const piece of session.copyOut(orderedRows(table))) {
    hash.update(piece as Buffer);
    rows += newLinesIn(piece as Buffer);
    await take(piece as Buffer);
  }
  return { name: table.name, rows, hash: hash.digest('hex') };
}

/** In COPY's text format a line feed ends a row and nothing else. */
function newLinesIn(piece: Buffer): number {
  let count = 0;
  for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) count += 1;
  return count;
}

async function writeFiles(fileFolder: string, archive: ArchiveWriter, progress: BackupWishes['progress']): Promise<FileSum> {
  const sum = createFileSum();
  const names = await listFiles(fileFolder);
  for (const [index, name] of names.entries()) {
    // destroyed since the list was made: its child was erased, and a backup is not the place where she comes back
    const content = await readFile(path.join(fileFolder, name)).catch((error: { code?: string }) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (!content) continue;
    await archive.put(`files/${name}`, content);
    sum.add(name, content);
    progress('files', index + 1, names.length);
  }
  return sum.sum();
}
