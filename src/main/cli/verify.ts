import type { Command } from 'commander';
import { succeed, type Result } from '#kernel/result.ts';
import { openDatabase } from '../production.ts';
import { walkChains } from '../verify.ts';
import { newCommand, report, withConfiguration, withJson, withOption, words, type Report } from './command.ts';
import { configured, type Overrides } from './configured.ts';
import { progressTo } from './progress.ts';

type Options = Overrides & { readonly json: boolean };

/** `amparo verify`: walks the node's hash chains; ends with 1 when a link does not hold. */
export const verifyCommand = (): Command =>
  withJson(withOption(withConfiguration(newCommand('verify')), '--data <folder>', 'data'))
    .action((options: Options) => report(options.json, () => verifyNode(options)));

async function verifyNode(options: Options): Promise<Result<Report>> {
  const configuration = configured(options);
  if (!configuration.ok) return configuration;
  const opened = await openDatabase(configuration.value);
  if (!opened.ok) return opened;
  const nameOf = (chain: string) => words.name(`cli.verify.chain-${chain}`);
  const progress = progressTo(options.json);
  try {
    const chains = await walkChains(opened.value.target, (chain, done, all) => progress.bar(nameOf(chain), done, all));
    progress.end();
    return succeed({
      json: { holds: chains.every(({ brokenAt }) => brokenAt === null), chains },
      lines: chains.map(({ chain, length, brokenAt }) =>
        brokenAt === null ? words.say('cli.verify.holds', { chain: nameOf(chain), length }) : words.say('cli.verify.broken', { chain: nameOf(chain), at: brokenAt })),
      isFailure: chains.some(({ brokenAt }) => brokenAt !== null),
    });
  } finally {
    await opened.value.close();
  }
}
