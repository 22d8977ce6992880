import { CommanderError, type Command } from 'commander';
import { newCommand, words } from './command.ts';

/** In the order of the help. What is not asked for is not loaded. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import('./init.ts')).initCommand(),
  start: async () => (await import('./start.ts')).startCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
  verify: async () => (await import('./verify.ts')).verifyCommand(),
  backup: async () => (await import('./backup.ts')).backupCommand(),
  'backup-key': async () => (await import('./backup-key.ts')).backupKeyCommand(),
  restore: async () => (await import('./restore.ts')).restoreCommand(),
  import: async () => (await import('./import.ts')).importCommand(),
  migrate: async () => (await import('./migrate.ts')).migrateCommand(),
  keys: async () => (await import('./keys.ts')).keysCommand(),
  governance: async () => (await import('./governance.ts')).governanceCommand(),
  carry: async () => (await import('./carry.ts')).carryCommand(),
  link: async () => (await import('./link.ts')).linkCommand(),
  corridor: async () => (await import('./corridor.ts')).corridorCommand(),
};

/** Names of keys (43 letters) and children (22) are chance, and may begin with a dash; no option is written with capitals, digits or underscores. */
const isDashedName = (word: string): boolean => /^-(?=.*[A-Z0-9_])(?:[\w-]{21}|[\w-]{42})$/.test(word);

/** A name that looks like an option is told apart from one. */
const namesLast = (typed: readonly string[]): string[] => {
  const names = typed.filter(isDashedName);
  return names.length === 0 ? [...typed] : [...typed.filter((word) => !isDashedName(word)), '--', ...names];
};

/** Runs what was typed after `amparo`. Sets the exit code: 0 done, 1 refused or found bad, 2 wrongly typed. Throws where the program itself is wrong. */
export async function runCommandLine(typed: readonly string[]): Promise<void> {
  const program = newCommand('amparo');
  const asked = commands[typed[0] ?? ''];
  for (const load of asked ? [asked] : Object.values(commands)) program.addCommand(await load());
  program.addHelpText('after', () => `\n${words.say('cli.help.environment')}`);
  try {
    await program.parseAsync(namesLast(typed), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
}
