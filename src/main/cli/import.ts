import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { uuidFrom, type Uuid } from '#kernel/identifier.ts';
import { check, importSome, open, undo } from '#exchange/interchange/index.ts';
import {
  errorTable, guessMapping, mappingFor, reportOf, targets, twinsOf, understandSheet, workThrough, type CellProblem, type DateOrder, type Mapping, type Sheet, type Target, type UnderstoodRow,
} from '#exchange/interchange/rules.ts';
import { rowsPerCall, type ImportOutcome, type Stayed } from '#exchange/interchange/schema.ts';
import { digestOf, readSheet } from '#exchange/interchange/sheet/read.ts';
import { findPlace } from '#exchange/interchange/sheet/find-place.ts';
import { toCsv, toExcel } from '#exchange/interchange/sheet/write.ts';
import { nodeCaller } from '#platform/access/index.ts';
import { listTeams } from '#platform/access/service/teams.ts';
import type { NodeServices } from '#platform/services.ts';
import { custodiansOf } from '#rooms/handover/index.ts';
import { createRegistry } from '#rooms/tracing/index.ts';
import { openNode } from '../production.ts';
import { newCommand, report, tableOf, withConfiguration, withJson, withOption, words, type Report } from './command.ts';
import { configured, type Overrides } from './configured.ts';

type Options = Overrides & {
  readonly json: boolean; readonly dryRun: boolean; readonly map: readonly string[]; readonly dates?: string; readonly team?: string; readonly duplicates?: string; readonly errors?: string;
  readonly undo?: string; readonly reason?: string;
};

/** `amparo import children FILE`: receives the children of a spreadsheet, or with `--undo BATCH` takes a batch back. */
export function importCommand(): Command {
  const children = withJson(withOption(withConfiguration(newCommand('children').argument('[file]')), '--data <folder>', 'data'))
    .option('--dry-run', words.name('cli.option.dry-run'), false)
    .option('--map <column=field>', words.name('cli.option.import-map', { fields: targets.join(', ') }), (given: string, before: readonly string[]) => [...before, given], [] as readonly string[]);
  for (const [flags, key] of [['--dates <order>', 'dates'], ['--team <name>', 'team'], ['--duplicates <what>', 'duplicates'], ['--errors <file>', 'errors'], ['--undo <batch>', 'undo'], ['--reason <text>', 'reason']] as const) {
    withOption(children, flags, `import-${key}`);
  }
  children.action((file: string | undefined, options: Options) => report(options.json, async () => {
    const work = options.undo === undefined ? await prepare(file, options) : succeed(null);
    if (!work.ok) return work;
    const configuration = configured(options);
    if (!configuration.ok) return configuration;
    const node = await openNode(configuration.value);
    if (!node.ok) return node;
    try {
      return work.value === null ? await takeBack(node.value.services, options.undo!, options.reason ?? words.name('cli.import.undo-reason')) : await run(node.value.services, work.value, options);
    } finally {
      await node.value.close();
    }
  }));
  return newCommand('import').addCommand(children);
}

interface Prepared {
  readonly fileName: string;
  readonly digest: string;
  readonly sheet: Sheet;
  readonly mapping: Mapping;
}

/** Reads the file and says what its columns are. Refuses with `import-invalid` and the reason, and as `readSheet`. */
async function prepare(file: string | undefined, options: Options): Promise<Result<Prepared>> {
  if (file === undefined) return refuse('import-invalid', { reason: 'import-no-file' });
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    return refuse('import-invalid', { reason: 'import-file-missing', file });
  }
  const read = await readSheet(bytes);
  if (!read.ok) return read;
  if (options.dates !== undefined && !['day-first', 'month-first'].includes(options.dates)) return refuse('import-invalid', { reason: 'import-dates' });
  if (options.duplicates !== undefined && !['skip', 'import'].includes(options.duplicates)) return refuse('import-invalid', { reason: 'import-duplicates' });
  const { sheet } = read.value;
  const own = [...guessMapping(sheet).targets];
  for (const given of options.map) {
    const [heading = '', target = ''] = given.split(/=(?=[^=]*$)/);
    const column = sheet.headings.indexOf(heading);
    if (column < 0) return refuse('import-invalid', { reason: 'import-no-column', column: heading, columns: sheet.headings.join(', ') });
    if (!(targets as readonly string[]).includes(target)) return refuse('import-invalid', { reason: 'import-no-field', field: target, fields: targets.join(', ') });
    own[column] = target as Target;
  }
  return succeed({ fileName: path.basename(file).slice(0, 200), digest: await digestOf(bytes), sheet, mapping: mappingFor(sheet, own, (options.dates as DateOrder | undefined) ?? 'undecided') });
}

const sayProblem = ({ code, values }: CellProblem, heading: string | null): string => `${heading === null ? '' : `${heading}: `}${words.name(`interchange.problem.${code}`, values)}`;

async function teamOf(node: NodeServices, name: string | undefined): Promise<Result<Uuid>> {
  const teams = await listTeams.run(node, { ...nodeCaller(node), kind: 'worker', roles: ['administrator'] }, {});
  if (!teams.ok) return teams;
  const found = name === undefined ? (teams.value.teams.length === 1 ? teams.value.teams[0] : undefined) : teams.value.teams.find((team) => team.name.toLowerCase() === name.toLowerCase());
  return found ? succeed(found.id) : refuse('import-invalid', { reason: 'import-team', teams: teams.value.teams.map((team) => team.name).join(', ') });
}

