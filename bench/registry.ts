import path from 'node:path';
import { sql } from 'kysely';
import type { ChildId } from '#kernel/identifier.ts';
import { instantFrom } from '#kernel/instant.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import type { Caller } from '#platform/services.ts';
import { list, openFile, openTimeline, receive } from '#rooms/case/index.ts';
import { monitoringRoutes } from '#rooms/monitoring/index.ts';
import { createRegistry, searchVerb } from '#rooms/tracing/index.ts';
import { custodiansOf } from '#rooms/handover/index.ts';
import { openAgency, type Agency } from './support/agency.ts';
import type { Figure } from './support/figure.ts';
import { inventChildren } from './support/inventions.ts';
import { commitLimit, emptyRead } from './support/limits.ts';
import { fillRegistry, filesOfTeam } from './support/load.ts';
import { repeat, timed, type Repetition, type Timing } from './support/measure.ts';
import { figureCommand, say, type Options } from './support/options.ts';
import { openServer, type BenchServer } from './support/postgres.ts';

type AnyVerb = Verb<never, unknown>;
const asVerb = (verb: unknown) => verb as AnyVerb;
const monitoring = (path: string) => asVerb(monitoringRoutes.find(({ endpoint }) => endpoint.path === path)!.verb);

const pick = <T>(values: readonly T[], index: number): T => values[(index * 7919) % values.length]!;

async function measureReads(agency: Agency, children: number): Promise<(figure: string, caller: Caller, verb: unknown, input: (index: number) => unknown, how?: Partial<Repetition>) => Promise<Figure>> {
  const empty = await emptyRead(agency.running.services);
  return async (name, caller, verb, input, how = {}) => {
    say(name);
    const { p50, p95 } = await repeat((index) => agency.run(asVerb(verb), caller, input(index)), { count: 200, ...how });
    return { name, unit: 'ms', value: p50, p50, p95, children, limits: [{ name: 'empty read', value: empty.p50 }] };
  };
}

/** Verbs that read, each as the worker who uses it most. */
async function reads(agency: Agency, children: number): Promise<Figure[]> {
  const { services } = agency.running;
  const read = await measureReads(agency, children);
  const worker = agency.worker(0, 3);
  const coordinator = agency.worker(0, 0, 'coordinator');
  const { rows } = await transact(services.database, nodeScope(services.clock.now()), (transaction) =>
    sql<{ child_id: ChildId }>`select child_id from "case".file order by md5(child_id) limit 1000`.execute(transaction));
  const childAt = (index: number) => ({ childId: pick(rows, index).child_id });
  const middle = async () => {
    let cursor: string | undefined;
    for (let page = 0; page < Math.min(20, children / 100); page++) cursor = ((await agency.run(asVerb(list), coordinator, cursor === undefined ? {} : { cursor })) as { nextCursor: string }).nextCursor;
    return cursor;
  };
  const cursor = await middle();
  return [
    await read('list, first page, own team', worker, list, () => ({})),
    await read('list, first page, agency', coordinator, list, () => ({})),
    await read('list, a later page, agency', coordinator, list, () => (cursor === undefined ? {} : { cursor })),
    await read('list, newest first, agency', coordinator, list, () => ({ order: 'received' })),
    await read('list, filtered by urgency and due, agency', coordinator, list, () => ({ urgency: 'high', due: 'week' })),
    await read('list, filtered by nationality and age, agency', coordinator, list, () => ({ nationality: 'NI', ageBand: '6-11' })),
    await read('my work, case worker', worker, monitoring('/api/work'), () => ({ mine: 'mine' })),
    await read('my work, coordinator', coordinator, monitoring('/api/work'), () => ({})),
    await read('queue proof', coordinator, monitoring('/api/queues'), () => ({})),
    await read('file', coordinator, openFile, childAt),
    await read('timeline', coordinator, openTimeline, childAt),
  ];
}

/** Search by what is told of children who are here, and how long the index takes to be there after a start. */
async function searches(agency: Agency, children: number): Promise<Figure[]> {
  say('search');
  const { services } = agency.running;
  const before = process.memoryUsage.rss();
  const registry = createRegistry(services);
  const filled = await timed(() => registry.ready());
  const memory = (process.memoryUsage.rss() - before) / 2 ** 20;
  const asked: object[] = [];
  for (const { intake: { profile } } of inventChildren(instantFrom(Date.now()))) {
    const names = [profile.givenNames, profile.firstSurname, profile.secondSurname].filter((name) => typeof name === 'string').join(' ');
    const [nationality] = Array.isArray(profile.nationalities) ? profile.nationalities : [];
    asked.push({ names, ...(nationality === undefined ? {} : { nationality }), ...(profile.sex === 'F' || profile.sex === 'M' ? { sex: profile.sex } : {}) });
    if (asked.length === 300) break;
  }
  const read = await measureReads(agency, children);
  return [
    { name: 'search index filled after a start', unit: 's', value: filled.milliseconds / 1000, children },
    { name: 'search index in memory', unit: 'MB', value: memory, children },
    await read('search by names', agency.worker(0, 3), searchVerb(registry, custodiansOf), (index) => pick(asked, index)),
  ];
}

async function intakes(agency: Agency, children: number, limits: Awaited<ReturnType<typeof commitLimit>>[]): Promise<Figure[]> {
  const inventions = inventChildren(instantFrom(Date.now()), 1_000_001);
  const figures: Figure[] = [];
  for (const [index, atOnce] of [1, 4].entries()) {
    say(`intake by ${atOnce}`);
    const timing: Timing = await repeat((each) => agency.run(asVerb(receive), agency.worker(each % agency.teams.length, each % 10), inventions.next().value.intake), { count: 400, atOnce, seconds: 20 });
    figures.push({ name: atOnce === 1 ? 'intake, one worker' : `intake, ${atOnce} workers at once`, unit: '/s', value: timing.perSecond, p50: timing.p50, p95: timing.p95, children, limits: [limits[index]!] });
  }
  return figures;
}

async function measureAt(server: BenchServer, { folder }: Options, children: number): Promise<Figure[]> {
  const place = path.join(folder, `${server.kind}-${children}`);
  const database = await server.database(`bench_${children}`);
  const limits = [await commitLimit(database, 1), await commitLimit(database, 4)];
  const agency = await openAgency({ name: 'Procuraduría de prueba', folder: place, database, port: 0, teams: Math.max(2, Math.ceil(children / filesOfTeam)) });
  const loaded = await fillRegistry(agency, place, children);
  const figures = [
    ...(loaded === null ? [] : [{ name: 'recording in bulk, 200 files a transaction', unit: '/s' as const, value: loaded, children }]),
    ...(await reads(agency, children)),
    ...(await searches(agency, children)),
    ...(await intakes(agency, children, limits)),
  ];
  await agency.running.stop();
  return figures.map((figure) => ({ ...figure, database: server.kind }));
}

/** What a day's work costs with a registry of many children. */
await figureCommand(async (options) => {
  const server = await openServer(options.folder, options.database);
  const figures: Figure[] = [];
  for (const children of options.children) figures.push(...(await measureAt(server, options, children)));
  await server.stop();
  return { figures, databases: [server.name] };
});
