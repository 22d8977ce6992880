import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { startCorridor } from '../corridor/run.ts';
import { welcomeText } from '../corridor/welcome.ts';
import { nodeKeys } from '../training/story.ts';

const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('a whole number is needed');
  return number;
};

const nodeName = (text: string): string => {
  if (!(nodeKeys as readonly string[]).includes(text)) throw new InvalidArgumentError(`one of ${nodeKeys.join(', ')}`);
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

/** `amparo corridor`, which is also `npm start`: the training corridor on this machine. */
export const corridorCommand = (): Command =>
  new Command('corridor')
    .description('start the training corridor: six nodes with invented data')
    .option('--data <folder>', 'where the corridor keeps its data', '.amparo')
    .option('--port <number>', 'port of the first node; the others follow', wholeNumber, 4100)
    .option('--node <name>', 'let only this node answer', nodeName)
    .option('--reset', 'begin anew', false)
    .option('--seed <number>', 'of the invented data', wholeNumber, 1)
    .option('--stories <number>', 'play only so many stories', wholeNumber)
    .action(async (options: Options) => {
      const corridor = await startCorridor({
        folder: path.resolve(options.data), firstPort: options.port, isReset: options.reset, only: options.node ?? null, seed: options.seed, storyLimit: options.stories ?? null,
      });
      console.log(welcomeText(corridor.nodes));
      const stop = () => void corridor.stop().then(() => process.exit(0));
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    });