/** Rows that an earlier row or a known child may be: left out unless the person says otherwise. */
async function duplicatesOf(node: NodeServices, digest: string, rows: readonly UnderstoodRow[], say: (done: number) => void): Promise<Result<Map<number, number>>> {
  const checks = check(createRegistry(node), custodiansOf);
  const twins = twinsOf(rows);
  const checked = await workThrough(rows, rowsPerCall, async (some) => {
    const answer = await checks.run(node, nodeCaller(node), { digest, rows: some.map(({ number, child }) => ({ number, child })) });
    return answer.ok ? succeed(answer.value.rows) : answer;
  }, { onDone: say, isStopped: () => false });
  if (!checked.ok) return checked;
  return succeed(new Map(checked.value.flatMap(({ number, duplicates, isImported }) => (!isImported && (duplicates.length > 0 || twins.has(number)) ? [[number, Math.max(1, duplicates.length)] as const] : []))));
}

async function run(node: NodeServices, { fileName, digest, sheet, mapping }: Prepared, options: Options): Promise<Result<Report>> {
  const around = { today: node.clock.now().slice(0, 10), newIdentifier: () => uuidFrom(node.clock.milliseconds(), node.randomBytes(10)), findPlace };
  const rows = understandSheet(sheet, mapping, around);
  const problems = new Map(rows.flatMap(({ number, problems: own }) => (own.length > 0 ? [[number, own] as const] : [])));
  const good = rows.filter(({ child }) => child !== null);
  const progress = (key: string) => (done: number) => void (process.stderr.isTTY && !options.json && process.stderr.write(`\r${words.name(key, { done, count: good.length })}  `));
  const duplicates = await duplicatesOf(node, digest, good, progress('cli.import.checking'));
  if (!duplicates.ok) return duplicates;
  const wanted = good.filter(({ number }) => options.duplicates === 'import' || !duplicates.value.has(number));
  if (options.errors !== undefined && problems.size > 0) await writeErrors(options.errors, sheet, problems);
  const summary = { rows: rows.length, withProblems: problems.size, possibleDuplicates: duplicates.value.size, wouldCreate: wanted.length };
  const lines = [
    ...tableOf(reportOf(sheet, mapping).map(({ heading, target, filled }) => [heading || '—', target, String(filled)])), '',
    words.say('cli.import.found', summary),
    ...rows.flatMap(({ number, problems: own }) => own.map((problem) => `  ${words.name('cli.import.row', { number })} ${sayProblem(problem, problem.column === null ? null : sheet.headings[problem.column]!)}`)),
    ...[...duplicates.value.keys()].map((number) => `  ${words.name('cli.import.row', { number })} ${words.name('cli.import.duplicate')}`),
  ];
  const json = { ...summary, columns: reportOf(sheet, mapping), problems: [...problems].map(([number, own]) => ({ number, problems: own })), duplicates: [...duplicates.value.keys()] };
  if (options.dryRun || wanted.length === 0) return succeed({ json, lines, isFailure: problems.size > 0 });
  const done = await receiveAll(node, { fileName, digest, rowCount: rows.length }, wanted, duplicates.value, options.team, progress('cli.import.importing'));
  if (!done.ok) return done;
  const count = (outcome: ImportOutcome['outcome']) => done.value.outcomes.filter((one) => one.outcome === outcome).length;
  const result = { batch: done.value.batchId, created: count('created'), already: count('already'), refused: count('refused') };
  return succeed({ json: { ...json, ...result }, lines: [...lines, words.say('cli.import.done', result)], isFailure: problems.size + result.refused > 0 });
}

async function receiveAll(
  node: NodeServices, file: { fileName: string; digest: string; rowCount: number }, rows: readonly UnderstoodRow[], shown: ReadonlyMap<number, number>, team: string | undefined, onDone: (count: number) => void,
): Promise<Result<{ batchId: Uuid; outcomes: ImportOutcome[] }>> {
  const caller = nodeCaller(node);
  const teamId = await teamOf(node, team);
  if (!teamId.ok) return teamId;
  const batch = await open.run(node, caller, file);
  if (!batch.ok) return batch;
  const { batchId } = batch.value;
  let isStopped = false;
  const stop = () => { isStopped = true; };
  process.once('SIGINT', stop);
  const outcomes = await workThrough(rows, rowsPerCall, async (some) => {
    const answer = await importSome.run(node, caller, { batchId, teamId: teamId.value, rows: some.map(({ number, child }) => ({ number, child, candidatesShown: shown.get(number) ?? 0 })) });
    return answer.ok ? succeed(answer.value.rows) : answer;
  }, { onDone, isStopped: () => isStopped });
  process.off('SIGINT', stop);
  return outcomes.ok ? succeed({ batchId, outcomes: outcomes.value }) : outcomes;
}

async function writeErrors(file: string, sheet: Sheet, problems: ReadonlyMap<number, readonly CellProblem[]>): Promise<void> {
  const table = errorTable(sheet, problems, { heading: words.name('interchange.errorColumn'), say: sayProblem });
  writeFileSync(file, file.endsWith('.csv') ? toCsv(table) : new Uint8Array(await (await toExcel(table)).arrayBuffer()));
}

async function takeBack(node: NodeServices, batchId: string, reason: string): Promise<Result<Report>> {
  let [annulled, after]: [number, number | null] = [0, 0];
  const stayed: Stayed[] = [];
  while (after !== null) {
    const some = await undo.run(node, nodeCaller(node), { batchId, reason, after });
    if (!some.ok) return some;
    annulled += some.value.annulled;
    stayed.push(...some.value.stayed);
    after = some.value.nextAfter;
  }
  return succeed({
    json: { batch: batchId, annulled, stayed },
    lines: [words.say('cli.import.undone', { annulled, stayed: stayed.length }), ...stayed.map(({ number, because }) => `  ${words.name('cli.import.row', { number })} ${because}`)],
    isFailure: stayed.length > 0,
  });
}
