import { InvalidArgumentError, type Command } from 'commander';
import { lateKeyUses, revokeOwnKey } from '#exchange/federation/index.ts';
import { addDays, instantPattern, type Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { nodeCaller } from '#platform/access/index.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { forgetSealingKeys, forgettableSealingKeys, isRotationDue, keyInUse, replaceCompromisedKey, rotateExchangeKeys, saveNodeKeys, type NodeKeys } from '#platform/vault/index.ts';
import type { NodeConfiguration } from '../configuration.ts';
import { examineService } from '../doctor/service.ts';
import { raiseIncarnation } from '../incarnation.ts';
import { systemClock } from '../node.ts';
import { openKeys, openNode } from '../production.ts';
import { newCommand, report, tableOf, withConfiguration, withJson, words, type Report } from './command.ts';
import { configured, type Overrides } from './configured.ts';

type Options = Overrides & { readonly json: boolean; readonly kid: string | null };
type Work<More> = (configuration: NodeConfiguration, keys: NodeKeys, options: Options & More, now: Instant) => Promise<Result<Report>> | Result<Report>;

const step = <More>(name: string, work: Work<More>): Command =>
  withJson(withConfiguration(newCommand('keys').name(name))).description(words.name(`cli.keys.${name}`)).action((...given: unknown[]) => {
    // commander hands over the arguments, then the options, then the command
    const options = given.at(-2) as Options & More;
    const kid = given.length > 2 ? (given[0] as string) : null;
    return report(options.json, async () => {
    const configuration = configured(options);
    if (!configuration.ok) return configuration;
    const keys = await openKeys(configuration.value);
    return keys.ok ? work(configuration.value, keys.value, { ...options, kid }, systemClock.now()) : keys;
    });
  });

/** `amparo keys`: the signing and sealing keys of a node through their life: listed, changed, revoked, forgotten. */
export const keysCommand = (): Command =>
  newCommand('keys')
    .addCommand(step('list', list))
    .addCommand(step('rotate', rotate).option('--if-due', words.name('cli.option.if-due'), false))
    .addCommand(step('revoke', revoke).argument('<key>', words.name('cli.option.key')).requiredOption('--since <instant>', words.name('cli.option.since'), instant).option('--reason <code>', words.name('cli.option.revocation-reason'), 'compromised'))
    .addCommand(step('forget', forget));

function instant(text: string): Instant {
  if (!new RegExp(instantPattern).test(text)) throw new InvalidArgumentError(words.say('cli.keys.not-an-instant'));
  return text as Instant;
}

const save = ({ keyFolder, keyPassphrase }: NodeConfiguration, keys: NodeKeys) => saveNodeKeys(keyFolder, keys, { kind: 'passphrase', passphrase: keyPassphrase! });

function list(_configuration: NodeConfiguration, keys: NodeKeys, _options: Options, now: Instant): Result<Report> {
  const rows = (['signing', 'sealing'] as const).flatMap((use) => keys[use].map((key) => {
    const standing = key.kid === keyInUse(keys[use], now).kid ? 'in-use' : key.notBefore > now ? 'next' : 'former';
    return { use, kid: key.kid, notBefore: key.notBefore, notAfter: key.notAfter, standing };
  }));
  const lines = tableOf(rows.map(({ use, kid, notBefore, notAfter, standing }) => [words.name(`cli.keys.use.${use}`), kid, notBefore.slice(0, 10), notAfter.slice(0, 10), words.name(`cli.keys.standing.${standing}`)]));
  return succeed({ json: rows, lines });
}

/** New keys beside the old ones; the next start sends the new card to the peers. */
async function rotate(configuration: NodeConfiguration, keys: NodeKeys, options: { readonly ifDue: boolean }, now: Instant): Promise<Result<Report>> {
  if (options.ifDue && !isRotationDue(keys, now)) return succeed({ json: { rotated: false }, lines: [words.say('cli.keys.not-due')] });
  const rotated = rotateExchangeKeys(keys, now);
  const saved = await save(configuration, rotated);
  if (!saved.ok) return saved;
  const { notBefore, notAfter } = rotated.signing[0]!;
  return succeed({ json: { rotated: true, notBefore, notAfter }, lines: [words.say('cli.keys.rotated', { from: notBefore.slice(0, 10), until: notAfter.slice(0, 10), keyFolder: configuration.keyFolder })] });
}

/**
 * Somebody else may have a signing key: new keys, the word to every peer, and a new incarnation, in an order that may break off
 * anywhere and be run again. Refuses while the node answers: it would go on signing with the old key.
 */
async function revoke(configuration: NodeConfiguration, keys: NodeKeys, { since, kid: named, reason }: Options & { readonly since: Instant; readonly reason: string }, now: Instant): Promise<Result<Report>> {
  if ((await examineService(configuration)).some(({ found }) => found !== 'silent')) return refuse('configuration-invalid', { reason: 'node-running' });
  const kid = named!;
  const compromised = keys.signing.find((candidate) => candidate.kid === kid);
  if (!compromised) return refuse('not-found', { reason: 'key-unknown', kid });
  const opened = await openNode(configuration);
  if (!opened.ok) return opened;
  try {
    // told first: a run that breaks off below finds it told, and goes on
    const told = await revokeOwnKey.run(opened.value.services, nodeCaller(opened.value.services), { kid, since, reason });
    if (!told.ok && told.problem.code !== 'already-done') return told;
    const isReplaced = !told.ok && compromised.notAfter <= since;
    const saved = isReplaced ? succeed(undefined) : await save(configuration, replaceCompromisedKey(keys, kid, since, now));
    if (!saved.ok) return saved;
    const incarnation = raiseIncarnation(configuration.keyFolder);
    return succeed({ json: { revoked: kid, since, incarnation }, lines: [words.say('cli.keys.revoked', { kid, since, keyFolder: configuration.keyFolder })] });
  } finally {
    await opened.value.close();
  }
}

/** What was sealed to a forgotten key stays closed for good, also to who steals the key file later. */
async function forget(configuration: NodeConfiguration, keys: NodeKeys, _options: Options, now: Instant): Promise<Result<Report>> {
  const opened = await openNode(configuration);
  if (!opened.ok) return opened;
  try {
    const uses = await transact(opened.value.services.database, nodeScope(now), lateKeyUses);
    const kids = forgettableSealingKeys(keys, uses, now);
    const saved = kids.length === 0 ? succeed(undefined) : await save(configuration, forgetSealingKeys(keys, kids));
    if (!saved.ok) return saved;
    return succeed({ json: { forgotten: kids }, lines: [words.say(kids.length === 0 ? 'cli.keys.nothing-to-forget' : 'cli.keys.forgotten', { count: kids.length, until: addDays(now, -60).slice(0, 10) })] });
  } finally {
    await opened.value.close();
  }
}
