import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Readonly<Record<string, string>>>;
const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies });

/** The packages in the first column of the tables; `@types/*` stands for all of that scope. */
const explained = [...read('docs/decisions/0002-dependencies.md').matchAll(/^\|([^|]+)\|[^|]*\S[^|]*\|[^|]*\S[^|]*\|$/gm)].flatMap(([, names]) => [...names!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
const matches = (name: string, pattern: string): boolean => (pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern);

test('every package has its line with reason and licence, and every line its package', () => {
  expect(explained.length).toBeGreaterThan(40);
  expect(versions.map(([name]) => name).filter((name) => !explained.some((pattern) => matches(name, pattern)))).toEqual([]);
  expect(explained.filter((pattern) => !versions.some(([name]) => matches(name, pattern)))).toEqual([]);
});

test('every version is exact', () => {
  expect(versions.filter(([, version]) => !/^(npm:[a-z]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});
