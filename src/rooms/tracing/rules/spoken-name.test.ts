import { expect, test } from 'vitest';
import { readNameKnowledge } from '../names.ts';
import { createSearchIndex } from './search-index.ts';
import { splitSpokenName } from './spoken-name.ts';
import { startingModel } from './starting-model.ts';

const givens = ['maria', 'jose', 'juan', 'ana', 'isabel'];
const read = (name: string): string => {
  const words = name.split(' ');
  const { from, to } = splitSpokenName(words.length, (index, as) => (givens.includes(words[index]!) === (as === 'given') ? 4 : 10));
  return `${words.slice(from, to).join(' ')}|${[...words.slice(0, from), ...words.slice(to)].join(' ')}`;
};

test.each([
  ['maria jose lopez', 'maria jose|lopez'], ['maria lopez caal', 'maria|lopez caal'], ['maria isabel lopez caal', 'maria isabel|lopez caal'],
  ['juan lopez', 'juan|lopez'], ['lopez caal juan', 'juan|lopez caal'], ['caal', '|caal'], ['ana', 'ana|'], ['xol juan', 'juan|xol'],
])('%s is read as %s', (name, reading) => expect(read(name)).toBe(reading));

test('a name said in one breath finds its child before the namesakes that share most of its letters', () => {
  const index = createSearchIndex({ knowledge: readNameKnowledge(), model: startingModel });
  const people = [['María José', 'López Caal'], ['María', 'José López'], ['José María', 'Caal Pop'], ['Juana', 'López Caal'], ['Ana María', 'Xol Caal'], ['José', 'Xol Pop']];
  for (const [place, [given, surname]] of people.entries()) index.upsert({ key: `k${place}`, givenNames: given!.split(' '), surnames: surname!.split(' ') });
  expect(index.search({ key: '', spokenName: 'María José López Caal' })[0]!.key).toBe('k0');
  expect(index.search({ key: '', spokenName: 'Juana Lopes Kaal' })[0]!.key).toBe('k3');
  expect(index.search({ key: '', spokenName: 'Xol Pop José' })[0]!.key).toBe('k5');
});
