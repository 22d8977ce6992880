import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Largest sizes in bytes, gzip: everything that the first screen waits for, and each part that loads later. */
const shellBudget = 130_000;
const chunkBudget = 100_000;

const folder = path.join(import.meta.dirname, '../dist/desk');

interface Entry {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly isDynamicEntry?: boolean;
}
const manifest = JSON.parse(readFileSync(`${folder}.manifest.json`, 'utf8')) as Readonly<Record<string, Entry>>;

/** A font is stored compressed already: its own size counts. */
const sizeOf = (file: string): number => {
  const content = readFileSync(path.join(folder, file));
  return file.endsWith('.woff2') ? content.length : gzipSync(content, { level: 9 }).length;
};

/** Files that a chunk needs, with those of the chunks it imports at once. */
function filesOf(name: string, seen = new Set<string>()): Set<string> {
  const entry = manifest[name];
  if (!entry || seen.has(entry.file)) return seen;
  seen.add(entry.file);
  for (const style of entry.css ?? []) seen.add(style);
  for (const imported of entry.imports ?? []) filesOf(imported, seen);
  return seen;
}

const names = Object.keys(manifest);
const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
const named = Array.from(page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g), (match) => match[1]!);
const firstTexts = names.find((name) => name.includes('virtual:messages/es/shell'))!;
const shell = new Set(['index.html', ...named, ...filesOf(firstTexts)]);
const latinFont = names.map((name) => manifest[name]!.file).find((file) => file.includes('-latin-') && !file.includes('-latin-ext') && file.endsWith('.woff2'));
if (latinFont) shell.add(latinFont);
const lazy = names.filter((name) => manifest[name]!.isDynamicEntry && name !== firstTexts)
  .map((name) => ({ name, size: [...filesOf(name)].filter((file) => !shell.has(file)).reduce((sum, file) => sum + sizeOf(file), 0) }));

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
const shellSize = [...shell].reduce((sum, file) => sum + sizeOf(file), 0);
const rows = [
  ...[...shell].map((file) => ({ name: `  ${file}`, size: sizeOf(file), budget: Infinity })),
  { name: 'desk shell', size: shellSize, budget: shellBudget },
  ...lazy.toSorted((one, other) => other.size - one.size).map(({ name, size }) => ({ name: `later: ${name.replace('\0', '')}`, size, budget: chunkBudget })),
];
for (const { name, size, budget } of rows) {
  console.log(`${kilobytes(size)}  ${size > budget ? 'TOO LARGE ' : ''}${name}${budget === Infinity ? '' : ` (at most ${budget / 1000} kB)`}`);
}
process.exitCode = rows.some(({ size, budget }) => size > budget) ? 1 : 0;
