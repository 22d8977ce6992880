import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { Check } from 'typebox/value';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { canonicalJson, createFingerprints, createGovernanceKey, openGovernanceKey, signAsGovernance, type GovernanceKey } from '#platform/vault/index.ts';
import { CountryRoot, CountryRootDocument, MembershipDraft, signedPartOf } from '#rooms/governance/schema.ts';
import { systemClock } from '../node.ts';
import { secretFrom } from '../secret.ts';
import { newCommand, report, wholeNumber, withJson, words, type Report } from './command.ts';

/*
 * For those who govern membership for a country. Their keys lie in files of their own, with them: these commands need no node, no
 * configuration and no network. What they sign is carried to any node (Network and agreements → Directory), which passes it on.
 */

/** `amparo governance`: keys, root and trust list of a country, on a machine that need not be a node. */
export const governanceCommand = (): Command =>
  newCommand('governance')
    .addCommand(step('key').argument('<file>', words.name('cli.governance.file')).requiredOption('--name <name>', words.name('cli.option.governance-name')).action((file: string, options: { name: string; json: boolean }) => report(options.json, async () => makeKey(file, options.name))))
    .addCommand(step('root').argument('<file>', words.name('cli.governance.file')).requiredOption('--country <code>', words.name('cli.option.country')).requiredOption('--threshold <count>', words.name('cli.option.threshold'), wholeNumber(1, 15))
      .requiredOption('--key <file...>', words.name('cli.option.governance-keys')).option('--follows <file>', words.name('cli.option.follows')).action((file: string, options: RootOptions) => report(options.json, async () => makeRoot(file, options))))
    .addCommand(step('sign').argument('<file>', words.name('cli.governance.file')).requiredOption('--key <file>', words.name('cli.option.governance-key')).action((file: string, options: { key: string; json: boolean }) => report(options.json, () => sign(file, options.key))));

const step = (name: string): Command => withJson(newCommand('governance').name(name)).description(words.name(`cli.governance.${name}`));

interface RootOptions { readonly country: string; readonly threshold: number; readonly key: readonly string[]; readonly follows?: string; readonly json: boolean }

function passphrase(): Result<string> {
  const secret = secretFrom(process.env, 'AMPARO_GOVERNANCE_PASSPHRASE');
  return secret.ok && secret.value === null ? refuse('configuration-invalid', { reason: 'governance-passphrase-missing' }) : (secret as Result<string>);
}

/** Writes a file, unless told one that must not be there yet. Refuses `configuration-invalid`, reason `file-not-written`. */
function write(file: string, content: string, options: { readonly flag: 'w' | 'wx'; readonly mode?: number }): Result<void> {
  try {
    return succeed(writeFileSync(file, content, options));
  } catch (error) {
    return refuse('configuration-invalid', { reason: 'file-not-written', file, cause: String((error as { code?: string }).code) });
  }
}

function reading<T>(file: string, understand: (content: string) => T): Result<T> {
  try {
    return succeed(understand(readFileSync(file, 'utf8')));
  } catch {
    return refuse('configuration-invalid', { reason: 'document-unreadable', file });
  }
}
const read = (file: string): Result<unknown> => reading(file, (content): unknown => JSON.parse(content));

function makeKey(file: string, name: string): Result<Report> {
  const secret = passphrase();
  if (!secret.ok) return secret;
  const made = createGovernanceKey(name, secret.value);
  if (!made.ok) return made;
  const written = write(file, made.value.file, { flag: 'wx', mode: 0o600 });
  return written.ok ? succeed({ json: made.value.public, lines: [words.say('cli.governance.key-made', { file }), JSON.stringify(made.value.public)] }) : written;
}

/** The public part of a key, from its file or as it was sent. */
function publicIn(file: string): Result<CountryRoot['keys'][number]> {
  const content = read(file);
  if (!content.ok) return content;
  const shown = (content.value as { public?: unknown } | null)?.public ?? content.value;
  return Check(CountryRoot.properties.keys.items, shown) ? succeed(shown) : refuse('configuration-invalid', { reason: 'document-unreadable', file });
}

async function makeRoot(file: string, { country, threshold, key, follows }: RootOptions): Promise<Result<Report>> {
  const keys: CountryRoot['keys'] = [];
  for (const one of key) {
    const shown = publicIn(one);
    if (!shown.ok) return shown;
    keys.push(shown.value);
  }
  const former = follows === undefined ? null : read(follows);
  if (former && !former.ok) return former;
  if (former && !Check(CountryRootDocument, former.value)) return refuse('configuration-invalid', { reason: 'document-unreadable', file: follows! });
  const version = former ? (former.value as CountryRootDocument).root.version + 1 : 1;
  const root = { typ: 'country-root/1', country, version, threshold, keys, from: systemClock.now() };
  if (!Check(CountryRoot, root) || threshold > keys.length) return refuse('configuration-invalid', { reason: 'root-impossible', threshold, keys: keys.length });
  const written = write(file, JSON.stringify({ root, signatures: [] }, null, 2), { flag: 'wx', mode: 0o644 });
  if (!written.ok) return written;
  const fingerprint = await createFingerprints().fingerprint(canonicalJson(root));
  return succeed({ json: { root, fingerprint }, lines: [words.say('cli.governance.root-made', { file, count: keys.length, fingerprint })] });
}

async function sign(file: string, keyFile: string): Promise<Result<Report>> {
  const [secret, content, key] = [passphrase(), read(file), reading(keyFile, (sealed) => sealed)];
  if (!secret.ok) return secret;
  if (!content.ok) return content;
  if (!key.ok) return key;
  const opened = openGovernanceKey(key.value, secret.value);
  if (!opened.ok) return opened;
  const signed = await signedDocument(content.value, opened.value);
  if (!signed) return refuse('configuration-invalid', { reason: 'document-unreadable', file });
  const written = write(file, JSON.stringify(signed.document, null, 2), { flag: 'w' });
  if (!written.ok) return written;
  return succeed({ json: { signatures: signed.document.signatures.length }, lines: [...signed.says, words.say('cli.governance.signed', { name: opened.value.name, count: signed.document.signatures.length, file })] });
}

/** A document with one more signature, and what it says; the same key signs once. */
async function signedDocument(value: unknown, key: GovernanceKey): Promise<{ document: { signatures: string[] }; says: string[] } | null> {
  const added = (signatures: readonly string[], signature: string) => [...signatures.filter((other) => other !== signature), signature];
  if (isRootDraft(value)) {
    const { root } = value;
    const signature = await signAsGovernance('country-root', root, key);
    return { document: { ...value, signatures: added(value.signatures, signature) }, says: [words.say('cli.governance.signs-root', { country: root.country, version: root.version, threshold: root.threshold, names: root.keys.map(({ name }) => name) })] };
  }
  if (!Check(MembershipDraft, value)) return null;
  const { entry, seq } = value;
  const signature = await signAsGovernance('trust-entry', signedPartOf(value), key);
  return { document: { ...value, signatures: added(value.signatures, signature) }, says: [words.say('cli.governance.signs-line', { line: seq, country: entry.country, member: entry.member, node: entry.nodeId, status: entry.status, roles: entry.roles })] };
}

const isRootDraft = (value: unknown): value is { root: CountryRoot; signatures: string[] } => {
  const { root, signatures } = (value ?? {}) as { root?: unknown; signatures?: unknown };
  return Check(CountryRoot, root) && Array.isArray(signatures) && signatures.every((signature) => typeof signature === 'string');
};
