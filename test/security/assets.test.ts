import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** What the content security policy would refuse must not be written at all: in the pages, and in what was built from them. */
const root = path.resolve(import.meta.dirname, '../..');
const pages = globSync('{src/web/*/index.html,dist/*/index.html}', { cwd: root });

test.each(pages)('%s has no script, style or handler of its own text, and nothing from another origin', (page) => {
  const html = readFileSync(path.join(root, page), 'utf8');
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
  expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
});

test('no built style or script reaches for another origin', () => {
  const built = existsSync(path.join(root, 'dist')) ? globSync('dist/desk/**/*.{css,js}', { cwd: root }) : [];
  const reaching = built.filter((file) => /@import\s+["']?https?:|url\(\s*["']?https?:|(?:fetch|import|importScripts)\(\s*["'`]https?:/.test(readFileSync(path.join(root, file), 'utf8')));
  expect(reaching).toEqual([]);
});

test('no lockfile entry comes from elsewhere than the registry, and each is pinned by its digest', () => {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { resolved?: string; integrity?: string; link?: boolean; license?: string }> };
  const entries = Object.entries(lock.packages).filter(([name, entry]) => name !== '' && !entry.link);
  expect(entries.length).toBeGreaterThan(50);
  expect(entries.filter(([, { resolved, integrity }]) => (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')) || !integrity?.startsWith('sha512-')).map(([name]) => name)).toEqual([]);
  expect(entries.filter(([, { license }]) => /GPL|SSPL|BUSL|UNLICENSED/i.test(license ?? '') && !/ OR /i.test(license ?? '') && !/LGPL/i.test(license ?? '')).map(([name, { license }]) => `${name} ${license}`)).toEqual([]);
});
