import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connect } from '#platform/db/connect.ts';

const program = path.resolve(import.meta.dirname, '../amparo.ts');
const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-cli-'));
const id = randomUUID().replaceAll('-', '').slice(0, 12);
const [role, first, second] = [`cli_${id}`, `cli_a_${id}`, `cli_b_${id}`];
const passphrase = 'guayaba lenta sobre el puente';
const urlOf = (database: string) => `postgres://${role}@/${database}?host=${encodeURIComponent(inject('clusterHost'))}`;

const admin = async (database: string, ...statements: string[]) => {
  const connection = connect({ host: inject('clusterHost'), user: 'postgres', database, maximum: 1 });
  for (const statement of statements) await sql.raw(statement).execute(connection);
  await connection.destroy();
};

beforeAll(async () => {
  await admin('postgres', `create role ${role} login`, `grant amparo_app to ${role}`, `create database ${first} owner ${role}`, `create database ${second} owner ${role}`);
});
afterAll(async () => {
  await admin('postgres', `drop database if exists ${first}`, `drop database if exists ${second}`, `drop role ${role}`);
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The JSON on standard output. */
  json(): Record<string, unknown>;
}

const run = (words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', DATABASE_URL: urlOf(first!), AMPARO_KEY_PASSPHRASE: passphrase, ...environment };
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], { cwd: folder, env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => (out += String(text)));
    child.stderr.on('data', (text) => (err += String(text)));
    child.on('close', (code) => resolve({ code, out, err, json: () => JSON.parse(out) as Record<string, unknown> }));
  });

const about = ['--name', 'Procuraduría de prueba', '--short-name', 'Prueba', '--country', 'MX', '--place', 'Tapachula', '--address', 'http://127.0.0.1:1', '--duty-phone', '+52 962 000 0000', '--helpline', '079', '--port', '1'];

test('a word or an option that it does not know ends with 2; help is bilingual', async () => {
  const [unknown, badFlag, missing, help] = await Promise.all([run(['fly']), run(['verify', '--fast']), run(['init', '-y']), run(['backup', '--help'], { LANG: 'C' })]);
  expect([unknown.code, badFlag.code, missing.code, help.code]).toEqual([2, 2, 2, 0]);
  expect(badFlag.err).toContain('--fast');
  expect(missing.err).toContain('--duty-phone');
  expect(help.out).toMatch(/respaldo[^]*backup/);
});

test('what is missing or wrong in the configuration is named, and ends with 1', async () => {
  writeFileSync(path.join(folder, 'broken.json'), '{ "name": ');
  writeFileSync(path.join(folder, 'wrong.json'), '{ "name": "x", "country": "Mexico" }');
  const [none, broken, wrong, noPassphrase] = await Promise.all([
    run(['doctor', '--json']), run(['doctor', '--config', 'broken.json']), run(['start', '--config', 'wrong.json']), run(['doctor'], { AMPARO_KEY_PASSPHRASE: '' }),
  ]);
  expect([none.code, broken.code, wrong.code, noPassphrase.code]).toEqual([1, 1, 1, 1]);
  expect(none.json()).toMatchObject({ problem: { code: 'configuration-invalid', details: { reason: 'configuration-missing' } } });
  expect(broken.err).toContain('broken.json');
  expect(wrong.err).toContain('/country');
  expect(noPassphrase.err).toContain('AMPARO_KEY_PASSPHRASE');
});

test('from founding to coming back: init, verify, doctor, backup, drill in words and codes, restore', async () => {
  const founded = await run(['init', '-y', '--json', ...about]);
  expect(founded.code, founded.err).toBe(0);
  const { nodeId, oneTimePassword } = founded.json();
  expect(oneTimePassword).toMatch(/^[0-9A-Z-]{19}$/);
  expect((await run(['init', '-y', '--json', ...about])).json()).toMatchObject({ problem: { details: { reason: 'configured-already' } } });

  const [wrongPassphrase, verified, examined, unreachable] = await Promise.all([
    run(['rotate-keys', '--json'], { AMPARO_KEY_PASSPHRASE: 'otra frase que no es' }), run(['verify', '--json']), run(['doctor', '--json']),
    run(['verify', '--json'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }),
  ]);
  expect(wrongPassphrase.json()).toMatchObject({ problem: { details: { reason: 'passphrase-wrong' } } });
  expect(verified.json()).toMatchObject({ holds: true, chains: [{ chain: 'operation', brokenAt: null }, { chain: 'access' }, { chain: 'trust' }] });
  expect(unreachable.json()).toMatchObject({ problem: { details: { reason: 'database-unreachable', cause: 'ECONNREFUSED' } } });
  expect(examined.code).toBe(1);
  const found = (examined.json()['findings'] as { check: string; found: string; advice: string | null }[]).map(({ check, found: what }) => `${check}.${what}`);
  expect(found).toEqual(expect.arrayContaining(['service.silent', 'peers.none', 'backup.none']));
  // the test cluster runs without fsync: exactly what the doctor must notice
  expect(found).toContain('database.unsafe');

  const key = (await run(['backup-key', 'key.txt', '--json'])).json();
  const [saved, noLock] = [await run(['backup', 'saved', '--recipient', String(key['recipient']), '--json']), await run(['backup', 'other', '--json'])];
  expect(saved.code, saved.err).toBe(0);
  expect(noLock.json()).toMatchObject({ problem: { details: { reason: 'backup-lock-missing' } } });
  const [name] = readdirSync(path.join(folder, 'saved'));
  const file = path.join('saved', name!);

  const clean = { DATABASE_URL: urlOf(second!), AMPARO_DATA: path.join(folder, 'clean') };
  const overLive = await run(['restore', file, '--identity', 'key.txt', '--json']);
  expect(overLive.json()).toMatchObject({ problem: { code: 'conflict', details: { reason: 'restore-over-live' } } });
  const wrongKey = await run(['restore', file, '--json'], { ...clean, AMPARO_BACKUP_PASSPHRASE: 'una frase que no abre' });
  expect(wrongKey.json()).toMatchObject({ problem: { details: { reason: 'backup-key-wrong' } } });
  cpSync(path.join(folder, 'llaves'), path.join(folder, 'llaves.copy'), { recursive: true });
  const restored = await run(['restore', file, '--identity', 'key.txt', '--json'], clean);
  expect(restored.code, restored.out + restored.err).toBe(0);
  expect(restored.json()).toMatchObject({ nodeId, hashesEqual: true });
  expect(Number(readFileSync(path.join(folder, 'llaves/incarnation'), 'utf8'))).toBe(restored.json()['incarnation']);
  expect(existsSync(path.join(folder, 'clean/restore-is-not-finished'))).toBe(false);
  expect((await run(['verify', '--json'], clean)).json()).toMatchObject({ holds: true });
});

test('a database that a newer version has changed, an unfinished restore and open keys are refused', async () => {
  await admin(second!, `insert into public.migration (name, checksum) values ('9999_future.sql', 'x')`);
  const clean = { DATABASE_URL: urlOf(second!) };
  expect((await run(['migrate', '--json'], clean)).json()).toMatchObject({ problem: { details: { reason: 'database-newer', migrations: ['9999_future.sql'] } } });
  await admin(second!, 'create table public.restore_under_way ()');
  expect((await run(['start', '--json', '--port', '0'], clean)).json()).toMatchObject({ problem: { details: { reason: 'restore-unfinished' } } });
  chmodSync(path.join(folder, 'llaves/node-keys.json'), 0o644);
  expect((await run(['start', '--json', '--port', '0'])).json()).toMatchObject({ problem: { details: { reason: 'key-file-readable-by-others' } } });
});
