import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { valueOf } from '#kernel/result.ts';
import { nodeCaller } from '#platform/access/index.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { record } from '#platform/ledger/record.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import type { NodeServices } from '#platform/services.ts';
import { createNodeKeys } from '#platform/vault/index.ts';
import { issueOwnCard } from '#rooms/governance/index.ts';
import { alignPeers } from '#rooms/handover/index.ts';
import { commandPlace, type CommandNode } from '#test/support/command-node.ts';
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts';
import { readConfiguration } from '../configuration.ts';
import { createNode, systemClock, type RunningNode } from '../node.ts';
import { openNode } from '../production.ts';
import { words } from './command.ts';

const program = path.resolve(import.meta.dirname, '../amparo.ts');
let node: CommandNode;
let clean: Readonly<Record<string, string>>;
let [address, port] = ['', 0];
const within = (name: string): string => path.join(node.folder, name);
const reasonOf = (json: Record<string, unknown>): unknown => (json as { problem?: { details: { reason?: string } } }).problem?.details.reason;

const freePort = async (): Promise<number> => {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: found } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return found;
};

beforeAll(async () => {
  node = await commandPlace();
  port = await freePort();
  address = `http://127.0.0.1:${port}`;
  clean = { DATABASE_URL: await node.createDatabase(), AMPARO_DATA: within('clean') };
});
afterAll(() => node.close());

/** The program as a process of its own. */
function begin(typed: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = { PATH: process.env['PATH'], LANG: 'C', ...node.environment, ...environment };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...typed], { cwd: node.folder, env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (err += String(text)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, out, err }));
  /** What it printed as JSON once it answers. */
  const started = () => new Promise<Record<string, unknown>>((resolve, reject) => {
    child.stdout.on('data', () => out.endsWith('}\n') && resolve(JSON.parse(out) as Record<string, unknown>));
    void ended.then((how) => reject(new Error(how.err + how.out)));
  });
  return { child, ended, started };
}

test('a word or an option that it does not know ends with 2; help is bilingual where the language is unknown', async () => {
  const [unknown, help] = await Promise.all([begin(['fly']).ended, begin(['backup-key', '--help']).ended]);
  expect([unknown.code, help.code]).toEqual([2, 0]);
  expect(help.out).toMatch(/respaldo[^]*backup/);
  const [badOption, missing] = [await node.run(['verify', '--fast']), await node.run(['init', '-y'])];
  expect([badOption.code, missing.code]).toEqual([2, 2]);
  expect(badOption.err).toContain('--fast');
  expect(missing.err).toContain('--duty-phone');
});

test('what is missing or wrong in the configuration is named, and ends with 1', async () => {
  writeFileSync(within('broken.json'), '{ "name": ');
  writeFileSync(within('wrong.json'), '{ "name": "x", "country": "Mexico" }');
  const none = await node.run(['doctor', '--json']);
  const broken = await node.run(['doctor', '--config', within('broken.json')]);
  const wrong = await node.run(['start', '--config', within('wrong.json')]);
  const noPassphrase = await node.run(['doctor'], { AMPARO_KEY_PASSPHRASE: '' });
  expect([none.code, broken.code, wrong.code, noPassphrase.code]).toEqual([1, 1, 1, 1]);
  expect(none.json()).toMatchObject({ problem: { code: 'configuration-invalid', details: { reason: 'configuration-missing' } } });
  expect(broken.err).toContain('broken.json');
  expect(wrong.err).toContain('/country');
  expect(noPassphrase.err).toContain(words.say('cli.reason.passphrase-missing'));
});

