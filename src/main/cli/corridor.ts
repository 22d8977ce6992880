import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { Problem } from '#kernel/problem.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { holdFolder } from '../corridor/hold.ts';
import { startCorridor } from '../corridor/run.ts';
import { welcomeText } from '../corridor/welcome.ts';
import { requireFreePort } from '../production.ts';
import { nodeKeys } from '../training/story.ts';
import { newCommand, sayProblem, wholeNumber, words } from './command.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/** One of the corridor's six nodes, by its key. */
export const nodeName = (text: string): string => {
  if (!(nodeKeys as readonly string[]).includes(text)) throw new InvalidArgumentError(nodeKeys.join(', '));
  return text;
};

interface Options {
  readonly data: string;
  readonly port: number;
  readonly reset: boolean;
  readonly node?: string;
  readonly seed: number;
  readonly stories?: number;
}

const described = (key: string): string => words.name(`cli.option.corridor-${key}`);

/** `amparo corridor`, which is also `npm start`: the training corridor on this machine. */
export const corridorCommand = (): Command =>
  newCommand('corridor')
    .option('--data <folder>', described('data'), '.amparo')
    .option('--port <number>', described('port'), wholeNumber(0, 65_530), 4100)
    .option('--node <name>', described('node'), nodeName)
    .option('--reset', described('reset'), false)
    .option('--seed <number>', described('seed'), wholeNumber(), 1)
    .option('--stories <number>', described('stories'), wholeNumber())
    .action(async (options: Options) => {
      const refused = await whyNot(options);
      if (refused) return sayProblem(false, refused);
      const held = await holdFolder(path.resolve(options.data));
      if (!held.ok) return sayProblem(false, held.problem);
      const corridor = await startCorridor({
        folder: path.resolve(options.data), firstPort: options.port, isReset: options.reset, only: options.node ?? null, seed: options.seed, storyLimit: options.stories ?? null,
      });
      console.log(welcomeText(corridor.nodes));
      stopOnSignal(() => corridor.stop());
    });

/** What would stop it after minutes of preparation: a folder that cannot be written, a port that is taken. */
async function whyNot({ data, port, node }: Options): Promise<Problem | null> {
  const folder = path.resolve(data);
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    return refuse('configuration-invalid', { reason: 'folder-unwritable', folder, cause: (error as { code?: string }).code ?? '' }).problem;
  }
  for (const [index, key] of nodeKeys.entries()) {
    const free = port === 0 || (node !== undefined && node !== key) ? succeed(undefined) : await requireFreePort({ host: '127.0.0.1', port: port + index });
    if (!free.ok) return free.problem;
  }
  return null;
}

/** Level by level: in places such as `/proc` Node's own recursive call never ends. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}
