import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const find = (): string | undefined =>
  (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, 'chromium')).find((file) => existsSync(file));

/**
 * The Chromium for browser tests: `CHROMIUM_PATH`, or the system's, or Debian's package installed now (it brings the
 * fonts and libraries that a packed one lacks).
 * @returns its path; throws with what to do when there is none
 */
export function ensureChromium(): string {
  const given = process.env['CHROMIUM_PATH'] ?? find();
  if (given) return given;
  console.log('Installing Chromium for the browser tests …');
  for (const words of [['update', '-q'], ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']]) {
    spawnSync('apt-get', words, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  const installed = find();
  if (!installed) throw new Error('No Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH');
  return installed;
}
