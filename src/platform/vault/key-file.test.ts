import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instant } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { loadNodeKeys, saveNodeKeys, type KeyProtection } from './key-file.ts';
import { createNodeKeys } from './node-keys.ts';

const keys = createNodeKeys('2026-03-02T15:00:00.000Z' as Instant, createSeededBytes(1));
const training: KeyProtection = { kind: 'training' };
const production: KeyProtection = { kind: 'passphrase', passphrase: 'guayaba lenta sobre el puente' };
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'amparo-keys-'))));
afterAll(() => rm(folder, { recursive: true }));

const refusalOf = async (place: string, protection: KeyProtection) => {
  const loaded = await loadNodeKeys(path.join(folder, place), protection);
  return loaded.ok ? 'loaded' : (loaded.problem.details.reason ?? loaded.problem.code);
};

test('in production the file shows no key and opens with the passphrase only', async () => {
  valueOf(await saveNodeKeys(path.join(folder, 'production'), keys, production));
  const file = path.join(folder, 'production/node-keys.json');
  const text = await readFile(file, 'utf8');
  for (const secret of [keys.root.secret, keys.master[0]!.secret, keys.searchToken, keys.root.kid]) expect(text).not.toContain(secret);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(path.dirname(file))).toEqual(['node-keys.json']);
  expect(valueOf(await loadNodeKeys(path.join(folder, 'production'), production))).toEqual(keys);
  expect(await refusalOf('production', { kind: 'passphrase', passphrase: 'guayaba lenta sobre el puentE' })).toBe('passphrase-wrong');
  expect(await refusalOf('production', training)).toBe('passphrase-needed');
});

test('a file changed in any part does not open', async () => {
  const file = path.join(folder, 'production/node-keys.json');
  const text = await readFile(file, 'utf8');
  const { head, sealed } = JSON.parse(text) as { head: { passes: number }; sealed: string };
  await writeFile(file, JSON.stringify({ head: { ...head, passes: 4 }, sealed }));
  expect(await refusalOf('production', production)).toBe('passphrase-wrong');
  await writeFile(file, JSON.stringify({ head, sealed: `${sealed.slice(0, 40)}AAAA${sealed.slice(44)}` }));
  expect(await refusalOf('production', production)).toBe('passphrase-wrong');
  await writeFile(file, text.slice(0, 100));
  expect(await refusalOf('production', production)).toBe('key-file-broken');
});

test('a training file serves in training only, and nobody else may read it', async () => {
  valueOf(await saveNodeKeys(path.join(folder, 'training'), keys, training));
  expect(valueOf(await loadNodeKeys(path.join(folder, 'training'), training))).toEqual(keys);
  expect(await refusalOf('training', production)).toBe('key-file-not-protected');
  await chmod(path.join(folder, 'training/node-keys.json'), 0o644);
  expect(await refusalOf('training', training)).toBe('key-file-readable-by-others');
});

test('says when there is no file and when a passphrase is too short to protect one', async () => {
  expect(await refusalOf('nowhere', training)).toBe('not-found');
  const saved = await saveNodeKeys(path.join(folder, 'short'), keys, { kind: 'passphrase', passphrase: 'corta' });
  expect(saved).toMatchObject({ ok: false, problem: { code: 'configuration-invalid' } });
});
