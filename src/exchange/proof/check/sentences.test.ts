import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../../../..');
const textsIn = (language: string) => JSON.parse(readFileSync(path.join(root, 'locales', language, 'proof.json'), 'utf8')) as Record<string, string>;
const code = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8')).join('\n');

test('every fault and every reason that can be found has its words in both languages', () => {
  const faults = [...code.matchAll(/code: '([a-z-]+)'|(?:faultOf|foreignOr)\('([a-z-]+)'|unreadable\((?:[^)]*\? )?'([a-z-]+)'(?: : '([a-z-]+)')?/g)].flatMap(([, ...found]) => found.filter((one) => one !== undefined));
  const broken = [...readFileSync(path.join(root, 'src/exchange/federation/envelope/block-form.ts'), 'utf8').matchAll(/'(chain-[a-z]+)'/g)].map(([, found]) => found!);
  const reasons = [...code.matchAll(/(?:reason: |failed\()'([a-z-]+)'/g)].map(([, found]) => found!);
  expect(faults.length).toBeGreaterThan(20);
  for (const language of ['es', 'en']) {
    const texts = textsIn(language);
    expect([...faults, ...broken].filter((fault) => texts[`proof.fault.${fault}`] === undefined)).toEqual([]);
    expect(reasons.filter((reason) => texts[`proof.reason.${reason}`] === undefined)).toEqual([]);
  }
});

test('both languages say the same things with the same blanks', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).toSorted().join();
  const [spanish, english] = [textsIn('es'), textsIn('en')];
  expect(Object.keys(spanish).toSorted()).toEqual(Object.keys(english).toSorted());
  for (const [key, text] of Object.entries(spanish)) expect(`${key} ${blanks(english[key]!)}`).toBe(`${key} ${blanks(text)}`);
});
