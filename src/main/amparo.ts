import { words } from './cli/command.ts';
import { runCommandLine } from './cli/commands.ts';
import { watchSignals } from './cli/stop-on-signal.ts';

/** The folder in which the command was given: the launcher works from the program's own. */
const askedFrom = process.env['AMPARO_ASKED_FROM'];
if (askedFrom) process.chdir(askedFrom);

watchSignals();

try {
  await runCommandLine(process.argv.slice(2));
} catch (error) {
  console.error(`${words.say('problem.unexpected')}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exitCode = 1;
}
