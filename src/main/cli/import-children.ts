import { writeFileSync } from 'node:fs';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { uuidFrom, type Uuid } from '#kernel/identifier.ts';
import { check, importSome, open } from '#exchange/interchange/index.ts';
import { errorTable, twinsOf, understandSheet, workThrough, type CellProblem, type Sheet, type UnderstoodRow } from '#exchange/interchange/rules.ts';
import { rowsPerCall, type ImportOutcome } from '#exchange/interchange/schema.ts';
import { findPlace } from '#exchange/interchange/sheet/find-place.ts';
import { toCsv, toExcel } from '#exchange/interchange/sheet/write.ts';
import { nodeCaller } from '#platform/access/index.ts';
import { listTeams } from '#platform/access/service/teams.ts';
import type { NodeServices } from '#platform/services.ts';
import { custodiansOf } from '#rooms/handover/index.ts';
import { createRegistry } from '#rooms/tracing/index.ts';
import { words, type Report } from './command.ts';
import { guessesJson, guessLines, type Prepared } from './import-guesses.ts';
import { progressTo } from './progress.ts';
import { haltOnSignal } from './stop-on-signal.ts';

export interface ImportOptions {
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly team?: string;
  readonly duplicates: 'skip' | 'import';
  readonly errors?: string;
}

/** The steps of the work: how far it is, and whether Ctrl-C asked to stop between two calls. */
interface Steps {
  readonly progress: ReturnType<typeof progressTo>;
  readonly isStopped: () => boolean;
}

interface Checked {
  readonly already: ReadonlySet<number>;
  /** By row: how many children on record it may be, and the earlier row that it may repeat. */
  readonly doubtful: ReadonlyMap<number, { readonly known: number; readonly twin: number | null }>;
  readonly refused: ReadonlyMap<number, readonly CellProblem[]>;
}

/**
 * Says what each row would do, and unless it is a dry run receives the children. Refuses with `import-invalid` and the
 * reason before anything is written, and as the verbs of interchange.
 */
export async function importChildren(node: NodeServices, file: Prepared, options: ImportOptions): Promise<Result<Report>> {
  const { sheet, mapping, digest } = file;
  const steps = { progress: progressTo(options.json), isStopped: haltOnSignal() };
  const teamId = options.dryRun && options.team === undefined ? succeed(null) : await teamOf(node, options.team);
  if (!teamId.ok) return teamId;
  const around = { today: node.clock.now().slice(0, 10), newIdentifier: () => uuidFrom(node.clock.milliseconds(), node.randomBytes(10)), findPlace };
  const rows = understandSheet(sheet, mapping, around);
  const understood = rows.filter(({ child }) => child !== null);
  const checked = await checkAll(node, digest, understood, steps);
  if (!checked.ok) return checked;
  const { already, doubtful, refused } = checked.value;
  const problems = new Map([...rows.flatMap(({ number, problems: own }) => (own.length > 0 ? [[number, own] as const] : [])), ...refused]);
  if (options.errors !== undefined && problems.size > 0 && !(await writeErrors(options.errors, sheet, problems))) return refuse('import-invalid', { reason: 'import-errors-file', file: options.errors });
  const wanted = understood.filter(({ number }) => !refused.has(number) && !already.has(number) && (options.duplicates === 'import' || !doubtful.has(number)));
  const summary = { rows: rows.length, wouldCreate: wanted.length, withProblems: problems.size, possibleDuplicates: doubtful.size, alreadyImported: already.size };
  const heading = (column: number | null) => (column === null ? null : sheet.headings[column]!);
  const lines = [
    ...guessLines(file), '',
    ...rows.flatMap(({ number }) => (problems.get(number) ?? []).map((problem) => rowLine(number, sayProblem(problem, heading(problem.column))))),
    ...[...doubtful].flatMap(([number, { known, twin }]) => [
      ...(twin === null ? [] : [rowLine(number, words.name('interchange.twin', { number: twin }))]), ...(known === 0 ? [] : [rowLine(number, words.name('cli.import.known', { known }))]),
    ]),
    ...(doubtful.size > 0 ? [words.say(`cli.import.duplicates.${options.duplicates}`)] : []),
    ...(options.errors !== undefined && problems.size > 0 ? [words.say('cli.import.errors-written', { file: options.errors })] : []),
    words.say('cli.import.found', summary),
  ];
  const json = { ...summary, ...guessesJson(file), problems: [...problems].map(([number, own]) => ({ number, problems: own })), duplicates: [...doubtful].map(([number, why]) => ({ number, ...why })) };
  if (steps.isStopped()) return succeed({ json: { ...json, isStopped: true }, lines: [...lines, words.say('cli.import.stopped')], isFailure: true });
  if (teamId.value === null || options.dryRun) return succeed({ json: { ...json, isDryRun: true }, lines: [...lines, words.say('cli.import.dry')], isFailure: problems.size > 0 });
  if (wanted.length === 0) return succeed({ json, lines, isFailure: problems.size > 0 });
  const done = await receiveAll(node, file, wanted, (number) => doubtful.get(number)?.known ?? 0, teamId.value, steps);
  if (!done.ok) return done;
  const count = (outcome: ImportOutcome['outcome']) => done.value.outcomes.filter((one) => one.outcome === outcome).length;
  const result = { batch: done.value.batchId, created: count('created'), already: count('already'), refused: count('refused') };
  const isCut = steps.isStopped() && done.value.outcomes.length < wanted.length;
  return succeed({
    json: { ...json, ...result, isStopped: isCut },
    lines: [...lines, words.say('cli.import.done', result), ...(isCut ? [words.say('cli.import.stopped')] : [])],
    isFailure: problems.size + result.refused > 0 || isCut,
  });
}

