import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { markdown, numberText } from '../support/figure.ts';
import { machineLine } from '../support/machine.ts';
import { say } from '../support/options.ts';
import { openServer } from '../support/postgres.ts';
import { ranksTheSame, type Online, type RegistryCost, type SearchRow } from './speed/online.ts';
import { measurePostgres } from './speed/peers.ts';

const usage = 'node bench/matching/tracing.ts [--records 10000,100000,1000000] [--questions 500] [--peers 10000,100000,1000000 (none: 0)] [--peer-questions 200] [--database installed | postgres://… (the embedded one)] [--data FOLDER (kept for the next run)]';

const share = (value: number): string => value.toFixed(3);
const searchTable = (rows: readonly SearchRow[]): string => markdown(
  ['engine', 'records', 'asked', 'p50 ms', 'p95 ms', 'p95 processor ms', 'true partner first', 'among ten'],
  rows.map((row) => [
    row.engine, row.records.toLocaleString('en-GB'), String(row.asked), numberText(row.p50), numberText(row.p95), row.processorP95 === undefined ? '' : numberText(row.processorP95), share(row.rank1), share(row.top10),
  ]));
const costTable = (rows: readonly RegistryCost[]): string => markdown(
  ['records', 'filled in s', 'columns B/record', 'resident B/record', 'new record found p50 ms', 'p95 ms', 'p95 processor ms'],
  rows.map((row) => [row.records.toLocaleString('en-GB'), numberText(row.fillSeconds), row.columnBytes.toFixed(1), row.residentBytes.toFixed(0), numberText(row.insertP50), numberText(row.insertP95), numberText(row.insertProcessorP95)]));

/** One tracing request against a whole registry, beside PostgreSQL over the same records and questions. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: {
    records: { type: 'string', default: '10000,100000,1000000' }, questions: { type: 'string', default: '500' }, peers: { type: 'string', default: '10000,100000,1000000' },
    'peer-questions': { type: 'string', default: '200' }, database: { type: 'string' }, data: { type: 'string' },
  } });
  const [sizes, peerSizes] = [values.records.split(',').map(Number), values.peers.split(',').map(Number).filter((number) => number !== 0)];
  const [questions, peerQuestions] = [Number(values.questions), Number(values['peer-questions'])];
  if (![...sizes, ...peerSizes, questions, peerQuestions].every((number) => Number.isInteger(number) && number > 0)) {
    console.error(`whole numbers are needed\nusage: ${usage}`);
    process.exit(2);
  }
  const folder = values.data === undefined ? mkdtempSync(path.join(os.tmpdir(), 'amparo-tracing-')) : path.resolve(values.data);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const show = (text: string): void => console.log(`${text}\n`);
  try {
    const [rows, costs, databases]: [SearchRow[], RegistryCost[], string[]] = [[], [], []];
    for (const records of sizes) {
      say(`Amparo, ${records} records`);
      const found = JSON.parse(execFileSync(process.execPath, [path.join(import.meta.dirname, 'speed/one-size.ts'), folder, String(records), String(questions)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })) as Online;
      rows.push(...found.rows);
      costs.push(found.cost);
    }
    show(costTable(costs));
    show(`References and twins rank the same (first size): ${(await ranksTheSame(folder, sizes[0]!)) ? 'yes' : 'NO'}.`);
    if (peerSizes.length > 0) {
      const server = await openServer(folder, values.database);
      databases.push(server.name);
      for (const records of peerSizes) {
        say(`${server.name}, ${records} records`);
        rows.push(...(await measurePostgres(server, folder, records, questions, peerQuestions)));
      }
      await server.stop();
    }
    show(searchTable(rows));
    show(machineLine(databases));
  } finally {
    if (values.data === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

await main();
