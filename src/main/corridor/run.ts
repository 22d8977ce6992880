import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addDays, instantFrom, type Instant } from '#kernel/instant.ts';
import { startEmbedded, stopLeftover, type EmbeddedServer } from '#platform/db/embedded.ts';
import type { Clock } from '#platform/services.ts';
import { trainingCorridor, type TrainingCorridor } from '../training/index.ts';
import { concludeAgreements, hireStaff } from './found.ts';
import { openCorridorNode, type CorridorNode } from './nodes.ts';
import { playStories } from './play.ts';
import { createProgress, type Progress } from './progress.ts';

import { createStageWire, type StageWire } from './stage-wire.ts';
import { tidyUp } from './tidy.ts';

/** The nodes were founded this long before today; the oldest story begins after that. */
const daysBefore = 140;

export interface CorridorOptions {
  readonly folder: string;
  readonly firstPort: number;
  readonly isReset: boolean;
  /** Only this node answers; null for all. */
  readonly only: string | null;
  readonly seed: number;
  /** Fewer stories for a quick start; null for all. */
  readonly storyLimit: number | null;
}

export interface RunningCorridor {
  readonly nodes: readonly CorridorNode[];
  stop(): Promise<void>;
}

/** A clock that follows the machine's, unless the stories hold it at a moment of the past. */
function createStageClock(): Clock & { hold(instant: Instant): void } {
  let held: Instant | null = null;
  const milliseconds = () => (held === null ? Date.now() : Date.parse(held));
  return { milliseconds, now: () => instantFrom(milliseconds()), hold: (instant) => { held = instant; } };
}

interface Stage {
  readonly server: EmbeddedServer;
  readonly nodes: readonly CorridorNode[];
  readonly wire: StageWire;
  close(): Promise<void>;
}

async function openStage({ folder, firstPort }: CorridorOptions, corridor: TrainingCorridor, clock: Clock, settings: readonly string[], progress: Progress): Promise<Stage> {
  progress.step('Base de datos · database');
  const server = await startEmbedded(path.join(folder, 'cluster'), settings);
  const nodes: CorridorNode[] = [];
  const wire = createStageWire(nodes);
  for (const [index, training] of corridor.nodes.entries()) {
    progress.step(`Nodo · node ${training.shortName}`);
    nodes.push(await openCorridorNode({ folder, server, clock, firstPort, wire }, training, index));
  }
  return {
    server, nodes, wire,
    close: async () => {
      await Promise.all(nodes.map(({ running }) => running.stop()));
      await server.stop();
    },
  };
}

/**
 * Makes agreements, people and stories. The database need not survive a power cut meanwhile: an unfinished corridor is
 * begun anew.
 */
async function prepare(options: CorridorOptions, corridor: TrainingCorridor, today: Instant, progress: Progress): Promise<void> {
  const clock = createStageClock();
  // what a story stands on must be older than the story: a node's recorded time never runs backwards
  clock.hold(addDays(today, -daysBefore));
  const stage = await openStage(options, corridor, clock, ['fsync=off', 'full_page_writes=off'], progress);
  const { nodes, wire } = stage;
  const staff = await hireStaff(nodes, corridor.users, (done) => progress.bar('Personas · people', done, corridor.users.length));
  progress.step('Convenios · agreements');
  await concludeAgreements(nodes, staff, corridor.users, corridor.agreements);
  for (const { running } of nodes) await running.alignPeers();
  await playStories({
    today, nodes, staff,
    setClock: (instant) => clock.hold(instant),
    settle: (first) => wire.settle(first),
    progress: (done, all) => progress.bar('Historias · stories', done, all),
  }, corridor);
  clock.hold(today);
  await tidyUp(nodes, staff, corridor.users, (done, all) => progress.bar('Seguimiento · follow-up', done, all));
  await stage.close();
}

/** So many of the stories, evenly spread: they are ordered by how they go, and a small corridor should know every kind. */
const spreadOver = <T>(stories: readonly T[], limit: number): T[] => {
  const step = Math.max(1, stories.length / limit);
  return Array.from({ length: Math.min(limit, stories.length) }, (_, index) => stories[Math.floor(index * step)]!);
};

/**
 * Starts the training corridor: six nodes, each with its own database, role, keys and port. The first start (or
 * `--reset`) makes agreements, people and stories; later ones take what is there.
 */
export async function startCorridor(options: CorridorOptions): Promise<RunningCorridor> {
  const { folder, isReset, only, seed, storyLimit } = options;
  const progress = createProgress();
  const finished = path.join(folder, 'corridor-is-ready');
  const today = instantFrom(Date.now());
  const whole = trainingCorridor(seed, today);
  const corridor = storyLimit === null ? whole : { ...whole, stories: spreadOver(whole.stories, storyLimit) };
  if (isReset || !existsSync(finished)) {
    await stopLeftover(path.join(folder, 'cluster'));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await prepare(options, corridor, today, progress);
    writeFileSync(finished, '');
  }
  const stage = await openStage(options, corridor, createStageClock(), [], progress);
  stage.wire.useHttp();
  const answering = stage.nodes.filter(({ training }) => only === null || training.key === only);
  for (const { running } of answering) await running.listen();
  progress.end();
  return { nodes: answering, stop: stage.close };
}
