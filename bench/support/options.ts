import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { tableOf, type Figure, type Report } from './figure.ts';
import { machineLine } from './machine.ts';

export interface Options {
  readonly children: readonly number[];
  /** Of an external PostgreSQL; the embedded one without it. */
  readonly database: string | undefined;
  /** Where clusters, keys and loaded registries are. */
  readonly folder: string;
  readonly isJson: boolean;
}

export const usage = '[--children 10000,100000] [--database postgres://…] [--data FOLDER (kept for the next run)] [--json]';

function numbersIn(text: string): number[] {
  const numbers = text.split(',').map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number >= 100)) return numbers;
  console.error(`--children ${text}: whole numbers from 100, with commas between\nusage: ${usage}`);
  return process.exit(2);
}

/** Runs `work` with the options of the command line, in a folder that is gone afterwards unless `--data` names one. */
export async function withOptions<T>(work: (options: Options) => Promise<T>): Promise<T> {
  const { values } = parseArgs({ options: { children: { type: 'string', default: '10000' }, database: { type: 'string' }, data: { type: 'string' }, json: { type: 'boolean', default: false } } });
  const folder = values.data === undefined ? mkdtempSync(path.join(os.tmpdir(), 'amparo-bench-')) : path.resolve(values.data);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  try {
    return await work({ children: numbersIn(values.children), database: values.database, folder, isJson: values.json });
  } finally {
    if (values.data === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** One figure as a command of its own: `measure` says what it found and on which databases. */
export const figureCommand = (measure: (options: Options) => Promise<{ readonly figures: readonly Figure[]; readonly databases?: readonly string[] }>): Promise<void> =>
  withOptions(async (options) => {
    const { figures, databases = [] } = await measure(options);
    const report: Report = { machine: machineLine(databases), figures };
    console.log(options.isJson ? JSON.stringify(report) : `${tableOf(figures)}\n\n${report.machine}`);
  });

/** What is being done, on the side of the figures. */
export const say = (text: string): void => console.error(`… ${text}`);