test('a node is founded once, and looked at: verify, doctor, keys', async () => {
  const founded = await node.found('--address', address, '--port', String(port));
  expect(founded.code, founded.err + founded.out).toBe(0);
  expect(founded.json()['oneTimePassword']).toMatch(/^[0-9A-Z-]{19}$/);
  expect(reasonOf((await node.found()).json())).toBe('configured-already');
  const verified = await node.run(['verify', '--json']);
  expect(verified.json()).toMatchObject({ holds: true, chains: [{ chain: 'operation', brokenAt: null }, { chain: 'access' }, { chain: 'trust' }] });
  const unreachable = await node.run(['verify', '--json'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  expect(unreachable.json()).toMatchObject({ problem: { details: { reason: 'database-unreachable', cause: 'ECONNREFUSED' } } });

  const examined = await node.run(['doctor', '--json']);
  expect(examined.code).toBe(1);
  const found = (examined.json()['findings'] as { check: string; found: string }[]).map(({ check, found: what }) => `${check}.${what}`);
  // the test cluster runs without fsync: exactly what the doctor must notice
  expect(found).toEqual(expect.arrayContaining(['service.silent', 'peers.none', 'backup.none', 'database.unsafe']));

  const keyFile = within('llaves/node-keys.json');
  const before = readFileSync(keyFile, 'utf8');
  expect(reasonOf((await node.run(['keys', 'rotate', '--json'], { AMPARO_KEY_PASSPHRASE: 'otra frase que no es' })).json())).toBe('passphrase-wrong');
  expect((await node.run(['keys', 'rotate', '--if-due', '--json'])).json()).toEqual({ rotated: false });
  expect(readFileSync(keyFile, 'utf8')).toBe(before);
  expect((await node.run(['keys', 'rotate', '--json'])).json()).toMatchObject({ rotated: true });
  expect(readFileSync(keyFile, 'utf8')).not.toBe(before);
  expect((await node.run(['keys', 'rotate', '--if-due', '--json'])).json()).toEqual({ rotated: false });
});

test('a key that somebody else may have is revoked once, with new keys and a new incarnation; nothing is forgotten too early', async () => {
  type Key = { use: string; kid: string; notAfter: string; standing: string };
  const list = async () => (await node.run(['keys', 'list', '--json'])).json() as unknown as Key[];
  const inUse = (keys: readonly Key[]) => keys.find(({ use, standing }) => use === 'signing' && standing === 'in-use')!;
  const { kid } = inUse(await list());
  const since = new Date(Date.now() - 60_000).toISOString();
  expect((await node.run(['keys', 'revoke', kid, '--since', 'yesterday'])).code).toBe(2);
  // a key's name may begin with a dash, and is no option then
  for (const unknown of ['k'.repeat(43), `-${'K'.repeat(42)}`]) {
    expect(reasonOf((await node.run(['keys', 'revoke', unknown, '--since', since, '--json'])).json())).toBe('key-unknown');
  }
  const revoked = await node.run(['keys', 'revoke', kid, '--since', since, '--json']);
  expect(revoked.json(), revoked.err).toMatchObject({ revoked: kid, since });
  const after = await list();
  expect(inUse(after).kid).not.toBe(kid);
  expect(after.find((key) => key.kid === kid)).toMatchObject({ notAfter: since, standing: 'former' });
  expect((await node.run(['keys', 'revoke', kid, '--since', since, '--json'])).json()).toMatchObject({ revoked: kid });
  expect(await list()).toEqual(after);
  expect((await node.run(['keys', 'forget', '--json'])).json()).toEqual({ forgotten: [] });
});

/** Trust without the slow comparison of words, which the governance room proves. */
const trust = async (services: NodeServices, nodeId: string, card: string): Promise<void> => {
  await transact(services.database, nodeScope(services.clock.now()), async (transaction) => {
    const unit = unitOf(services, transaction, nodeCaller(services));
    await record(unit, [{ kind: 'governance.peer-added', childId: null, body: { nodeId, card, bodyKind: 'child_protection_authority', fingerprint: 'compared', confirmedBy: services.nodeId, means: 'in_person' } }]);
    await alignPeers(unit);
  });
};
const cardOf = async (services: NodeServices): Promise<string> => valueOf(await issueOwnCard.run(services, nodeCaller(services), {})).card;

/** Another agency, which trusts this node and is trusted by it; it does not answer yet. */
async function befriend(database: TestDatabase): Promise<RunningNode> {
  const own = valueOf(readConfiguration(within('amparo.json'), node.environment));
  const peerPort = await freePort();
  const listen = { host: '127.0.0.1', port: peerPort };
  const peer = await createNode({
    configuration: { ...own, name: 'Otra agencia', shortName: 'Otra', publicAddress: `http://127.0.0.1:${peerPort}`, listen, dataFolder: within('peer'), keyFolder: within('peer-keys') },
    database: { url: node.environment['DATABASE_URL']!.replace(/command_\w+@\/\w+/, `postgres@/${database.name}`) }, keys: createNodeKeys(systemClock.now()),
  });
  const opened = valueOf(await openNode(own));
  try {
    const [ownCard, peerCard] = [await cardOf(opened.services), await cardOf(peer.services)];
    await trust(opened.services, peer.services.nodeId, peerCard);
    await trust(peer.services, opened.services.nodeId, ownCard);
  } finally {
    await opened.close();
  }
  return peer;
}

const standing = async (): Promise<unknown> => ((await (await fetch(`${address}/readyz`)).json()) as { status: unknown }).status;

test('a node comes back from its backup: it recovers, cares, and acts again once its peer has answered', async () => {
  const database = await createTestDatabase();
  const peer = await befriend(database);
  const { recipient } = (await node.run(['backup-key', within('key.txt'), '--json'])).json();
  const saved = await node.run(['backup', within('saved'), '--recipient', String(recipient), '--drill', '--identity', within('key.txt'), '--json']);
  expect(saved.code, saved.err + saved.out).toBe(0);
  expect(saved.json()).toMatchObject({ drill: { hashesEqual: true, chains: [{ brokenAt: null }, { brokenAt: null }, { brokenAt: null }] } });
  expect(existsSync(within('datos/drill'))).toBe(false);
  expect(reasonOf((await node.run(['backup', within('other'), '--json'])).json())).toBe('backup-lock-missing');
  const file = path.join(within('saved'), readdirSync(within('saved'))[0]!);

  const restore = (environment: Readonly<Record<string, string>>, ...how: string[]) => node.run(['restore', file, ...how, '--json'], environment);
  expect((await restore({}, '--identity', within('key.txt'))).json()).toMatchObject({ problem: { code: 'conflict', details: { reason: 'restore-over-live' } } });
  expect(reasonOf((await restore({ ...clean, AMPARO_BACKUP_PASSPHRASE: 'una frase que no abre' })).json())).toBe('backup-key-wrong');
  const restored = await restore(clean, '--identity', within('key.txt'));
  expect(restored.code, restored.out + restored.err).toBe(0);
  expect(restored.json()).toMatchObject({ hashesEqual: true });
  expect(Number(readFileSync(within('llaves/incarnation'), 'utf8'))).toBe(restored.json()['incarnation']);
  expect(existsSync(within('clean/restore-is-not-finished'))).toBe(false);
  expect((await node.run(['verify', '--json'], clean)).json()).toMatchObject({ holds: true });

  const running = begin(['start', '--json'], clean);
  expect(await running.started()).toMatchObject({ nodeId: restored.json()['nodeId'], address });
  expect(await standing()).toBe('recovering');
  await peer.listen();
  await expect.poll(standing, { timeout: 60_000, interval: 200 }).toBe('ready');
  // one process answers for a node; when it is gone, however it ended, the next may
  const second = await node.run(['start', '--json', '--port', String(await freePort())], clean);
  expect([second.code, reasonOf(second.json())]).toEqual([1, 'node-running']);
  running.child.kill('SIGKILL');
  await running.ended;
  const next = begin(['start', '--json'], clean);
  expect(await next.started()).toMatchObject({ nodeId: restored.json()['nodeId'] });
  next.child.kill('SIGINT');
  expect((await next.ended).code).toBe(0);
  await peer.stop();
  await database.drop();
}, 240_000);

test('a database that a newer version has changed, an unfinished restore and open keys are refused', async () => {
  const [start, url] = [['start', '--json', '--port', '0'], clean['DATABASE_URL']!];
  await node.execute(url, `insert into public.migration (name, checksum) values ('9999_future.sql', 'x')`);
  expect((await node.run(['migrate', '--json'], clean)).json()).toMatchObject({ problem: { details: { reason: 'database-newer', migrations: ['9999_future.sql'] } } });
  await node.execute(url, 'create table public.restore_under_way ()');
  expect(reasonOf((await node.run(start, clean)).json())).toBe('restore-unfinished');
  chmodSync(within('llaves/node-keys.json'), 0o644);
  expect(reasonOf((await node.run(start)).json())).toBe('key-file-readable-by-others');
});
