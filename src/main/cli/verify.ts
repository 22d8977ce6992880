import type { Command } from 'commander';
import { succeed, type Result } from '#kernel/result.ts';
import { openDatabase, openKeys, type OpenDatabase } from '../production.ts';
import { compareDeposits, type Deposits } from '../deposits.ts';
import type { NodeConfiguration } from '../configuration.ts';
import { walkChains } from '../verify.ts';
import { newCommand, report, withConfiguration, withJson, withOption, words, type Report } from './command.ts';
import { configured, type Overrides } from './configured.ts';
import { progressTo } from './progress.ts';
import { verifyFile } from './verify-file.ts';

type Options = Overrides & { readonly json: boolean };

/** `amparo verify`: walks the node's hash chains, or with a file judges that alone, offline; ends with 1 when something does not hold. */
export const verifyCommand = (): Command =>
  withJson(withOption(withConfiguration(newCommand('verify')), '--data <folder>', 'data'))
    .argument('[file]', words.name('cli.argument.proof'))
    .action((file: string | undefined, options: Options) => report(options.json, () => (file === undefined ? verifyNode(options) : verifyFile(file))));

async function verifyNode(options: Options): Promise<Result<Report>> {
  const configuration = configured(options);
  if (!configuration.ok) return configuration;
  const opened = await openDatabase(configuration.value);
  if (!opened.ok) return opened;
  const nameOf = (chain: string) => words.name(`cli.verify.chain-${chain}`);
  const progress = progressTo(options.json);
  try {
    const deposits = await depositsOf(configuration.value, opened.value);
    const chains = await walkChains(opened.value.target, (chain, done, all) => progress.bar(nameOf(chain), done, all));
    progress.end();
    return succeed({
      json: { holds: chains.every(({ brokenAt }) => brokenAt === null) && !hasDifference(deposits), chains, deposits: deposits?.map(({ peer, compared }) => ({ peer, ...(compared.ok ? compared.value : { refusedWith: compared.problem.code }) })) ?? null },
      lines: [...chains.map(({ chain, length, brokenAt }) =>
        brokenAt === null ? words.say('cli.verify.holds', { chain: nameOf(chain), length }) : words.say('cli.verify.broken', { chain: nameOf(chain), at: brokenAt })), ...depositLines(deposits, nameOf)],
      isFailure: chains.some(({ brokenAt }) => brokenAt !== null) || hasDifference(deposits),
    });
  } finally {
    await opened.value.close();
  }
}

/** What peers hold of the heads; null where the node's keys do not open, or its tables are not of this version. */
async function depositsOf(configuration: NodeConfiguration, opened: OpenDatabase): Promise<Deposits | null> {
  const keys = await openKeys(configuration);
  return keys.ok ? compareDeposits(configuration, keys.value, opened) : null;
}

const hasDifference = (deposits: Deposits | null): boolean => deposits?.some(({ compared }) => compared.ok && compared.value.differsAt !== null) ?? false;

function depositLines(deposits: Deposits | null, nameOf: (chain: string) => string): string[] {
  if (deposits === null) return [words.say('cli.verify.heads-no-keys')];
  return deposits.map(({ peer, compared }) => {
    if (!compared.ok) return words.say('cli.verify.heads-unasked', { peer, reason: compared.problem.code });
    const { held, differsAt } = compared.value;
    if (differsAt) return words.say('cli.verify.heads-differ', { peer, chain: nameOf(differsAt.chain), at: differsAt.sequence });
    return words.say(held === 0 ? 'cli.verify.heads-none' : 'cli.verify.heads-agree', { peer });
  });
}
