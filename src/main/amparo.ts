import { CommanderError, type Command } from 'commander';
import { newCommand, words } from './cli/command.ts';
import { watchSignals } from './cli/stop-on-signal.ts';

/** In the order of the help. What is not asked for is not loaded. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import('./cli/init.ts')).initCommand(),
  start: async () => (await import('./cli/start.ts')).startCommand(),
  doctor: async () => (await import('./cli/doctor.ts')).doctorCommand(),
  verify: async () => (await import('./cli/verify.ts')).verifyCommand(),
  backup: async () => (await import('./cli/backup.ts')).backupCommand(),
  'backup-key': async () => (await import('./cli/backup-key.ts')).backupKeyCommand(),
  restore: async () => (await import('./cli/restore.ts')).restoreCommand(),
  import: async () => (await import('./cli/import.ts')).importCommand(),
  migrate: async () => (await import('./cli/migrate.ts')).migrateCommand(),
  'rotate-keys': async () => (await import('./cli/rotate-keys.ts')).rotateKeysCommand(),
  link: async () => (await import('./cli/link.ts')).linkCommand(),
  corridor: async () => (await import('./cli/corridor.ts')).corridorCommand(),
};

/** The folder in which the command was given: the launcher works from the program's own. */
const askedFrom = process.env['AMPARO_ASKED_FROM'];
if (askedFrom) process.chdir(askedFrom);

watchSignals();

const program = newCommand('amparo');
const asked = commands[process.argv[2] ?? ''];
for (const load of asked ? [asked] : Object.values(commands)) program.addCommand(await load());
program.addHelpText('after', () => `\n${words.say('cli.help.environment')}`);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(`${words.say('problem.unexpected')}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  }
}