const rowLine = (number: number, what: string): string => `  ${words.name('cli.import.row', { number })} ${what}`;
const sayProblem = ({ code, values }: CellProblem, heading: string | null): string => `${heading === null ? '' : `${heading}: `}${words.name(`interchange.problem.${code}`, values)}`;

async function teamOf(node: NodeServices, name: string | undefined): Promise<Result<Uuid>> {
  const listed = await listTeams.run(node, { ...nodeCaller(node), kind: 'worker', roles: ['administrator'] }, {});
  if (!listed.ok) return listed;
  const { teams } = listed.value;
  const found = name === undefined ? (teams.length === 1 ? teams[0] : undefined) : teams.find((team) => team.name.toLowerCase() === name.toLowerCase());
  return found ? succeed(found.id) : refuse('import-invalid', { reason: 'import-team', teams: teams.map((team) => team.name).join(', ') });
}

/** What the node says of each row before anything is written. */
async function checkAll(node: NodeServices, digest: string, rows: readonly UnderstoodRow[], { progress, isStopped }: Steps): Promise<Result<Checked>> {
  const checks = check(createRegistry(node), custodiansOf);
  const twins = twinsOf(rows);
  const checked = await workThrough(rows, rowsPerCall, async (some) => {
    const answer = await checks.run(node, nodeCaller(node), { digest, rows: some.map(({ number, child }) => ({ number, child })) });
    return answer.ok ? succeed(answer.value.rows) : answer;
  }, { onDone: (done) => progress.bar(words.name('interchange.checking'), done, rows.length), isStopped });
  progress.end();
  if (!checked.ok) return checked;
  const open = checked.value.filter(({ isImported, problems }) => !isImported && problems.length === 0);
  return succeed({
    already: new Set(checked.value.filter(({ isImported }) => isImported).map(({ number }) => number)),
    refused: new Map(checked.value.filter(({ problems }) => problems.length > 0).map(({ number, problems }) => [number, problems.map((value) => ({ column: null, code: 'node-refused', values: { value } }))])),
    doubtful: new Map(open.flatMap(({ number, duplicates }) => (duplicates.length > 0 || twins.has(number) ? [[number, { known: duplicates.length, twin: twins.get(number) ?? null }] as const] : []))),
  });
}

async function receiveAll(
  node: NodeServices, { fileName, digest, sheet }: Prepared, rows: readonly UnderstoodRow[], knownOf: (number: number) => number, teamId: Uuid, { progress, isStopped }: Steps,
): Promise<Result<{ batchId: Uuid; outcomes: ImportOutcome[] }>> {
  const caller = nodeCaller(node);
  const batch = await open.run(node, caller, { fileName, digest, rowCount: sheet.rows.length });
  if (!batch.ok) return batch;
  const { batchId } = batch.value;
  const outcomes = await workThrough(rows, rowsPerCall, async (some) => {
    const answer = await importSome.run(node, caller, { batchId, teamId, rows: some.map(({ number, child }) => ({ number, child, candidatesShown: knownOf(number) })) });
    return answer.ok ? succeed(answer.value.rows) : answer;
  }, { onDone: (done) => progress.bar(words.name('interchange.importing'), done, rows.length), isStopped });
  progress.end();
  return outcomes.ok ? succeed({ batchId, outcomes: outcomes.value }) : outcomes;
}

/** @returns false where the file cannot be written */
async function writeErrors(file: string, sheet: Sheet, problems: ReadonlyMap<number, readonly CellProblem[]>): Promise<boolean> {
  const table = errorTable(sheet, problems, { heading: words.name('interchange.errorColumn'), say: sayProblem });
  const content = file.endsWith('.csv') ? toCsv(table) : new Uint8Array(await (await toExcel(table)).arrayBuffer());
  try {
    writeFileSync(file, content, { mode: 0o600 });
    return true;
  } catch {
    return false;
  }
}
