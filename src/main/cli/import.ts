import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { doubledTargets, guessMapping, mappingFor, targets, type DateOrder, type Target } from '#exchange/interchange/rules.ts';
import { digestOf, readSheet } from '#exchange/interchange/sheet/read.ts';
import { openNode } from '../production.ts';
import { newCommand, report, withConfiguration, withJson, withOption, words } from './command.ts';
import { configured, type Overrides } from './configured.ts';
import { importChildren, type ImportOptions } from './import-children.ts';
import type { Prepared } from './import-guesses.ts';
import { takeBack } from './import-undo.ts';

type Options = Overrides & ImportOptions & { readonly map: readonly (readonly [heading: string, target: Target])[]; readonly dates?: DateOrder; readonly undo?: string; readonly reason?: string };

/** `Heading=field`; the heading may hold an equals sign. */
function columnFrom(given: string, before: Options['map']): Options['map'] {
  const [heading = '', target = ''] = given.split(/=(?=[^=]*$)/);
  if (!(targets as readonly string[]).includes(target)) throw new InvalidArgumentError(words.say('cli.import.no-field', { field: target, fields: targets.join(', ') }));
  return [...before, [heading, target as Target]];
}

/** `amparo import children FILE`: receives the children of a spreadsheet, or with `--undo BATCH` takes a batch back. */
export function importCommand(): Command {
  const described = (flags: string, key: string) => new Option(flags, words.name(`cli.option.import-${key}`, { fields: targets.join(', ') }));
  const children = withJson(withOption(withConfiguration(newCommand('children').argument('[file]')), '--data <folder>', 'data'))
    .option('--dry-run', words.name('cli.option.dry-run'), false)
    .addOption(described('--map <column=field>', 'map').default([], '-').argParser(columnFrom))
    .addOption(described('--dates <order>', 'dates').choices(['day-first', 'month-first']))
    .addOption(described('--team <name>', 'team'))
    .addOption(described('--duplicates <what>', 'duplicates').choices(['skip', 'import']).default('skip'))
    .addOption(described('--errors <file>', 'errors'))
    .addOption(described('--undo <batch>', 'undo').conflicts(['dryRun', 'map', 'dates', 'team', 'duplicates', 'errors']))
    .addOption(described('--reason <text>', 'reason'));
  children.action((file: string | undefined, options: Options) => {
    if ((file === undefined) === (options.undo === undefined)) children.error(words.say('cli.import.file-or-undo'), { exitCode: 2 });
    return report(options.json, async () => {
      const work = file === undefined ? succeed(null) : await prepare(file, options);
      if (!work.ok) return work;
      const configuration = configured(options);
      if (!configuration.ok) return configuration;
      const node = await openNode(configuration.value);
      if (!node.ok) return node;
      const { services, close } = node.value;
      try {
        return work.value === null ? await takeBack(services, options.undo!, options.reason ?? words.name('cli.import.undo-reason'), options.json) : await importChildren(services, work.value, options);
      } finally {
        await close();
      }
    });
  });
  return newCommand('import').addCommand(children);
}

/** Reads the file and says what its columns are. Refuses with `import-invalid` and the reason, and as `readSheet`. */
async function prepare(file: string, { map, dates }: Options): Promise<Result<Prepared>> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    return refuse('import-invalid', { reason: 'import-file-missing', file });
  }
  const read = await readSheet(bytes);
  if (!read.ok) return read;
  const { sheet } = read.value;
  const own = [...guessMapping(sheet).targets];
  for (const [heading, target] of map) {
    const column = sheet.headings.indexOf(heading);
    if (column < 0) return refuse('import-invalid', { reason: 'import-no-column', column: heading, columns: sheet.headings.join(', ') });
    own[column] = target;
  }
  const doubled = doubledTargets(own);
  if (doubled.length > 0) return refuse('import-invalid', { reason: 'import-doubled', fields: doubled.join(', ') });
  return succeed({ ...read.value, fileName: path.basename(file).slice(0, 200), digest: await digestOf(bytes), mapping: mappingFor(sheet, own, dates) });
}
