import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import type { Database } from './connect.ts';

const folder = path.resolve(import.meta.dirname, '../../../migrations');
/** Any number, the same in every process: one migration at a time in a database. */
const lock = 7_361_200_514;

export interface Migration {
  readonly name: string;
  readonly checksum: string;
}

const textOf = (name: string): Promise<string> => readFile(path.join(folder, name), 'utf8');
const checksumOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const namesInOrder = async (): Promise<string[]> => (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();

/** All migrations of this version of the program, in order. */
export const listMigrations = async (): Promise<Migration[]> =>
  Promise.all((await namesInOrder()).map(async (name) => ({ name, checksum: checksumOf(await textOf(name)) })));

/**
 * Brings the database to the newest version: runs each new `migrations/NNNN_*.sql` once, in order, in its own
 * transaction, and remembers its checksum. Throws when a file that has run was changed afterwards.
 * @returns the names of the files that ran now
 */
export async function migrate(database: Database, only?: (name: string) => boolean): Promise<string[]> {
  return database.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${lock})`.execute(connection);
    try {
      await sql`create table if not exists public.migration
        (name text primary key, checksum text not null, applied_at timestamptz not null default now())`.execute(connection);
      const applied = await sql<{ name: string; checksum: string }>`select name, checksum from public.migration`.execute(connection);
      const checksums = new Map(applied.rows.map((row) => [row.name, row.checksum]));
      const ran: string[] = [];
      for (const name of await namesInOrder()) {
        if (only && !only(name)) continue;
        const text = await textOf(name);
        const checksum = checksumOf(text);
        const known = checksums.get(name);
        if (known !== undefined && known !== checksum) throw new Error(`migration ${name} was changed after it ran`);
        if (known !== undefined) continue;
        await connection.transaction().execute(async (transaction) => {
          await sql.raw(text).execute(transaction);
          await sql`insert into public.migration (name, checksum) values (${name}, ${checksum})`.execute(transaction);
        });
        ran.push(name);
      }
      return ran;
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(connection);
    }
  });
}

/** The files that would run, without running them. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const exists = await sql<{ found: boolean }>`select to_regclass('public.migration') is not null as found`.execute(database);
  const applied = exists.rows[0]?.found
    ? new Set((await sql<{ name: string }>`select name from public.migration`.execute(database)).rows.map((row) => row.name))
    : new Set<string>();
  return (await namesInOrder()).filter((name) => !applied.has(name));
}
