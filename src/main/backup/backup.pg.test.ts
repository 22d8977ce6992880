import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { valueOf } from '#kernel/result.ts';
import { connect, type ConnectionTarget } from '#platform/db/connect.ts';
import { receive } from '#rooms/case/index.ts';
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import { projectors } from '../projectors.ts';
import { walkChains } from '../verify.ts';
import { ArchiveBroken, openArchive } from './archive.ts';
import { loadBackup } from './load.ts';
import { lockOf, newBackupKey, openerOf } from './lock.ts';
import { makeBackup } from './make.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-backup-'));
const file = path.join(folder, 'node.amparo-backup');
const identity = path.join(folder, 'identity.txt');
const role = `owner_${randomUUID().replaceAll('-', '')}`;
const quiet = () => undefined;
let node: TestNode;
let source: ConnectionTarget;
let empty: TestDatabase;

const admin = async (database: string, ...statements: string[]) => {
  const connection = connect({ host: inject('clusterHost'), user: 'postgres', database, maximum: 1 });
  for (const statement of statements) await sql.raw(statement).execute(connection);
  await connection.destroy();
};

/** As in production the tables belong to a role that is no superuser, so that row-level security binds the backup too. */
const targetOf = async (database: string): Promise<ConnectionTarget> => {
  await admin(database, `do $$ declare name text; begin
    for name in select format('alter table %I.%I owner to ${role}', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema') loop execute name; end loop;
    for name in select format('alter schema %I owner to ${role}', nspname) from pg_namespace where nspname not like 'pg%' and nspname not in ('information_schema', 'public') loop execute name; end loop; end $$`,
  `grant usage, create on schema public to ${role}`, `alter database ${database} owner to ${role}`);
  return { host: inject('clusterHost'), user: role, database };
};

beforeAll(async () => {
  node = await createTestNode({ projectors });
  const named = await sql<{ name: string }>`select current_database() as name`.execute(node.services.database);
  await admin('postgres', `create role ${role} login`, `grant amparo_app to ${role}`);
  source = await targetOf(named.rows[0]!.name);
  empty = await createTestDatabase();
  for (const given of ['Lucía', 'Tomás']) {
    valueOf(await receive.run(node.services, node.worker(['case_worker']), { searchedFirst: { candidatesShown: 0 }, profile: { givenNames: given, birth: { precision: 'year', year: 2012 } }, source: 'child', found: {} }));
  }
  const place = path.join(node.services.settings.fileFolder, 'ab');
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, `ab${'0'.repeat(30)}`), 'sealed bytes');
  const key = await newBackupKey('2026-03-02T15:00:00.000Z');
  writeFileSync(identity, key.fileText);
  const made = await makeBackup({
    target: source, fileFolder: node.services.settings.fileFolder, nodeId: node.services.nodeId, incarnation: 3, program: '0', now: node.clock.now(), file,
    lock: valueOf(lockOf({ recipients: [key.recipient], environment: {} })), progress: quiet,
  });
  valueOf(made);
});
afterAll(async () => {
  await empty.drop();
  await node.close();
  await admin('postgres', `drop role ${role}`);
  rmSync(folder, { recursive: true, force: true });
});

const load = async (from: string, target: ConnectionTarget, beforeCommit = quiet) => {
  const archive = valueOf(await openArchive(from, valueOf(await openerOf(identity, {}))));
  return loadBackup({ archive, target, fileFolder: path.join(folder, 'files'), beforeCommit, progress: quiet });
};

