import path from 'node:path';
import type { Command } from 'commander';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { createVault } from '#platform/vault/index.ts';
import { openArchive } from '../backup/archive.ts';
import { openerOf } from '../backup/lock.ts';
import { requireKnownMigrations, restoreBackup } from '../backup/restore.ts';
import { systemClock } from '../node.ts';
import { openDatabase, openKeys, requireFreePort } from '../production.ts';
import { newCommand, report, withConfiguration, withJson, withOption, words, type Report } from './command.ts';
import { configured, type Overrides } from './configured.ts';
import { progressTo } from './progress.ts';

type Options = Overrides & { readonly identity?: string; readonly json: boolean };

/** `amparo restore FILE`: a node comes back from its backup, into an empty database and folder. */
export const restoreCommand = (): Command =>
  withJson(withOption(withConfiguration(newCommand('restore')), '--data <folder>', 'data'))
    .argument('<file>', words.name('cli.argument.restore'))
    .option('--identity <file>', words.name('cli.option.identity'))
    .action((file: string, options: Options) => report(options.json, () => restore(file, options)));

/** Refuses before anything is touched what would stop it anyway: keys, file, key of the backup, whose backup it is, its version. */
async function restore(file: string, options: Options): Promise<Result<Report>> {
  const configuration = configured(options);
  if (!configuration.ok) return configuration;
  const free = await requireFreePort(configuration.value.listen);
  if (!free.ok) return free;
  const keys = await openKeys(configuration.value);
  if (!keys.ok) return keys;
  const opener = await openerOf(options.identity ?? process.env['AMPARO_BACKUP_IDENTITY_FILE'] ?? null, process.env);
  if (!opener.ok) return opener;
  const archive = await openArchive(path.resolve(file), opener.value);
  if (!archive.ok) return archive;
  try {
    const { head } = archive.value;
    const { nodeId } = createVault({ keys: keys.value, now: systemClock.now });
    if (head.nodeId !== nodeId) return refuse('configuration-invalid', { reason: 'backup-of-another-node', other: head.nodeId, own: nodeId });
    const known = await requireKnownMigrations(head);
    if (!known.ok) return known;
    const opened = await openDatabase(configuration.value, true);
    if (!opened.ok) return opened;
    const progress = progressTo(options.json);
    try {
      const restored = await restoreBackup(configuration.value, archive.value, opened.value, (what, done, all) => progress.bar(words.name(`cli.progress.${what}`), done, all));
      progress.end();
      if (!restored.ok) return restored;
      const { manifest, incarnation } = restored.value;
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      return succeed({
        json: { nodeId, madeAt: head.madeAt, incarnation, rows, files: manifest.files.count, tables: manifest.tables.length, hashesEqual: true },
        lines: [words.say('cli.restore.done', { madeAt: head.madeAt, rows, files: manifest.files.count, tables: manifest.tables.length, incarnation }), words.say('cli.restore.next')],
      });
    } finally {
      await opened.value.close();
    }
  } finally {
    archive.value.close();
  }
}
