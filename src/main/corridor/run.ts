import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addDays, instantFrom, type Instant } from '#kernel/instant.ts';
import { startEmbedded, stopLeftover } from '#platform/db/embedded.ts';
import type { Clock } from '#platform/services.ts';
import { trainingCorridor } from '../training/corridor.ts';
import { concludeAgreements, hireStaff } from './found.ts';
import { openCorridorNode, type CorridorNode } from './nodes.ts';
import { playStories } from './play.ts';
import { createProgress } from './progress.ts';
import { createStageWire, settle } from './stage-wire.ts';

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
function createStageClock(): Clock & { hold(instant: Instant): void; release(): void } {
  let held: Instant | null = null;
  const milliseconds = () => (held === null ? Date.now() : Date.parse(held));
  return { milliseconds, now: () => instantFrom(milliseconds()), hold: (instant) => { held = instant; }, release: () => { held = null; } };
}

/**
 * Starts the training corridor: six nodes, each with its own database, role, keys and port. The first start (or
 * `--reset`) makes agreements, people and stories; later ones take what is there.
 */
export async function startCorridor(options: CorridorOptions): Promise<RunningCorridor> {
  const { folder, firstPort, isReset, only, seed } = options;
  const finished = path.join(folder, 'corridor-is-ready');
  if (isReset || !existsSync(finished)) {
    await stopLeftover(path.join(folder, 'cluster'));
    rmSync(folder, { recursive: true, force: true });
  }
  mkdirSync(folder, { recursive: true });
  const isNew = !existsSync(finished);
  const progress = createProgress();
  progress.step('Base de datos · database');
  const server = await startEmbedded(path.join(folder, 'cluster'));
  const clock = createStageClock();
  const today = clock.now();
  const corridor = trainingCorridor(seed, today);
  const stories = options.storyLimit === null ? corridor : { ...corridor, stories: corridor.stories.slice(0, options.storyLimit) };
  // everything a story stands on must be older than the story: a node's recorded time never runs backwards
  if (isNew) clock.hold(addDays(today, -daysBefore));
  const nodes: CorridorNode[] = [];
  const wire = createStageWire(nodes);
  for (const [index, training] of corridor.nodes.entries()) {
    progress.step(`Nodo · node ${training.shortName}`);
    nodes.push(await openCorridorNode({ folder, server, clock, firstPort, wire }, training, index));
  }
  if (isNew) {
    const staff = await hireStaff(nodes, corridor.users, (done) => progress.bar('Personas · people', done, corridor.users.length));
    progress.step('Convenios · agreements');
    await concludeAgreements(nodes, staff, corridor.users, corridor.agreements);
    for (const { running } of nodes) await running.alignPeers();
    await playStories({
      today, nodes, staff,
      setClock: (instant) => clock.hold(instant),
      settle: () => settle(nodes),
      progress: (done, all) => progress.bar('Historias · stories', done, all),
    }, stories);
    clock.release();
    writeFileSync(finished, '');
  }
  wire.useHttp();
  const answering = nodes.filter(({ training }) => only === null || training.key === only);
  for (const { running } of answering) await running.listen();
  progress.end();
  return {
    nodes: answering,
    stop: async () => {
      await Promise.all(nodes.map(({ running }) => running.stop()));
      await server.stop();
    },
  };
}
