import { parseArgs } from 'node:util';
import { setTimeout as pass } from 'node:timers/promises';
import pg from 'pg';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Trust } from '../../bench/support/agreement.ts';
import { freePorts } from '../../bench/support/ports.ts';
import { drawsFrom } from '../model/campaign.ts';
import { judge, type Findings } from './processes/checker.ts';
import { Machines } from './processes/machines.ts';
import { startProxy, type Proxy } from './processes/proxy.ts';

/* node test/campaign/processes.ts --handovers 1000 [--minutes 120] [--port 6000]: nodes as processes with databases of their own, behind
   a proxy that fails, killed with kill -9 (and now and then their PostgreSQL under them), restored from old copies, with clocks a day
   wrong; judged from outside. */

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' }, nodes: { type: 'string', default: '5' }, children: { type: 'string', default: '40' }, handovers: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '120' }, port: { type: 'string' }, verbose: { type: 'boolean', default: false },
  },
});
const [seed, count, children, wanted] = [Number(values.seed), Number(values.nodes), Number(values.children), Number(values.handovers)];
const draw = drawsFrom(seed);
const below = (limit: number) => Math.floor(draw() * limit);
const started = performance.now();
const secondsSince = (instant: number): number => Math.round((performance.now() - instant) / 100) / 10;
const log = (line: string): void => void (values.verbose && console.error(`${secondsSince(started)} ${line}`));
const firstPort = values.port === undefined ? await freePorts(count * 2) : Number(values.port);
const machines = await Machines.open({ count, firstPort, isVerbose: values.verbose });
log('the cluster is up');
const nodes = Array.from({ length: count }, (_, index) => index);
const trusts: Trust[] = [];
const faults = { restores: 0, restoresAtOnce: 0, partitions: 0, skews: 0 };
const groups: ChildId[][] = [];
const origins = new Map<string, string>();

async function federate(): Promise<void> {
  for (const index of nodes) trusts.push(await machines.start(index));
  for (const one of nodes) for (const other of nodes) if (one !== other) await machines.tell(one, { say: 'trust', peer: trusts[other]! });
  for (const one of nodes) for (const other of nodes) {
    if (other <= one) continue;
    const document = await machines.tell<unknown>(one, { say: 'draft', peer: trusts[other]!.nodeId });
    await machines.tell(one, { say: 'conclude', document: await machines.tell<unknown>(other, { say: 'sign', document }) });
  }
}

/** One child in five travels with another of the same node. */
async function register(): Promise<void> {
  for (let child = 0; child < children; child++) {
    const index = child % count;
    const childId = await machines.tell<ChildId>(index, { say: 'receive', number: child });
    origins.set(childId, trusts[index]!.nodeId);
    const sibling = child % 5 === 4 ? groups.find((group) => group.length === 1 && origins.get(group[0]!) === trusts[index]!.nodeId) : undefined;
    if (sibling) sibling.push(childId);
    else groups.push([childId]);
  }
}

const peersOf = (index: number): NodeId[] => trusts.filter((_, other) => other !== index).map(({ nodeId }) => nodeId);
const act = (index: number, isWilling: boolean): Promise<string[]> =>
  machines.tell<string[]>(index, { say: 'act', groups, peers: peersOf(index), draws: Array.from({ length: 30 }, draw), isWilling }).catch((error: Error) => [`failed: ${error.message}`]);
const retry = (index: number): Promise<unknown> => machines.tell(index, { say: 'retry' }).catch(() => undefined);

async function acknowledged(): Promise<number> {
  let sum = 0;
  for (const index of nodes) {
    const client = new pg.Client(machines.target(index));
    await client.connect();
    sum += Number((await client.query<{ number: string }>(`select count(*) as number from handover.outgoing where status = 'acknowledged'`)).rows[0]!.number);
    await client.end();
  }
  return sum;
}

/** What is still owed to peers, and why it was not taken: for the report of a run that does not settle. */
async function undelivered(index: number): Promise<string[]> {
  const client = new pg.Client(machines.target(index));
  await client.connect();
  const { rows } = await client.query<{ said: string }>(`select type || ' to ' || peer || ' ' || incarnation || '/' || peer_incarnation || ', tried ' || attempts || ', next ' || next_at || ', ' || coalesce(problem::text, '-')
    || case when receipt is null then '' else ', received' end as said from federation.sent where obsolete_at is null order by next_at limit 40`);
  await client.end();
  return rows.map(({ said }) => `  node ${index} owes ${said}`);
}

const keysIn = (card: string): string[] => {
  const { signing } = JSON.parse(Buffer.from(card.split('.')[1]!, 'base64url').toString()) as { signing: { x: string }[] };
  return signing.map(({ x }) => x);
};
const examine = (): Promise<Findings> => judge(trusts.map(({ nodeId }, index) => ({ node: nodeId, target: machines.target(index) })), new Map(trusts.map(({ nodeId, card }) => [nodeId, keysIn(card)])), groups, origins);
const isClean = (found: Findings): boolean => Object.values(found).every((list) => list.length === 0);

