import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ChildId } from '#kernel/identifier.ts';
import { instantFrom } from '#kernel/instant.ts';
import type { ConnectionTarget } from '#platform/db/connect.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import type { Caller } from '#platform/services.ts';
import { list, openFile, openTimeline, receive, write } from '#rooms/case/index.ts';
import { monitoringRoutes } from '#rooms/monitoring/index.ts';
import { createRegistry, searchVerb, type Registry } from '#rooms/tracing/index.ts';
import { custodiansOf } from '#rooms/handover/index.ts';
import { openAgency, type Agency } from './support/agency.ts';
import type { Figure } from './support/figure.ts';
import { inventChildren } from './support/inventions.ts';
import { commitLimit, emptyRead } from './support/limits.ts';
import { fillRegistry, teamsFor } from './support/load.ts';
import { quantile, repeat, timed, type Repetition } from './support/measure.ts';
import { figureCommand, isWanted, say, shareOf, type Measure, type Options } from './support/options.ts';
import { openServer, type BenchServer } from './support/postgres.ts';

type AnyVerb = Verb<never, unknown>;
const asVerb = (verb: unknown) => verb as AnyVerb;
const monitoring = (path: string) => asVerb(monitoringRoutes.find(({ endpoint }) => endpoint.path === path)!.verb);

const pick = <T>(values: readonly T[], index: number): T => values[(index * 7919) % values.length]!;

/** One registry under measurement. */
interface Subject {
  readonly agency: Agency;
  readonly children: number;
  readonly options: Options;
}

type Read = (figure: string, caller: Caller, verb: unknown, input: (index: number) => unknown, how?: Partial<Repetition>) => Promise<Figure[]>;

async function measureReads({ agency, children, options }: Subject): Promise<Read> {
  const share = shareOf(options);
  const empty = await emptyRead(agency.running.services, share);
  return async (name, caller, verb, input, how = {}) => {
    if (!isWanted(options, name)) return [];
    say(name);
    const { p50, p95, perSecond } = await repeat((index) => agency.run(asVerb(verb), caller, input(index)), { count: 200, share, ...how });
    return [{ name, unit: '/s', value: perSecond, p50, p95, children, limits: [{ name: 'empty read', value: empty.perSecond }] }];
  };
}

async function someChildren({ services }: Agency['running']): Promise<ChildId[]> {
  const { rows } = await transact(services.database, nodeScope(services.clock.now()), (transaction) =>
    sql<{ child_id: ChildId }>`select child_id from "case".file order by md5(child_id) limit 1000`.execute(transaction));
  return rows.map((row) => row.child_id);
}

/** Verbs that read, each as the worker who uses it most. */
async function reads(subject: Subject): Promise<Figure[]> {
  const { agency, children } = subject;
  const read = await measureReads(subject);
  const worker = agency.worker(0, 3);
  const coordinator = agency.worker(0, 0, 'coordinator');
  const known = await someChildren(agency.running);
  const childAt = (index: number) => ({ childId: pick(known, index) });
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
  ].flat();
}

/** Search by what is told of children who are here, and how long the index takes to be there after a start. */
async function searches(subject: Subject, registry: Registry): Promise<Figure[]> {
  const { agency, children } = subject;
  say('search');
  const before = process.memoryUsage.rss();
  const filled = await timed(() => registry.ready());
  const memory = (process.memoryUsage.rss() - before) / 2 ** 20;
  const asked = searchedNames();
  const read = await measureReads(subject);
  return [
    { name: 'search index filled after a start', unit: 's', value: filled.milliseconds / 1000, children },
    { name: 'search index in memory', unit: 'MB', value: memory, children },
    ...(await read('search by names', agency.worker(0, 3), searchVerb(registry, custodiansOf), (index) => pick(asked, index))),
  ];
}

/** What people ask for who know a child that is here: all names, and often nationality and sex. */
function searchedNames(): readonly object[] {
  const asked: object[] = [];
  for (const { intake: { profile } } of inventChildren(instantFrom(Date.now()))) {
    const names = [profile.givenNames, profile.firstSurname, profile.secondSurname].filter((name) => typeof name === 'string').join(' ');
    const [nationality] = Array.isArray(profile.nationalities) ? profile.nationalities : [];
    asked.push({ names, ...(nationality === undefined ? {} : { nationality }), ...(profile.sex === 'F' || profile.sex === 'M' ? { sex: profile.sex } : {}) });
    if (asked.length === 300) break;
  }
  return asked;
}

