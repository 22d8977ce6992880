import type { Command } from 'commander';
import { succeed } from '#kernel/result.ts';
import { connect } from '#platform/db/connect.ts';
import { migrate, pendingMigrations } from '#platform/db/migrate.ts';
import { openDatabase } from '../production.ts';
import { newCommand, report, withConfiguration, withJson, withOption, words } from './command.ts';
import { configured, type Overrides } from './configured.ts';

type Options = Overrides & { readonly dryRun: boolean; readonly json: boolean };

/** `amparo migrate`: brings the database to this version of the program; `--dry-run` only says what would run. */
export const migrateCommand = (): Command =>
  withJson(withOption(withConfiguration(newCommand('migrate')), '--data <folder>', 'data'))
    .option('--dry-run', words.name('cli.option.dry-run'), false)
    .action((options: Options) => report(options.json, async () => {
      const configuration = configured(options);
      if (!configuration.ok) return configuration;
      const opened = await openDatabase(configuration.value);
      if (!opened.ok) return opened;
      const database = connect({ ...opened.value.target, maximum: 1 });
      try {
        const names = options.dryRun ? await pendingMigrations(database) : await migrate(database);
        const key = names.length === 0 ? 'cli.migrate.none' : options.dryRun ? 'cli.migrate.would' : 'cli.migrate.done';
        return succeed({ json: { [options.dryRun ? 'pending' : 'ran']: names }, lines: [words.say(key, { count: names.length }), ...names.map((name) => `  ${name}`)] });
      } finally {
        await database.destroy();
        await opened.value.close();
      }
    }));