/** One fault of chance. @returns which */
async function trouble(proxy: Proxy): Promise<string> {
  const index = below(count);
  const fate = draw();
  if (fate < 0.5) {
    const acting = act(index, false);
    await pass(below(400));
    await machines.killAndStart(index);
    await acting;
    return `killed ${index}`;
  }
  if (fate < 0.52) return machines.killDatabase().then(() => 'killed PostgreSQL');
  if (fate < 0.64) return machines.backUp(index).then(() => `backed up ${index}`);
  if (fate < 0.71) {
    const lost = draw() < 0.3 ? [index, (index + 1) % count] : [index];
    faults.restores += lost.length;
    if (lost.length > 1) faults.restoresAtOnce++;
    await machines.restore(lost);
    return `restored ${lost.join()}`;
  }
  if (fate < 0.89) {
    proxy.parted.clear();
    faults.partitions++;
    for (const other of nodes) if (other !== index) proxy.parted.add(`${index} ${other}`).add(`${other} ${index}`);
    return `parted ${index}`;
  }
  if (fate < 0.95) {
    proxy.parted.clear();
    return 'healed';
  }
  faults.skews++;
  machines.skews[index] = below(49) - 24;
  await machines.tell(index, { say: 'skew', hours: machines.skews[index] });
  return `set the clock of ${index} to ${machines.skews[index]}`;
}

/** Peace: everybody answers, until nothing is open and all is right, or that takes too long. @returns what is wrong then */
async function settle(): Promise<Findings> {
  let found = await examine();
  for (const began = performance.now(); performance.now() - began < 120_000 && !isClean(found);) {
    await machines.startEnded();
    await Promise.all(nodes.map((index) => act(index, true)));
    await Promise.all(nodes.map(retry));
    found = await examine();
    log(`after healing: ${Object.entries(found).map(([name, list]) => `${(list as string[]).length} ${name}`).join()}`);
  }
  return found;
}

async function main(): Promise<void> {
  await federate();
  log('the nodes are federated');
  await register();
  const proxy = await startProxy(firstPort, firstPort + count, count, (nodeId) => trusts.findIndex((trust) => trust.nodeId === nodeId), draw);
  for (let round = 0; round < 3; round++) await Promise.all(nodes.map(retry));
  for (const index of nodes) await machines.backUp(index);
  log('everything is ready');
  proxy.faults = { drop: 0.08, dropAnswer: 0.07, duplicate: 0.1, delay: 0.1 };
  let handovers = 0;
  // a run in which nothing happened proves nothing: that it gets at least so far is waited for
  const isLong = (minutes: number) => performance.now() - started > minutes * 60_000;
  const isEmpty = () => handovers === 0 || machines.counts.kills === 0;
  for (let round = 1; handovers < wanted && !isLong(isEmpty() ? Number(values.minutes) + 8 : Number(values.minutes)); round++) {
    await machines.startEnded();
    const said = await Promise.all(nodes.map((index) => act(index, false)));
    log(said.map((words, index) => `${index}: ${words.join(', ')}`).join('; '));
    if (round % 2 === 0) log(await trouble(proxy));
    if (round % 3 === 0) await Promise.all(nodes.map(retry));
    if (round % 5 === 0) handovers = await acknowledged();
  }
  proxy.faults = null;
  proxy.parted.clear();
  for (const index of nodes) {
    machines.skews[index] = 0;
    await machines.tell(index, { say: 'skew', hours: 0 }).catch(() => undefined);
  }
  const healed = performance.now();
  const found = await settle();
  const settledAfter = secondsSince(healed);
  handovers = await acknowledged();
  const counts = Object.fromEntries(Object.entries(found).map(([name, list]) => [name, (list as string[]).length]));
  console.log(JSON.stringify({ seed, handovers, faults: { ...machines.counts, ...faults, ...proxy.counts }, ...counts, leakedFields: proxy.leaks, settledAfter, seconds: Math.round(secondsSince(started)) }));
  for (const line of Object.entries(found).flatMap(([name, list]) => (list as string[]).map((one) => `  ${name}: ${one}`))) console.error(line);
  // a run in which nothing happened proves nothing
  if (!isClean(found)) for (const index of nodes) for (const line of await undelivered(index)) console.error(line);
  const isWell = isClean(found) && proxy.leaks === 0 && !isEmpty();
  console.log(isWell ? '1 passed, 0 failed' : '0 passed, 1 failed');
  process.exitCode = isWell ? 0 : 1;
  await proxy.stop();
}

try {
  await main();
} finally {
  await machines.close();
}