const countAll = async (database: string) => {
  const connection = connect({ host: inject('clusterHost'), user: 'postgres', database, maximum: 1 });
  const tables = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'public')`.execute(connection);
  const counts: Record<string, number> = {};
  for (const { name } of tables.rows) counts[name] = (await sql<{ count: number }>`select count(*)::int as count from ${sql.table(name)}`.execute(connection)).rows[0]!.count;
  await connection.destroy();
  return counts;
};

test('it holds every row of every table, also of those that row-level security guards, and every file', async () => {
  const archive = valueOf(await openArchive(file, valueOf(await openerOf(identity, {}))));
  const entries = [];
  for await (const entry of archive.entries()) entries.push(entry);
  const manifest = JSON.parse(entries.at(-1)!.content.toString()) as { tables: { name: string; rows: number }[]; files: { count: number } };
  expect(archive.head).toMatchObject({ nodeId: node.services.nodeId, incarnation: 3 });
  expect(Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows]))).toEqual(await countAll(source.database!));
  expect(manifest.tables.find(({ name }) => name === 'platform.operation')!.rows).toBeGreaterThan(1);
  expect(manifest.files.count).toBe(1);
  expect(readdirSync(folder).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
});

test('what comes back is what went in: equal hashes, whole chains, guards as before', async () => {
  const target = await targetOf(empty.name);
  await load(file, target);
  expect(await countAll(empty.name)).toEqual(await countAll(source.database!));
  expect((await walkChains(target)).map(({ chain, brokenAt }) => [chain, brokenAt])).toEqual([['operation', null], ['access', null], ['trust', null]]);
  const unforced = await sql<{ name: string }>`select relname as name from pg_class where relrowsecurity and not relforcerowsecurity`.execute(empty.database);
  expect(unforced.rows).toEqual([]);
  await expect(sql`update platform.operation set kind = 'x'`.execute(empty.database)).rejects.toThrow('append-only');
  expect(readFileSync(path.join(folder, 'files/ab', `ab${'0'.repeat(30)}`), 'utf8')).toBe('sealed bytes');
});

test('a wrong key, a file cut short and an altered file are refused, and nothing comes in', async () => {
  const other = path.join(folder, 'other.txt');
  writeFileSync(other, (await newBackupKey('2026-03-02T15:00:00.000Z')).fileText);
  expect(await openArchive(file, valueOf(await openerOf(other, {})))).toMatchObject({ ok: false, problem: { details: { reason: 'backup-key-wrong' } } });
  expect(await openArchive(file, valueOf(await openerOf(null, { AMPARO_BACKUP_PASSPHRASE: 'una frase que no abre' })))).toMatchObject({ ok: false, problem: { details: { reason: 'backup-key-wrong' } } });
  const before = await countAll(empty.name);
  const target = await targetOf(empty.name);
  const whole = readFileSync(file);
  const cut = path.join(folder, 'cut');
  writeFileSync(cut, whole);
  truncateSync(cut, whole.length - 40);
  const altered = path.join(folder, 'altered');
  writeFileSync(altered, whole.with(whole.length - 100, whole[whole.length - 100]! ^ 1));
  for (const bad of [cut, altered]) {
    const archive = await openArchive(bad, valueOf(await openerOf(identity, {})));
    if (archive.ok) await expect(loadBackup({ archive: archive.value, target, fileFolder: null, beforeCommit: quiet, progress: quiet })).rejects.toThrow(ArchiveBroken);
    else expect(archive.problem.details['reason']).toBe('backup-broken');
  }
  expect(await countAll(empty.name)).toEqual(before);
  writeFileSync(cut, 'no backup at all');
  expect(await openArchive(cut, valueOf(await openerOf(identity, {})))).toMatchObject({ ok: false, problem: { details: { reason: 'backup-broken' } } });
});

test('a failure before the commit leaves the database as it was', async () => {
  const before = await countAll(empty.name);
  await expect(load(file, await targetOf(empty.name), () => {
    throw new Error('the incarnation cannot be raised');
  })).rejects.toThrow('cannot be raised');
  expect(await countAll(empty.name)).toEqual(before);
});

test('a passphrase locks too, and a short one is refused', async () => {
  expect(lockOf({ recipients: [], environment: { AMPARO_BACKUP_PASSPHRASE: 'corta' } })).toMatchObject({ problem: { details: { reason: 'passphrase-short' } } });
  expect(lockOf({ recipients: [], environment: {} })).toMatchObject({ problem: { details: { reason: 'backup-lock-missing' } } });
  expect(lockOf({ recipients: ['age1wrong'], environment: {} })).toMatchObject({ problem: { details: { reason: 'backup-recipient' } } });
});
