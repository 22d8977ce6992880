import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setupI18n } from '@lingui/core';
import { describe, expect, test } from 'vitest';
import { problemStatus } from '#kernel/problem.ts';
import { roles } from '#kernel/role.ts';
import { compiledMessages, languagesOnDisk, messageFiles, messagesIn } from './compile-messages.ts';
import { usedKeys } from './used-keys.ts';

const root = path.join(import.meta.dirname, '../../..');
const languages = languagesOnDisk();
const names = (language: string) => messageFiles(language, '').map((file) => path.basename(file));
const spanish = new Set(messageFiles('es', '').flatMap((file) => Object.keys(messagesIn(file))));

test('Spanish and English are there', () => {
  expect(languages).toEqual(expect.arrayContaining(['en', 'es']));
});

describe.each(languages)('texts in %s', (language) => {
  test('are ICU messages, each key in one file', () => {
    expect(Object.keys(compiledMessages(language, '')).length).toBeGreaterThan(100);
  });

  test('stand in the same files with the same keys as in Spanish', () => {
    expect(names(language)).toEqual(names('es'));
    for (const [index, file] of messageFiles(language, '').entries()) {
      expect(Object.keys(messagesIn(file)).toSorted(), path.basename(file)).toEqual(Object.keys(messagesIn(messageFiles('es', '')[index]!)).toSorted());
    }
  });

  test('have keys that begin with the name of their file', () => {
    for (const file of messageFiles(language, '')) {
      for (const key of Object.keys(messagesIn(file))) {
        expect(key.startsWith(`${path.basename(file, '.json')}.`), `${file}: ${key}`).toBe(true);
      }
    }
  });

  test('say every expected failure and every role', () => {
    const compiled = compiledMessages(language, '');
    expect(Object.keys(problemStatus).filter((code) => !(`problem.${code}` in compiled))).toEqual([]);
    expect(roles.filter((role) => !(`role.${role}` in compiled))).toEqual([]);
  });
});

test('every text that a screen asks for is written', () => {
  const files = globSync(['src/web/**/*.{ts,tsx}', 'src/rooms/*/ui/**/*.{ts,tsx}'], { cwd: root });
  expect(files.length).toBeGreaterThan(50);
  const missing = files.filter((file) => !file.endsWith('.test.ts')).flatMap((file) =>
    usedKeys(readFileSync(path.join(root, file), 'utf8'))
      .filter(({ key, isPrefix }) => (isPrefix ? ![...spanish].some((written) => written.startsWith(key)) : !spanish.has(key)))
      .map(({ key }) => `${file}: ${key}`));
  expect(missing).toEqual([]);
});

test('keys are found in calls, choices, templates and elements', () => {
  const source = "text('a.one'); text(isOn ? 'a.two' : 'a.three', { name: 'not.this' }); text(`a.four.${kind}`); <Text k=\"a.five\" />";
  expect(usedKeys(source).map(({ key }) => key)).toEqual(['a.one', 'a.two', 'a.three', 'a.five', 'a.four.']);
});

test('plurals and choices come out right in both languages', () => {
  const i18n = setupI18n();
  const say = (language: string, count: number, unit: string) => {
    i18n.load(language, compiledMessages(language, 'shell'));
    i18n.activate(language);
    return i18n.t('kit.due.left', { count, unit });
  };
  expect(say('es', 1, 'day')).toBe('queda 1 día');
  expect(say('es', 5, 'hour')).toBe('quedan 5 h');
  expect(say('en', 1, 'day')).toBe('1 day left');
});
