import { accessSync, constants, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { linkFields, linkFiles, linkSummary, readAskedMapping, readTexts, savePairs, type FileHead, type LinkLanguage } from '#rooms/tracing/link.ts';
import { newCommand, report, wholeNumber, withJson, words, type Report } from './command.ts';
import { createProgress } from './time-left.ts';

interface Options {
  readonly out: string;
  readonly map: string;
  readonly threshold?: number;
  readonly report?: string;
  readonly workers: number;
  readonly language: LinkLanguage;
  readonly json: boolean;
}

const share = (text: string): number => {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0 && number <= 1)) throw new InvalidArgumentError(words.say('link.say.between-0-and-1'));
  return number;
};
const language = (text: string): LinkLanguage => {
  if (text !== 'es' && text !== 'en') throw new InvalidArgumentError('es, en');
  return text;
};
const usualLanguage = (): LinkLanguage => (/^en/i.test(process.env['LC_ALL'] || process.env['LANG'] || '') ? 'en' : 'es');
const described = (key: string): string => words.name(`cli.option.link-${key}`, { fields: linkFields.join(' ') });

/** `amparo link`: finds the records of one person in plain CSV files, without labels and without a node. */
export const linkCommand = (): Command =>
  withJson(newCommand('link'))
    .argument('<left.csv>')
    .argument('[right.csv]')
    .requiredOption('--out <pairs.csv>', described('out'))
    .option('--map <field=column,…>', described('map'), '')
    .option('--threshold <probability>', described('threshold'), share)
    .option('--report <report.html>', described('report'))
    .option('--workers <number>', described('workers'), wholeNumber(1, 64), Math.min(8, availableParallelism()))
    .option('--language <language>', described('language'), language, usualLanguage())
    .action((left: string, right: string | undefined, options: Options) => report(options.json, () => link(left, right, options)));

async function link(left: string, right: string | undefined, options: Options): Promise<Result<Report>> {
  const asked = readAskedMapping(options.map);
  if (!asked.ok) return asked;
  const taken = right === undefined ? [left] : [left, right];
  for (const out of options.report === undefined ? [options.out] : [options.out, options.report]) {
    const writable = requireWritable(out, taken);
    if (!writable.ok) return writable;
    taken.push(out);
  }
  const progress = createProgress();
  const linked = await linkFiles({
    left, ...(right === undefined ? {} : { right }), asked: asked.value, ...(options.threshold === undefined ? {} : { threshold: options.threshold }), workers: options.workers,
    onMapping: (heads) => { if (!options.json) for (const line of mappingLines(heads)) console.error(line); },
    onProgress: (stage, done) => progress.show(words.name(`link.say.stage.${stage}`), done),
  });
  if (!linked.ok) { progress.end(); return linked; }
  const texts = readTexts(options.language);
  await savePairs(linked.value, options.out, options.report, texts, options.language, (done) => progress.show(words.name('link.say.stage.write'), done));
  progress.end();
  const summary = linkSummary(linked.value);
  const { expected } = linked.value.decision;
  return succeed({
    json: { out: options.out, ...(options.report === undefined ? {} : { report: options.report }), ...summary },
    lines: [
      words.say('link.say.done', { records: summary.records, compared: summary.compared, links: summary.links, threshold: summary.threshold.toFixed(2), groups: summary.groups, out: options.out }),
      ...(summary.links === 0 ? [] : [words.say('link.say.expected', { precision: Math.round(expected.precision * 100), recall: Math.round(expected.recall * 100) })]),
      ...(summary.familyWarnings === 0 ? [] : [words.say('link.say.families', { count: summary.familyWarnings })]),
      ...(options.report === undefined ? [] : [words.say('link.say.report', { report: options.report })]),
      words.say('link.say.check'),
    ],
  });
}

function mappingLines(heads: readonly FileHead[]): string[] {
  return heads.flatMap(({ file, mapping }) => [
    words.say('link.say.mapping', { file }),
    ...mapping.map(({ column, field, reason }) => words.name('link.say.column', { column, field, reason: words.name(`link.say.${reason}`) })),
    ...(mapping.some(({ field }) => field === 'id') ? [] : [words.say('link.say.row-as-id')]),
  ]);
}

/** Refuses with `link-same-file` and `link-unwritable` before any work is done. */
function requireWritable(out: string, taken: readonly string[]): Result<void> {
  if (taken.some((file) => path.resolve(file) === path.resolve(out))) return refuse('file-invalid', { reason: 'link-same-file', file: out });
  try {
    accessSync(path.dirname(path.resolve(out)), constants.W_OK);
    return statSync(out, { throwIfNoEntry: false })?.isDirectory() ? refuse('file-invalid', { reason: 'link-unwritable', file: out }) : succeed(undefined);
  } catch {
    return refuse('file-invalid', { reason: 'link-unwritable', file: out });
  }
}
