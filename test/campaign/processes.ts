import { fork, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { raiseIncarnation } from '#main/incarnation.ts';
import { sql } from 'kysely';
import { connect } from '#platform/db/connect.ts';
import { startEmbedded, type EmbeddedServer } from '#platform/db/embedded.ts';
import { freePorts } from '../../bench/support/ports.ts';
import type { Trust } from '../../bench/support/agreement.ts';
import { drawsFrom } from '../model/campaign.ts';
import { judge, type Findings } from './processes/checker.ts';
import type { Place, Word } from './processes/node.ts';
import { startProxy, type Proxy } from './processes/proxy.ts';

/* node test/campaign/processes.ts --handovers 1000: nodes as processes with databases of their own, behind a proxy that fails, killed with
   kill -9 (and now and then their PostgreSQL with them), restored from old copies, with clocks a day wrong; judged from outside. */

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, nodes: { type: 'string', default: '5' }, children: { type: 'string', default: '40' }, handovers: { type: 'string', default: '1000' }, minutes: { type: 'string', default: '120' } } });
const [seed, count, children, wanted] = [Number(values.seed), Number(values.nodes), Number(values.children), Number(values.handovers)];
const draw = drawsFrom(seed);
const below = (limit: number) => Math.floor(draw() * limit);
const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-processes-'));
chmodSync(folder, 0o755);
const clusterFolder = path.join(folder, 'cluster');
let cluster: EmbeddedServer = await startEmbedded(clusterFolder);
const firstPort = await freePorts(count * 2);

interface RunningProcess {
  readonly child: ChildProcess;
  readonly waiting: Map<number, { resolve(value: never): void; reject(error: Error): void }>;
}
const processes: RunningProcess[] = [];
const skews = Array.from({ length: count }, () => 0);
const trusts: Trust[] = [];
const faults = { kills: 0, databaseKills: 0, restores: 0, restoresAtOnce: 0, partitions: 0, skews: 0 };
let nextWord = 0;

/** Says a word to a node's process; fails when the process ends first. */
function tell<T>(index: number, word: Word): Promise<T> {
  const { child, waiting } = processes[index]!;
  const id = nextWord++;
  return new Promise<T>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    if (child.connected) child.send({ id, word });
    else reject(new Error('the process has ended'));
  });
}

const databaseOf = (index: number): string => `node_${index}`;
const target = (index: number) => ({ host: cluster.host, port: cluster.port, user: 'postgres', database: databaseOf(index) });

async function administer(...statements: string[]): Promise<void> {
  const database = connect({ host: cluster.host, port: cluster.port, user: 'postgres', database: 'postgres', maximum: 1 });
  for (const statement of statements) await sql.raw(statement).execute(database);
  await database.destroy();
}

async function start(index: number): Promise<Trust> {
  const child = fork(path.join(import.meta.dirname, 'processes/node.ts'), { stdio: ['ignore', 'inherit', 'ignore', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] });
  const waiting: RunningProcess['waiting'] = new Map();
  processes[index] = { child, waiting };
  child.on('message', ({ id, value, failure }: { id: number; value?: never; failure?: string }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (failure === undefined) asked?.resolve(value!);
    else asked?.reject(new Error(failure));
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the process has ended'));
    waiting.clear();
  });
  const place: Place = { name: `Nodo${index}`, folder: path.join(folder, `node-${index}`), database: target(index), port: firstPort + count + index, publicAddress: `http://127.0.0.1:${firstPort + index}`, skewHours: skews[index]! };
  return tell<Trust>(index, { say: 'open', place });
}

