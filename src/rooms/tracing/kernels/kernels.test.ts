import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generateCorridor } from '../generator/corridor.ts';
import { readNameKnowledge } from '../names.ts';
import { priorModel } from '../prior-model.ts';
import { writeLetters } from '../rules/letters.ts';
import { createNearWords, type WordsFound } from '../rules/near-words.ts';
import { referenceKernels } from '../rules/record-table.ts';
import { createSearchIndex } from '../rules/search-index.ts';
import { createSimilarity, plainJaroWinkler } from '../rules/similarity.ts';
import { createTokenPool } from '../rules/token-pool.ts';
import { createColumnsKernel } from './columns.ts';
import { loadKernel } from './load.ts';
import { createNearWordsKernel, createSimilarityKernel } from './words.ts';

/** Few letters, so that words are alike; lengths around the borders of a machine word; other scripts as four codes a letter. */
const word = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ñ'), maxLength: 12 }), fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 28, maxLength: 70 }),
  fc.string({ unit: fc.constantFrom('я', 'ж', 'a', 'ꞌ', '中'), maxLength: 40 }), fc.string({ maxLength: 20 }),
);
const lettersOf = (text: string): Uint8Array => {
  const into = new Uint8Array(512);
  return into.slice(0, writeLetters(text, into, 0));
};

test('the similarity is the same to the last bit, whatever the length and the script', () => {
  const twin = createSimilarityKernel(loadKernel('words')!);
  const reference = createSimilarity();
  fc.assert(fc.property(word, word, (left, right) => {
    const [one, other] = [lettersOf(left), lettersOf(right)];
    reference.load(one, 0, one.length);
    twin.load(one, 0, one.length);
    const found = twin.to(other, 0, other.length);
    expect(found).toBe(reference.to(other, 0, other.length));
    expect(found).toBe(plainJaroWinkler(one, 0, one.length, other, 0, other.length));
  }), { numRuns: 2000 });
});

const pairsOf = ({ count, numbers, similarities }: WordsFound): number[][] => Array.from({ length: count }, (_, index) => [numbers[index]!, similarities[index]!]).toSorted(([one], [other]) => one! - other!);

test('near words are the same, also after words were forgotten and others took their numbers', () => {
  fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), fc.array(word, { minLength: 1, maxLength: 10 }), fc.array(word, { minLength: 1, maxLength: 10 }), (kept, guests, later) => {
    const pool = createTokenPool();
    const [twin, reference] = [createNearWordsKernel(loadKernel('words')!)(pool), createNearWords(pool)];
    const compareAll = () => {
      for (let id = 0; id < pool.count; id++) {
        expect(pairsOf(twin.of(id))).toEqual(pairsOf(reference.of(id)));
      }
    };
    for (const text of kept) pool.intern(text);
    const mark = pool.count;
    for (const text of guests) pool.intern(text);
    compareAll();
    twin.forget(mark);
    pool.truncate(mark);
    for (const text of later) pool.intern(text);
    compareAll();
  }), { numRuns: 40 });
});

test('a search ranks, scores and explains the same on the references and on their twins', () => {
  const setup = { knowledge: readNameKnowledge(), model: priorModel };
  const twins = { createNearWords: createNearWordsKernel(loadKernel('words')!), createColumns: () => createColumnsKernel(loadKernel('records')!) };
  const [reference, twin] = [createSearchIndex({ ...setup, kernels: referenceKernels }), createSearchIndex({ ...setup, kernels: twins })];
  const records = generateCorridor({ children: 600, seed: 11 }).map((labelled) => labelled.record);
  for (const record of records.slice(0, 1000)) {
    reference.upsert(record);
    twin.upsert(record);
  }
  for (const [number, record] of records.entries()) {
    if (number % 3 === 0) {
      reference.remove(record.key);
      twin.remove(record.key);
    }
    if (number % 20 === 0) expect(JSON.stringify(twin.search(record, { limit: 50 }))).toBe(JSON.stringify(reference.search(record, { limit: 50 })));
  }
});
