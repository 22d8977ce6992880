import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { instantFrom, type Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { NodeConfiguration } from '../configuration.ts';
import { readIncarnation } from '../incarnation.ts';
import { openNode, programVersion } from '../production.ts';
import { openArchive } from '../backup/archive.ts';
import { readLastBackup, noteBackup } from '../backup/last.ts';
import { lockOf, openerOf } from '../backup/lock.ts';
import { makeBackup } from '../backup/make.ts';
import { drillBackup, requireKnownMigrations } from '../backup/restore.ts';
import { walkChains } from '../verify.ts';
import { newCommand, report, sizeText, wholeNumber, withConfiguration, withJson, withOption, words, type Report } from './command.ts';
import { configured, type Overrides } from './configured.ts';
import { progressTo } from './progress.ts';

interface Options extends Overrides {
  readonly recipient: readonly string[];
  readonly identity?: string;
  readonly drill: boolean;
  readonly keep?: number;
  readonly json: boolean;
}

const ending = '.amparo-backup';
const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** `amparo backup`: saves the node into an encrypted file; `--drill` restores one into a throw-away database and compares. */
export const backupCommand = (): Command =>
  withJson(withOption(withConfiguration(newCommand('backup')), '--data <folder>', 'data'))
    .argument('[destination]', words.name('cli.argument.backup'))
    .option('--recipient <key>', words.name('cli.option.recipient'), collect, [])
    .option('--drill', words.name('cli.option.drill'), false)
    .option('--identity <file>', words.name('cli.option.identity'))
    .option('--keep <number>', words.name('cli.option.keep'), wholeNumber(1))
    .action((destination: string | undefined, options: Options) => report(options.json, () => backup(destination, options)));

async function backup(destination: string | undefined, options: Options): Promise<Result<Report>> {
  const configuration = configured(options);
  if (!configuration.ok) return configuration;
  const asked = destination ?? configuration.value.backup?.folder;
  if (asked === undefined) return refuse('configuration-invalid', { reason: 'backup-destination' });
  const isKept = existsSync(asked) && statSync(asked).isFile();
  if (isKept && !options.drill) return refuse('conflict', { reason: 'backup-exists', file: asked });
  const lines: string[] = [];
  let json: object = {};
  let file = path.resolve(asked);
  if (!isKept) {
    const made = await make(configuration.value, asked, options);
    if (!made.ok) return made;
    file = made.value.file;
    lines.push(...made.value.lines);
    json = made.value.json;
  }
  if (!options.drill) return succeed({ lines, json });
  const drilled = await drill(configuration.value, file, options);
  return drilled.ok ? succeed({ lines: [...lines, ...drilled.value.lines], json: { ...json, drill: drilled.value.json }, isFailure: drilled.value.isFailure === true }) : drilled;
}

const stampOf = (now: Instant): string => now.replace(/[-:]|\.\d+/g, '');

async function make(configuration: NodeConfiguration, asked: string, options: Options): Promise<Result<Report & { file: string; json: object }>> {
  const recipients = options.recipient.length > 0 ? options.recipient : (configuration.backup?.recipients ?? []);
  const lock = lockOf({ recipients, environment: process.env });
  if (!lock.ok) return lock;
  const now = instantFrom(Date.now());
  const isFolder = asked.endsWith(path.sep) || (existsSync(asked) && statSync(asked).isDirectory()) || path.extname(asked) === '';
  const folder = path.resolve(isFolder ? asked : path.dirname(asked));
  const writable = requireWritable(folder);
  if (!writable.ok) return writable;
  const node = await openNode(configuration);
  if (!node.ok) return node;
  const { services, target } = node.value;
  const file = isFolder ? path.join(folder, `${services.nodeId}-${stampOf(now)}${ending}`) : path.resolve(asked);
  const progress = progressTo(options.json);
  const started = performance.now();
  try {
    const made = await makeBackup({
      target, fileFolder: services.settings.fileFolder, nodeId: services.nodeId, incarnation: readIncarnation(configuration.keyFolder), program: programVersion(),
      now, file, lock: lock.value, progress: (what, done, all) => progress.bar(words.name(`cli.progress.${what}`), done, all),
    });
    progress.end();
    if (!made.ok) return made;
    noteBackup(configuration.dataFolder, { madeAt: now, file });
    const removed = options.keep === undefined || !isFolder ? [] : removeOldest(folder, services.nodeId, options.keep);
    const { manifest, bytes } = made.value;
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    return succeed({
      file,
      json: { file, bytes, rows, files: manifest.files.count, seconds, removed, tables: manifest.tables },
      lines: [words.say('cli.backup.done', { file, size: sizeText(bytes), rows, files: manifest.files.count, seconds }), ...removed.map((name) => words.say('cli.backup.removed', { name }))],
    });
  } finally {
    await node.value.close();
  }
}

/** Makes the folder where it is missing. Refuses with `configuration-invalid`, reason `folder-unwritable`. */
function requireWritable(folder: string): Result<void> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return succeed(undefined);
  } catch (error) {
    return refuse('configuration-invalid', { reason: 'folder-unwritable', folder, cause: (error as { code?: string }).code ?? '' });
  }
}

/** Of this node's own backups in the folder, all but the newest few. */
function removeOldest(folder: string, nodeId: string, keep: number): string[] {
  const own = readdirSync(folder).filter((name) => name.startsWith(`${nodeId}-`) && name.endsWith(ending)).sort().reverse();
  const old = own.slice(keep);
  for (const name of old) rmSync(path.join(folder, name));
  return old;
}

async function drill({ dataFolder }: NodeConfiguration, file: string, options: Options): Promise<Result<Report>> {
  const opener = await openerOf(options.identity ?? process.env['AMPARO_BACKUP_IDENTITY_FILE'] ?? null, process.env);
  if (!opener.ok) return opener;
  const archive = await openArchive(file, opener.value);
  if (!archive.ok) return archive;
  const known = await requireKnownMigrations(archive.value.head);
  if (!known.ok) return known;
  const progress = progressTo(options.json);
  const started = performance.now();
  const drilled = await drillBackup(dataFolder, archive.value, (what, done, all) => progress.bar(words.name(`cli.progress.${what}`), done, all), walkChains);
  progress.end();
  if (!drilled.ok) return drilled;
  const { manifest, inspected } = drilled.value;
  const broken = inspected.filter(({ brokenAt }) => brokenAt !== null);
  if (broken.length === 0) noteBackup(dataFolder, { ...readLastBackup(dataFolder), drilledAt: instantFrom(Date.now()) });
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return succeed({
    isFailure: broken.length > 0,
    json: { file, tables: manifest.tables.length, files: manifest.files.count, hashesEqual: true, chains: inspected, seconds },
    lines: [
      words.say('cli.drill.done', { file, tables: manifest.tables.length, files: manifest.files.count, seconds }),
      ...broken.map(({ chain, brokenAt }) => words.say('cli.verify.broken', { chain: words.name(`cli.verify.chain-${chain}`), at: brokenAt! })),
    ],
  });
}
