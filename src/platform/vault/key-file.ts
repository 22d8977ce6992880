import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { Type } from 'typebox';
import { Check } from 'typebox/value';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { nodeKeysSchema, type NodeKeys } from './node-keys.ts';
import { isPassphraseSealed, minimumPassphraseLength, openUnderPassphrase, sealUnderPassphrase } from './passphrase-seal.ts';

const fileName = 'node-keys.json';
const sealedFormat = 'amparo-node-keys/1';

/** Plain in training only; in production under a passphrase that comes from the environment (`AMPARO_KEY_PASSPHRASE`). */
export type KeyProtection = { readonly kind: 'training' } | { readonly kind: 'passphrase'; readonly passphrase: string };

const plainFileSchema = Type.Object({ format: Type.Literal('amparo-node-keys-of-training/1'), keys: nodeKeysSchema });
function fileTextOf(keys: NodeKeys, protection: KeyProtection): string {
  if (protection.kind === 'training') return JSON.stringify({ format: 'amparo-node-keys-of-training/1', keys }, null, 2);
  return JSON.stringify(sealUnderPassphrase(JSON.stringify(keys), protection.passphrase, sealedFormat), null, 2);
}

/**
 * Writes the node's keys to the one file that holds them, readable by its owner only; the former file stays until the
 * new one is on disk. Refuses a passphrase under 16 characters with `configuration-invalid`.
 */
export async function saveNodeKeys(folder: string, keys: NodeKeys, protection: KeyProtection): Promise<Result<void>> {
  if (protection.kind === 'passphrase' && protection.passphrase.length < minimumPassphraseLength) {
    return refuse('configuration-invalid', { reason: 'passphrase-short', minimum: minimumPassphraseLength });
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = path.join(folder, `${fileName}.${randomBytes(6).toString('hex')}`);
  const file = await open(unfinished, 'wx', 0o600);
  try {
    await file.writeFile(fileTextOf(keys, protection));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path.join(folder, fileName));
  await syncFolder(folder);
  return succeed(undefined);
}

/** A renamed file survives a power cut only once its folder is on disk; Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

/**
 * Reads the node's keys. Refuses with `not-found` where there is no file, and with `configuration-invalid` and a reason:
 * `key-file-readable-by-others`, `key-file-broken`, `key-file-not-protected` (a training file in production),
 * `passphrase-needed`, `passphrase-wrong`.
 */
export async function loadNodeKeys(folder: string, protection: KeyProtection): Promise<Result<NodeKeys>> {
  const file = path.join(folder, fileName);
  const found = await stat(file).catch(() => undefined);
  if (!found) return refuse('not-found', { what: 'node-keys' });
  if (process.platform !== 'win32' && found.mode & 0o077) return broken('key-file-readable-by-others');
  const content = parsed(await readFile(file, 'utf8'));
  if (Check(plainFileSchema, content)) return protection.kind === 'training' ? succeed(content.keys) : broken('key-file-not-protected');
  if (!isPassphraseSealed(content)) return broken('key-file-broken');
  if (protection.kind === 'training') return broken('passphrase-needed');
  const opened = openUnderPassphrase(content, protection.passphrase, sealedFormat);
  if (opened === undefined) return broken('passphrase-wrong');
  const keys = parsed(opened);
  return Check(nodeKeysSchema, keys) ? succeed(keys) : broken('key-file-broken');
}

const broken = (reason: string) => refuse('configuration-invalid', { reason });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
