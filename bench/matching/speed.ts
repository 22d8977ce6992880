import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { markdown, numberText } from '../support/figure.ts';
import { machineLine } from '../support/machine.ts';
import { say } from '../support/options.ts';
import { measurePairs } from './speed/pairs.ts';
import { measureKeys, measureNative, measureStrings, type RateRow } from './speed/strings.ts';

const millions = (rate: number): string => numberText(rate / 1e6);
const ratesTable = (rows: readonly RateRow[]): string => markdown(['kernel', 'million pairs / CPU-s', 'ratio to own WebAssembly', 'mean'],
  rows.map((row) => [row.kernel, millions(row.perSecond), numberText(row.perSecond / rows[1]!.perSecond), row.mean === undefined ? '' : row.mean.toFixed(4)]));

/** The matching engine's inner loops beside their peers, in one run: `node bench/matching/speed.ts [--data FOLDER (kept for the next run)]`. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const folder = values.data === undefined ? mkdtempSync(path.join(os.tmpdir(), 'amparo-speed-')) : path.resolve(values.data);
  mkdirSync(folder, { recursive: true });
  const show = (text: string): void => console.log(`${text}\n`);
  try {
    say('strings');
    const native = await measureNative(folder, say);
    show(`## Jaro-Winkler, surnames, one core\n\n${ratesTable([...(await measureStrings(folder, say)), ...(native ? [native.jaro] : [])])}`);
    say('keys');
    const keys = measureKeys();
    show(`## Keys of 1024 bits (Dice), one core\n\n${ratesTable([...keys.rows, ...(native ? [native.keys] : [])])}`
      + (keys.twentyThousand === null ? '' : `\n\n20 000 × 20 000 keys: ${numberText(keys.twentyThousand)} CPU-s; 100 000 × 100 000 by extrapolation: ${numberText(keys.twentyThousand * 25)} CPU-s.`));
    say('pairs');
    const pairs = await measurePairs(folder, 100_000, 1_000_000);
    show(`## Pairs weighed, all fields, one core\n\n${markdown(['engine', 'pairs', 'million pairs / CPU-s', 'ratio'], pairs.map(({ engine, pairs: count, perSecond }) => [engine, count.toLocaleString('en-GB'), millions(perSecond), numberText(perSecond / pairs[0]!.perSecond)]))}`);
    show(machineLine([]));
  } finally {
    if (values.data === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

await main();
