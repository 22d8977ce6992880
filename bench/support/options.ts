import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { tableOf, type Figure, type Report } from './figure.ts';
import { growthOf } from './growth.ts';
import { machineLine } from './machine.ts';

export interface Options {
  readonly children: readonly number[];
  /** Of an external PostgreSQL; the embedded one without it. */
  readonly database: string | undefined;
  /** Where clusters, keys and loaded registries are. */
  readonly folder: string;
  readonly isJson: boolean;
  /** Shows only that everything runs: few repetitions, numbers that mean nothing. */
  readonly isQuick: boolean;
  /** Words of the figures that are wanted; all without any. */
  readonly only: readonly string[];
}

export const usage = '[--children 10000,100000] [--database postgres://… | installed] [--only list,search] [--data FOLDER (kept for the next run)] [--quick] [--json]';

function numbersIn(text: string): number[] {
  const numbers = text.split(',').map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number >= 100)) return numbers;
  console.error(`--children ${text}: whole numbers from 100, with commas between\nusage: ${usage}`);
  return process.exit(2);
}

/** Runs `work` with the options of the command line, in a folder that is gone afterwards unless `--data` names one. */
export async function withOptions<T>(work: (options: Options, words: readonly string[]) => Promise<T>): Promise<T> {
  const options = { children: { type: 'string' }, database: { type: 'string' }, only: { type: 'string' }, data: { type: 'string' }, quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const folder = values.data === undefined ? mkdtempSync(path.join(os.tmpdir(), 'amparo-bench-')) : path.resolve(values.data);
  mkdirSync(folder, { recursive: true });
  // the database runs as another user where this one is root
  chmodSync(folder, 0o755);
  try {
    const children = numbersIn(values.children ?? (values.quick ? '1000' : '10000'));
    return await work({ children, database: values.database, folder, isJson: values.json, isQuick: values.quick, only: values.only?.split(',') ?? [] }, positionals);
  } finally {
    if (values.data === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** What one command finds, and on which databases. */
export type Measure = (options: Options) => Promise<{ readonly figures: readonly Figure[]; readonly databases?: readonly string[] }>;

/** Whether a figure, or a group of them, was asked for. */
export const isWanted = ({ only }: Options, name: string): boolean => only.length === 0 || only.some((word) => name.includes(word));

/** The share of a whole measurement's repetitions and seconds that is made. */
export const shareOf = ({ isQuick }: Options): number => (isQuick ? 0.03 : 1);

export function print({ isJson }: Options, figures: readonly Figure[], databases: readonly string[]): void {
  const report: Report = { machine: machineLine(databases), figures };
  console.log(isJson ? JSON.stringify(report) : [tableOf(figures), ...growthOf(figures), report.machine].join('\n\n'));
}

/** One figure as a command of its own. */
export const figureCommand = (measure: Measure): Promise<void> =>
  withOptions(async (options) => {
    const { figures, databases = [] } = await measure(options);
    print(options, figures, databases);
  });

/** What is being done, on the side of the figures. */
export const say = (text: string): void => console.error(`… ${text}`);
