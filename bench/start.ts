import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { openAgency } from './support/agency.ts';
import type { Figure } from './support/figure.ts';
import { fillRegistry, teamsFor } from './support/load.ts';
import { quantile, timed } from './support/measure.ts';
import { figureCommand, isWanted, say, type Measure, type Options } from './support/options.ts';
import { freePorts } from './support/ports.ts';
import { openServer } from './support/postgres.ts';
import type { Start } from './support/starter.ts';

const quiet = ['--disable-warning=ExperimentalWarning'];
const corridorStories = 40;

/** Seconds until a bare Node has started and ended: nothing that runs on it starts faster. */
async function bareStart(): Promise<number> {
  const { milliseconds } = await timed(() => once(spawn(process.execPath, ['-e', '0']), 'exit'));
  return milliseconds / 1000;
}

/** Seconds from the start of the process to `/readyz` answering, the database's start included when it is embedded. */
async function nodeStart(start: Start): Promise<number> {
  const node = fork(path.join(import.meta.dirname, 'support/starter.ts'), [JSON.stringify(start)], { execArgv: quiet, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const { milliseconds } = await timed(async () => {
    await Promise.race([once(node, 'message'), once(node, 'exit').then(() => { throw new Error('the node ended before it answered'); })]);
    await ready(start.place.port);
  });
  node.send('stop');
  await once(node, 'exit');
  return milliseconds / 1000;
}

async function ready(port: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
  if (!answer.ok) throw new Error(`the node at ${port} answers ${answer.status}`);
}

async function nodeFigure(options: Options, children: number): Promise<Figure> {
  const { folder, database, isQuick } = options;
  const server = await openServer(folder, database);
  const databaseName = `bench_${children}`;
  const place = { name: 'Procuraduría de prueba', folder: path.join(folder, `${server.kind}-${children}`), port: await freePorts(1), teams: teamsFor(children) };
  const agency = await openAgency({ ...place, database: await server.database(databaseName) });
  await fillRegistry(agency, place.folder, children);
  await agency.running.stop();
  await server.stop();
  say(`cold start with ${children} children`);
  const seconds: number[] = [];
  for (let round = 0; round < (isQuick ? 1 : 5); round++) seconds.push(await nodeStart({ folder, database, databaseName, place }));
  return { name: 'cold start of a node', unit: 's', value: quantile(seconds, 0.5), children, database: server.kind, limits: [{ name: 'bare Node', value: await bareStart() }] };
}

/** Seconds until all six nodes of the training corridor answer. */
async function corridorStart(folder: string): Promise<number> {
  const port = await freePorts(6);
  const words = ['src/main/amparo.ts', 'corridor', '--data', path.join(folder, 'corridor'), '--port', String(port), '--stories', String(corridorStories)];
  const corridor = spawn(process.execPath, [...quiet, ...words], { cwd: path.join(import.meta.dirname, '..'), stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(corridor, 'exit');
  const { milliseconds } = await timed(async () => {
    await Promise.race([once(corridor.stdout, 'data'), ended.then(() => { throw new Error('the corridor ended before it answered'); })]);
    for (let node = 0; node < 6; node++) await ready(port + node);
  });
  corridor.stdout.resume();
  corridor.kill('SIGINT');
  await ended;
  return milliseconds / 1000;
}

async function corridorFigures({ folder }: Options): Promise<Figure[]> {
  say('cold start of the corridor');
  const anew = await corridorStart(folder);
  const again: number[] = [];
  for (let round = 0; round < 3; round++) again.push(await corridorStart(folder));
  const limits = [{ name: 'bare Node', value: await bareStart() }];
  return [
    { name: `first start of the corridor, six nodes and ${corridorStories} stories`, unit: 's', value: anew, limits, database: 'embedded' },
    { name: 'cold start of the corridor, six nodes', unit: 's', value: quantile(again, 0.5), limits, database: 'embedded' },
  ];
}

/** How long an agency waits after its machine was switched on. The corridor is left out of a quick run: it takes a minute to make. */
export const measureStarts: Measure = async (options) => {
  const figures: Figure[] = [];
  if (isWanted(options, 'node')) for (const children of options.children) figures.push(await nodeFigure(options, children));
  if (!options.isQuick && isWanted(options, 'corridor')) figures.push(...(await corridorFigures(options)));
  return { figures };
};

if (import.meta.main) await figureCommand(measureStarts);
