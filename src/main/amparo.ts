import { CommanderError } from 'commander';
import { backupCommand } from './cli/backup.ts';
import { backupKeyCommand } from './cli/backup-key.ts';
import { doctorCommand } from './cli/doctor.ts';
import { restoreCommand } from './cli/restore.ts';
import { rotateKeysCommand } from './cli/rotate-keys.ts';
import { verifyCommand } from './cli/verify.ts';
import { newCommand, words } from './cli/command.ts';
import { corridorCommand } from './cli/corridor.ts';
import { importCommand } from './cli/import.ts';
import { initCommand } from './cli/init.ts';
import { linkCommand } from './cli/link.ts';
import { migrateCommand } from './cli/migrate.ts';
import { startCommand } from './cli/start.ts';
import { watchSignals } from './cli/stop-on-signal.ts';

/** The folder in which the command was given: the launcher works from the program's own. */
const askedFrom = process.env['AMPARO_ASKED_FROM'];
if (askedFrom) process.chdir(askedFrom);

watchSignals();

const program = newCommand('amparo')
  .addCommand(initCommand())
  .addCommand(startCommand())
  .addCommand(doctorCommand())
  .addCommand(verifyCommand())
  .addCommand(backupCommand())
  .addCommand(backupKeyCommand())
  .addCommand(restoreCommand())
  .addCommand(importCommand())
  .addCommand(migrateCommand())
  .addCommand(rotateKeysCommand())
  .addCommand(corridorCommand())
  .addCommand(linkCommand())
  .addHelpText('after', () => `\n${words.say('cli.help.environment')}`);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(`${words.say('problem.unexpected')}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  }
}