async function kill(index: number): Promise<void> {
  const { child } = processes[index]!;
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** kill -9 of the database server, with the nodes that speak to it. */
async function killDatabase(): Promise<void> {
  faults.databaseKills++;
  const pid = Number(readFileSync(path.join(clusterFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  for (let index = 0; index < count; index++) await kill(index);
  process.kill(pid, 'SIGKILL');
  for (let attempt = 0; attempt < 50; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    try {
      cluster = await startEmbedded(clusterFolder);
      break;
    } catch (error) {
      if (attempt === 49) throw error;
    }
  }
  await Promise.all(Array.from({ length: count }, (_, index) => start(index)));
}

const copy = (from: string, to: string): Promise<void> =>
  administer(`drop database if exists ${to} with (force)`, `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${from}'`, `create database ${to} template ${from} strategy file_copy`);

async function backUp(index: number): Promise<void> {
  await kill(index);
  await copy(databaseOf(index), `backup_${index}`);
  await start(index);
}

async function restore(indexes: readonly number[]): Promise<void> {
  for (const index of indexes) {
    faults.restores++;
    await kill(index);
    await copy(`backup_${index}`, databaseOf(index));
    raiseIncarnation(path.join(folder, `node-${index}`, 'keys'));
  }
  if (indexes.length > 1) faults.restoresAtOnce++;
  await Promise.all(indexes.map(start));
}

async function federate(): Promise<void> {
  for (let index = 0; index < count; index++) trusts.push(await start(index));
  for (let one = 0; one < count; one++) for (let other = 0; other < count; other++) if (one !== other) await tell(one, { say: 'trust', peer: trusts[other]! });
  for (let one = 0; one < count; one++) for (let other = one + 1; other < count; other++) {
    const document = await tell<unknown>(one, { say: 'draft', peer: trusts[other]!.nodeId });
    await tell(one, { say: 'conclude', document: await tell<unknown>(other, { say: 'sign', document }) });
  }
}

const groups: ChildId[][] = [];
const origins = new Map<string, string>();

async function register(): Promise<void> {
  for (let child = 0; child < children; child++) {
    const index = child % count;
    const childId = await tell<ChildId>(index, { say: 'receive', number: child });
    origins.set(childId, trusts[index]!.nodeId);
    const sibling = child % 5 === 4 && child >= count ? groups.find((group) => group.length === 1 && origins.get(group[0]!) === trusts[index]!.nodeId) : undefined;
    if (sibling) sibling.push(childId);
    else groups.push([childId]);
  }
}

const peersOf = (index: number): NodeId[] => trusts.filter((_, other) => other !== index).map(({ nodeId }) => nodeId);
const act = (index: number, isWilling: boolean): Promise<string[]> =>
  tell<string[]>(index, { say: 'act', groups, peers: peersOf(index), draws: Array.from({ length: 30 }, draw), isWilling }).catch(() => []);

async function acknowledged(): Promise<number> {
  let sum = 0;
  for (let index = 0; index < count; index++) {
    const database = connect({ ...target(index), maximum: 1 });
    const { rows } = await sql<{ number: number }>`select count(*)::int as number from handover.outgoing where status = 'acknowledged'`.execute(database);
    sum += rows[0]!.number;
    await database.destroy();
  }
  return sum;
}

const keysIn = (card: string): string[] => {
  const { signing } = JSON.parse(Buffer.from(card.split('.')[1]!, 'base64url').toString()) as { signing: { x: string }[] };
  return signing.map(({ x }) => x);
};
const examine = (): Promise<Findings> => judge(trusts.map(({ nodeId }, index) => ({ node: nodeId, target: target(index) })), new Map(trusts.map(({ nodeId, card }) => [nodeId, keysIn(card)])), groups, origins);

async function trouble(proxy: Proxy): Promise<void> {
  const index = below(count);
  const fate = draw();
  if (fate < 0.45) {
    faults.kills++;
    void act(index, false);
    await new Promise((resolve) => setTimeout(resolve, below(400)));
    await kill(index);
    await start(index);
  } else if (fate < 0.48) await killDatabase();
  else if (fate < 0.58) await backUp(index);
  else if (fate < 0.64) await restore(draw() < 0.3 ? [index, (index + 1) % count] : [index]);
  else if (fate < 0.84) {
    proxy.parted.clear();
    faults.partitions++;
    for (let other = 0; other < count; other++) if (other !== index) proxy.parted.add(`${index} ${other}`).add(`${other} ${index}`);
  } else if (fate < 0.92) proxy.parted.clear();
  else {
    faults.skews++;
    skews[index] = below(49) - 24;
    await kill(index);
    await start(index);
  }
}

async function main(): Promise<void> {
  const started = performance.now();
  await federate();
  await register();
  const proxy = await startProxy(firstPort, firstPort + count, count, (nodeId) => trusts.findIndex((trust) => trust.nodeId === nodeId), draw);
  const nodes = Array.from({ length: count }, (_, index) => index);
  for (let round = 0; round < 3; round++) await Promise.all(nodes.map((index) => tell(index, { say: 'retry' })));
  for (const index of nodes) await backUp(index);
  proxy.faults = { drop: 0.08, dropAnswer: 0.07, duplicate: 0.1, delay: 0.1 };
  let handovers = 0;
  for (let round = 1; handovers < wanted && performance.now() - started < Number(values.minutes) * 60_000; round++) {
    await Promise.all(nodes.map((index) => act(index, false)));
    if (round % 2 === 0) await trouble(proxy);
    if (round % 3 === 0) await Promise.all(nodes.map((index) => tell(index, { say: 'retry' }).catch(() => undefined)));
    if (round % 5 === 0) handovers = await acknowledged();
  }
  proxy.faults = null;
  proxy.parted.clear();
  skews.fill(0);
  for (const index of nodes) await kill(index).then(() => start(index));
  const healed = performance.now();
  let found = await examine();
  for (let round = 0; round < 40 && Object.values(found).some((list) => list.length > 0); round++) {
    await Promise.all(nodes.map((index) => act(index, true)));
    await Promise.all(nodes.map((index) => tell(index, { say: 'retry' }).catch(() => undefined)));
    found = await examine();
  }
  const settledAfter = Math.round((performance.now() - healed) / 100) / 10;
  const counts = Object.fromEntries(Object.entries(found).map(([name, list]) => [name, (list as string[]).length]));
  console.log(JSON.stringify({ seed, handovers: await acknowledged(), faults: { ...faults, ...proxy.counts }, ...counts, settledAfter, seconds: Math.round((performance.now() - started) / 1000) }));
  for (const line of Object.entries(found).flatMap(([name, list]) => (list as string[]).map((one) => `  ${name}: ${one}`))) console.error(line);
  const isWell = Object.values(found).every((list) => list.length === 0);
  console.log(isWell ? '1 passed, 0 failed' : '0 passed, 1 failed');
  process.exitCode = isWell ? 0 : 1;
  for (const index of nodes) await kill(index);
  await proxy.stop();
}

try {
  await main();
} finally {
  for (const { child } of processes) child.kill('SIGKILL');
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
