import type { Command } from 'commander';
import { succeed, type Result } from '#kernel/result.ts';
import { isRotationDue, rotateExchangeKeys, saveNodeKeys } from '#platform/vault/index.ts';
import { systemClock } from '../node.ts';
import { openKeys } from '../production.ts';
import { newCommand, report, withConfiguration, withJson, words, type Report } from './command.ts';
import { configured, type Overrides } from './configured.ts';

type Options = Overrides & { readonly ifDue: boolean; readonly json: boolean };

/** `amparo rotate-keys`: new signing and sealing keys beside the old ones; the next start sends the new card to the peers. */
export const rotateKeysCommand = (): Command =>
  withJson(withConfiguration(newCommand('rotate-keys')))
    .option('--if-due', words.name('cli.option.if-due'), false)
    .action((options: Options) => report(options.json, () => rotate(options)));

async function rotate(options: Options): Promise<Result<Report>> {
  const configuration = configured(options);
  if (!configuration.ok) return configuration;
  const keys = await openKeys(configuration.value);
  if (!keys.ok) return keys;
  const now = systemClock.now();
  if (options.ifDue && !isRotationDue(keys.value, now)) return succeed({ json: { rotated: false }, lines: [words.say('cli.rotate-keys.not-due')] });
  const rotated = rotateExchangeKeys(keys.value, now);
  const saved = await saveNodeKeys(configuration.value.keyFolder, rotated, { kind: 'passphrase', passphrase: configuration.value.keyPassphrase! });
  if (!saved.ok) return saved;
  const { notBefore, notAfter } = rotated.signing[0]!;
  return succeed({ json: { rotated: true, notBefore, notAfter }, lines: [words.say('cli.rotate-keys.done', { from: notBefore.slice(0, 10), until: notAfter.slice(0, 10), keyFolder: configuration.value.keyFolder })] });
}
