import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { markdown, numberText } from '../support/figure.ts';
import { machineLine } from '../support/machine.ts';
import { say } from '../support/options.ts';
import { openServer } from '../support/postgres.ts';
import { measureOnline, type SearchRow } from './speed/online.ts';
import { measurePostgres } from './speed/peers.ts';
import { measureKeys, measureNative, measureStrings, type RateRow } from './speed/strings.ts';

const usage = 'node bench/matching/speed.ts [--records 10000,100000,1000000] [--peers 100000] [--questions 200] [--data FOLDER (kept for the next run)] [--out RESULTS.md]';

const millions = (rate: number): string => numberText(rate / 1e6);
const ratesTable = (rows: readonly RateRow[]): string => markdown(['kernel', 'million pairs / CPU-s', 'ratio to own WebAssembly', 'mean'],
  rows.map((row) => [row.kernel, millions(row.perSecond), numberText(row.perSecond / rows[1]!.perSecond), row.mean === undefined ? '' : row.mean.toFixed(4)]));

const share = (value: number): string => value.toFixed(3);
const searchTable = (rows: readonly SearchRow[]): string => markdown(
  ['engine', 'records', 'asked', 'p50 ms', 'p95 ms', 'p95 wall ms', 'rank 1', 'top 10', 'columns B/record', 'resident B/record'],
  rows.map((row) => [
    row.engine, row.records.toLocaleString('en-GB'), String(row.asked), numberText(row.p50), numberText(row.p95), row.wallP95 === undefined ? 'as p95' : numberText(row.wallP95), share(row.rank1), share(row.top10),
    row.columnBytes === undefined ? '' : row.columnBytes.toFixed(1), row.residentBytes === undefined ? '' : row.residentBytes.toFixed(0),
  ]));

/** The matching engine's kernels and searches beside their peers, in one run. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: {
    records: { type: 'string', default: '10000,100000,1000000' }, peers: { type: 'string', default: '100000' }, questions: { type: 'string', default: '200' }, data: { type: 'string' }, out: { type: 'string' },
  } });
  const [sizes, peerSize, questions] = [values.records.split(',').map(Number), Number(values.peers), Number(values.questions)];
  if (![...sizes, peerSize, questions].every((number) => Number.isInteger(number) && number >= 0)) {
    console.error(`whole numbers are needed\nusage: ${usage}`);
    process.exit(2);
  }
  const folder = values.data === undefined ? mkdtempSync(path.join(os.tmpdir(), 'amparo-speed-')) : path.resolve(values.data);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const parts: string[] = [];
  const show = (text: string): void => { parts.push(text); console.log(`${text}\n`); };
  try {
    say('strings');
    const native = await measureNative(folder, say);
    show(`## Jaro-Winkler, surnames, one core\n\n${ratesTable([...(await measureStrings(folder, say)), ...(native ? [native.jaro] : [])])}`);
    say('keys');
    const keys = measureKeys();
    show(`## Keys of 1024 bits (Dice), one core\n\n${ratesTable([...keys.rows, ...(native ? [native.keys] : [])])}`
      + (keys.twentyThousand === null ? '' : `\n\n20 000 × 20 000 keys: ${numberText(keys.twentyThousand)} CPU-s; 100 000 × 100 000 by extrapolation: ${numberText(keys.twentyThousand * 25)} CPU-s.`));
    const rows: SearchRow[] = [];
    const notes: string[] = [];
    for (const records of sizes) {
      say(`searches, ${records} records`);
      const found = await measureOnline(folder, records, questions);
      rows.push(...found.rows);
      notes.push(`${records.toLocaleString('en-GB')} records: filled in ${numberText(found.loadSeconds)} CPU-s; a new record found ${numberText(found.insertMilliseconds)} ms after it came${records <= 100_000 ? `; references rank the same: ${found.isSame ? 'yes' : 'NO'}` : ''}.`);
    }
    const databases: string[] = [];
    if (peerSize > 0) {
      say(`PostgreSQL, ${peerSize} records`);
      const server = await openServer(folder, undefined);
      databases.push(server.name);
      rows.push(...(await measurePostgres(server, folder, peerSize, Math.min(questions, 60))));
      await server.stop();
    }
    show(`## One request against the whole registry\n\nTimes of the processor for our own engine (one thread), by the clock for PostgreSQL.\n\n${searchTable(rows)}\n\n${notes.join('\n')}`);
    show(machineLine(databases));
    if (values.out !== undefined) writeFileSync(values.out, `# Speed of the matching engine\n\nCommand: \`node bench/matching/speed.ts ${process.argv.slice(2).join(' ')}\`\n\n${parts.join('\n\n')}\n`);
  } finally {
    if (values.data === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

await main();
