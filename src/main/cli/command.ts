import { Command, InvalidArgumentError } from 'commander';
import type { Problem } from '#kernel/problem.ts';
import type { Result } from '#kernel/result.ts';
import { createWords, type Words } from './words.ts';

/** What a command found: the same facts for a person and for a script. */
export interface Report {
  readonly lines: readonly string[];
  readonly json: unknown;
  /** It ran, and found what must not be: ends with exit code 1. */
  readonly isFailure?: boolean;
}

export const words: Words = createWords(process.env);

const titles: Readonly<Record<string, string>> = { 'Usage:': 'cli.help.usage', 'Options:': 'cli.help.options', 'Commands:': 'cli.help.commands', 'Arguments:': 'cli.help.arguments' };

/** A command with a described name, bilingual help, and the exit codes of the program. */
export const newCommand = (name: string): Command =>
  new Command(name)
    .description(words.name(`cli.command.${name.split(' ')[0]}`))
    .helpCommand('help [command]', words.name('cli.help.command'))
    .helpOption('-h, --help', words.name('cli.help.help'))
    .configureHelp({ styleTitle: (title) => (titles[title] ? `${words.name(titles[title])}:` : title), helpWidth: 110 })
    .configureOutput({ outputError: (text, write) => write(`${words.say('cli.usage-error')}\n${text}`) })
    .exitOverride();

/** An option whose description stands in the texts under its own name. */
export const withOption = (command: Command, flags: string, key: string, fallback?: string): Command => command.option(flags, words.name(`cli.option.${key}`), fallback as string);

export const withJson = (command: Command): Command => command.option('--json', words.name('cli.option.json'), false);
export const withConfiguration = (command: Command): Command =>
  withOption(command, '--config <file>', 'config', process.env['AMPARO_CONFIG'] ?? 'amparo.json');

/** A whole number from `least` on, for an option. */
export const wholeNumber = (least = 0, most = Number.MAX_SAFE_INTEGER) => (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most) throw new InvalidArgumentError(words.say('cli.not-a-number', { least }));
  return number;
};

/** Runs the work of a command and says what came of it: exit code 0 done, 1 refused, failed or found bad. */
export async function report(isJson: boolean, work: () => Promise<Result<Report>>): Promise<void> {
  const result = await work();
  if (!result.ok) return sayProblem(isJson, result.problem);
  if (isJson) console.log(JSON.stringify(result.value.json, null, 2));
  else for (const line of result.value.lines) console.log(line);
  if (result.value.isFailure) process.exitCode = 1;
}

export function sayProblem(isJson: boolean, problem: Problem): void {
  if (isJson) console.log(JSON.stringify({ problem }, null, 2));
  else console.error(words.problem(problem));
  process.exitCode = 1;
}

/** Rows under each other in even columns. */
export function tableOf(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]!))).join('   '));
}

/** Bytes for people. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`;
}
