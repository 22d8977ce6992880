import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { succeed, refuse } from '#kernel/result.ts';
import { verifyDetached } from '#platform/vault/index.ts';
import type { CountryRootDocument } from '#rooms/governance/schema.ts';
import { governanceCommand } from './governance.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'amparo-governance-'));
const within = (name: string) => path.join(folder, name);
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.exitCode = 0;
});

async function run(...typed: string[]): Promise<Record<string, unknown>> {
  const said: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  await governanceCommand().parseAsync([...typed, '--json'], { from: 'user' });
  return JSON.parse(said.at(-1)!) as Record<string, unknown>;
}

test('those who govern make keys, a root and signatures without a node; a file is never overwritten', async () => {
  expect(await run('key', within('una.json'), '--name', 'Una')).toMatchObject({ problem: { details: { reason: 'governance-passphrase-missing' } } });
  vi.stubEnv('AMPARO_GOVERNANCE_PASSPHRASE', 'una frase de paso para gobernar');
  for (const name of ['una', 'otra']) expect(await run('key', within(`${name}.json`), '--name', name)).toMatchObject({ name });
  expect(await run('key', within('una.json'), '--name', 'Una')).toMatchObject({ problem: { details: { reason: 'file-not-written' } } });
  expect(statSync(within('una.json')).mode & 0o077).toBe(0);
  const keys = ['--key', within('una.json'), within('otra.json')];
  expect(await run('root', within('gt.json'), '--country', 'GT', '--threshold', '3', ...keys)).toMatchObject({ problem: { details: { reason: 'root-impossible' } } });
  expect(await run('root', within('gt.json'), '--country', 'GT', '--threshold', '2', ...keys)).toMatchObject({ root: { version: 1, threshold: 2 }, fingerprint: expect.stringMatching(/^([a-z]+ ){5}[a-z]+$/) });
  for (const [count, name] of [[1, 'una'], [2, 'otra'], [2, 'una']] as const) expect(await run('sign', within('gt.json'), '--key', within(`${name}.json`))).toEqual({ signatures: count });
  const { root, signatures } = JSON.parse(readFileSync(within('gt.json'), 'utf8')) as CountryRootDocument;
  for (const signature of signatures) {
    expect((await verifyDetached('country-root', signature, root, (kid) => { const key = root.keys.find((one) => one.kid === kid); return key ? succeed(key) : refuse('not-found'); })).ok).toBe(true);
  }
  expect(await run('sign', within('una.json'), '--key', within('otra.json'))).toMatchObject({ problem: { details: { reason: 'document-unreadable' } } });
});
