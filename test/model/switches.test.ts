import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { allRules } from '#rooms/handover/rules.ts';

/* A rule can be switched off only by the checker: in the program that agencies run there is no way to ask for it. */

const source = path.resolve('src');
const kernel = path.join(source, 'rooms/handover/rules');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).map((name) => path.join(source, name))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'));
const textOf = (file: string): string => readFileSync(file, 'utf8');

test('nothing outside the kernel names the switches, or gives the kernel any', () => {
  const outside = files.filter((file) => !file.startsWith(kernel));
  expect(outside.length).toBeGreaterThan(100);
  expect(outside.filter((file) => file !== path.join(source, 'rooms/handover/rules.ts') && /\b(allRules|RuleSwitches)\b/.test(textOf(file)))).toEqual([]);
  const entries = /\b(decideCustody|receiveMessage|outboxOf|restoreNode|retirePeer)\(([^()]|\([^()]*\))*,\s*(rules|\{\s*\.\.\.)/;
  expect(outside.filter((file) => entries.test(textOf(file)))).toEqual([]);
});

test('inside the kernel every entry starts from all rules, and nothing but the checker writes a switch', () => {
  const inside = files.filter((file) => file.startsWith(kernel));
  const made = inside.filter((file) => Object.keys(allRules).some((rule) => new RegExp(`\\b${rule}\\s*:`).test(textOf(file)))).map((file) => path.basename(file));
  expect(made).toEqual(['switches.ts']);
  expect(Object.values(allRules)).not.toContain(false);
});
