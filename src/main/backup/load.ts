import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Check } from 'typebox/value';
import { openSession, type Session } from '#platform/db/session.ts';
import type { ConnectionTarget } from '#platform/db/connect.ts';
import { ArchiveBroken, parsed, type Entry, type OpenArchive } from './archive.ts';
import { createFileSum, putBack } from './files.ts';
import { Manifest, manifestName, type FileSum, type Table, type TableSum } from './format.ts';
import { sumRows } from './make.ts';
import { beginLoading, commitLoading, endLoading } from './store/load.ts';
import { columnsOf, identifierOf, listTables } from './store/tables.ts';

export interface LoadWishes {
  readonly archive: OpenArchive;
  /** A database in which exactly the migrations of the backup have run. */
  readonly target: ConnectionTarget;
  /** Where the stored files go; null only counts them. */
  readonly fileFolder: string | null;
  /** Done when everything has arrived and nothing is committed yet. */
  readonly beforeCommit: () => void;
  readonly progress: (what: string, done: number, all: number) => void;
}

/**
 * Brings all rows back in one transaction, reads them again, and commits only when every table and file has the hash
 * that the backup names. Throws `ArchiveBroken` where it does not.
 */
export async function loadBackup({ archive, target, fileFolder, beforeCommit, progress }: LoadWishes): Promise<Manifest> {
  const session = await openSession(target);
  try {
    const tables = await matchingTables(session, archive.head.tables);
    const guards = await beginLoading(session, tables);
    const { manifest, files } = await readEntries(session, archive, tables, fileFolder, progress);
    await endLoading(session, guards, manifest.sequences);
    requireSame('files', files, manifest.files);
    const byName = new Map(manifest.tables.map((sum) => [sum.name, sum]));
    for (const [index, table] of tables.entries()) {
      requireSame(table.name, await sumRows(session, table), byName.get(table.name));
      progress('proof', index + 1, tables.length);
    }
    beforeCommit();
    await commitLoading(session);
    return manifest;
  } finally {
    archive.close();
    // what is not committed by now is undone, also in the middle of a COPY
    await session.close();
  }
}

function requireSame(what: string, found: TableSum | FileSum, wanted: TableSum | FileSum | undefined): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new ArchiveBroken(`${what} came out differently than it went in`);
}

/** This database's own tables, by the names and columns of the backup: nothing from the file becomes part of a statement unseen. */
async function matchingTables(session: Session, wanted: readonly Table[]): Promise<Table[]> {
  const own = new Map((await listTables(session)).map((table) => [table.name, table]));
  if (own.size !== wanted.length) throw new ArchiveBroken('the backup has other tables than its migrations make');
  return wanted.map(({ name, columns }) => {
    const table = own.get(name);
    if (table?.columns.join() !== columns.join()) throw new ArchiveBroken(`the backup has other columns in ${name} than its migrations make`);
    return table;
  });
}

interface Arrived {
  readonly manifest: Manifest;
  readonly files: FileSum;
}

async function readEntries(session: Session, archive: OpenArchive, tables: readonly Table[], fileFolder: string | null, progress: LoadWishes['progress']): Promise<Arrived> {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const rows = createRowLoader(session);
  const files = createFileSum();
  let manifest: unknown;
  let count = 0;
  for await (const { name, content } of archive.entries()) {
    const [kind, table] = name.split('/');
    if (kind === 'tables') await rows.add(byName.get(table!), { name, content });
    else await rows.end();
    if (kind === 'files') {
      const own = name.slice('files/'.length);
      if (fileFolder !== null && !(await putBack(fileFolder, own, content))) throw new ArchiveBroken('a file has a name that is none of ours');
      files.add(own, content);
    }
    if (name === manifestName) manifest = parsed(content);
    progress('entries', (count += 1), 0);
  }
  await rows.end();
  if (!Check(Manifest, manifest)) throw new ArchiveBroken('the manifest is missing');
  return { manifest, files: files.sum() };
}

/** Streams the pieces of one table after the other. */
function createRowLoader(session: Session) {
  let current: { readonly table: Table; readonly stream: Writable; readonly done: Promise<void> } | null = null;
  const end = async () => {
    const ended = current;
    current = null;
    ended?.stream.end();
    await ended?.done;
  };
  return {
    end,
    add: async (table: Table | undefined, { content }: Entry) => {
      if (!table) throw new ArchiveBroken('rows of a table that the head does not name');
      if (current?.table !== table) {
        await end();
        const stream = session.copyIn(`${identifierOf(table.name)} (${columnsOf(table)})`);
        const done = finished(stream);
        done.catch(() => undefined);
        current = { table, stream, done };
      }
      if (!current.stream.write(content)) await Promise.race([once(current.stream, 'drain'), current.done]);
    },
  };
}