async function intakes({ agency, children, options }: Subject, database: ConnectionTarget): Promise<Figure[]> {
  const share = shareOf(options);
  const inventions = inventChildren(instantFrom(Date.now()), 1_000_001);
  const figures: Figure[] = [];
  for (const atOnce of [1, 4]) {
    say(`intake by ${atOnce}`);
    const limit = await commitLimit(database, atOnce, share);
    const timing = await repeat((each) => agency.run(asVerb(receive), agency.worker(each % agency.teams.length, each % 10), inventions.next().value.intake), { count: 400, atOnce, seconds: 20, share });
    figures.push({ name: atOnce === 1 ? 'intake, one worker' : `intake, ${atOnce} workers at once`, unit: '/s', value: timing.perSecond, p50: timing.p50, p95: timing.p95, children, limits: [limit] });
  }
  return figures;
}

/** Fifty people at work: each begins something every two seconds, eight times of ten to read. */
const crowd = { workers: 50, pause: 2000, seconds: 60 };
/** What a worker should not wait longer than, in 95 of 100 cases, in milliseconds. */
const bearable = { reading: 300, writing: 500 };

/** Times of what 50 workers do beside each other, whatever it costs the one who waits. */
async function crowded({ agency, children, options }: Subject, registry: Registry): Promise<Figure[]> {
  say(`${crowd.workers} workers`);
  await registry.ready();
  const known = await someChildren(agency.running);
  const asked = searchedNames();
  const inventions = inventChildren(instantFrom(Date.now()), 2_000_001);
  const coordinator = agency.worker(0, 0, 'coordinator');
  const childAt = (index: number) => ({ childId: pick(known, index) });
  const search = searchVerb(registry, custodiansOf);
  const act = (index: number, caller: Caller): { kind: keyof typeof bearable; done: Promise<unknown> } => {
    const run = (kind: keyof typeof bearable, verb: unknown, by: Caller, input: unknown) => ({ kind, done: agency.run(asVerb(verb), by, input) });
    switch (index % 10) {
      case 0: return run('writing', receive, caller, inventions.next().value.intake);
      case 5: return run('writing', write, coordinator, { ...childAt(index), kind: 'general', text: 'Se habló con la familia.' });
      case 1: case 6: return run('reading', search, caller, pick(asked, index));
      case 2: case 7: return run('reading', monitoring('/api/work'), caller, { mine: 'mine' });
      case 3: case 8: return run('reading', list, caller, {});
      default: return run('reading', openFile, coordinator, childAt(index));
    }
  };
  const times = { reading: [] as number[], writing: [] as number[] };
  const end = performance.now() + crowd.seconds * 1000 * shareOf(options);
  await Promise.all(Array.from({ length: crowd.workers }, async (_, number) => {
    const caller = agency.worker(number % agency.teams.length, number % 10);
    await setTimeout((crowd.pause * number) / crowd.workers);
    for (let index = number; performance.now() < end; index += 7) {
      const start = performance.now();
      const { kind, done } = act(index, caller);
      await done;
      const took = performance.now() - start;
      times[kind].push(took);
      await setTimeout(Math.max(0, crowd.pause - took));
    }
  }));
  return (['reading', 'writing'] as const).filter((kind) => times[kind].length > 0).map((kind): Figure => {
    const [p50, p95] = [quantile(times[kind], 0.5), quantile(times[kind], 0.95)];
    return { name: `${kind}, ${crowd.workers} workers at once, p95`, unit: 'ms', value: p95, p50, p95, children, limits: [{ name: 'bearable', value: bearable[kind] }] };
  });
}

async function measureAt(server: BenchServer, options: Options, children: number): Promise<Figure[]> {
  const place = path.join(options.folder, `${server.kind}-${children}`);
  const database = await server.database(`bench_${children}`);
  const agency = await openAgency({ name: 'Procuraduría de prueba', folder: place, database, port: 0, teams: teamsFor(children) });
  const loaded = await fillRegistry(agency, place, children);
  const subject = { agency, children, options };
  const registry = createRegistry(agency.running.services);
  const figures: Figure[] = [
    ...(loaded === null ? [] : [{ name: 'recording in bulk, 200 files a transaction', unit: '/s' as const, value: loaded, children }]),
    ...(await reads(subject)),
    ...(isWanted(options, 'search') ? await searches(subject, registry) : []),
    ...(isWanted(options, 'intake') ? await intakes(subject, database) : []),
    ...(isWanted(options, 'workers') ? await crowded(subject, registry) : []),
  ];
  await registry.close();
  await agency.running.stop();
  return figures.map((figure): Figure => ({ ...figure, database: server.kind }));
}

/** What a day's work costs with a registry of many children. */
export const measureRegistry: Measure = async (options) => {
  const server = await openServer(options.folder, options.database);
  const figures: Figure[] = [];
  for (const children of options.children) figures.push(...(await measureAt(server, options, children)));
  await server.stop();
  return { figures, databases: [server.name] };
};

if (import.meta.main) await figureCommand(measureRegistry);
