import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSimilarity, plainJaroWinkler } from './similarity.ts';
import { writeLetters } from './letters.ts';
import { isOneEdit } from './value-grade.ts';

const word = (most: number) => fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: most }).map((codes) => Uint8Array.from(codes));

test('the bit-parallel similarity equals the textbook one', () => {
  const similarity = createSimilarity();
  fc.assert(fc.property(word(36), word(36), (left, right) => {
    similarity.load(left, 0, left.length);
    expect(similarity.to(right, 0, right.length)).toBe(plainJaroWinkler(left, 0, left.length, right, 0, right.length));
  }), { numRuns: 3000 });
});

test('a pattern leaves nothing behind when its letters are overwritten', () => {
  const similarity = createSimilarity();
  const pool = Uint8Array.from([1, 2, 3, 4, 9, 9]);
  similarity.load(pool, 0, 4);
  pool.set([5, 6, 7, 8]);
  similarity.load(pool, 4, 2);
  expect(similarity.to(Uint8Array.from([1, 2, 3, 4]), 0, 4)).toBe(0);
});

test('known values', () => {
  const similarity = createSimilarity();
  const of = (left: string, right: string): number => {
    const pool = new Uint8Array(128);
    const length = writeLetters(left, pool, 0);
    similarity.load(pool, 0, length);
    return similarity.to(pool, length, writeLetters(right, pool, length));
  };
  expect(of('martha', 'marhta')).toBeCloseTo(0.9611, 4);
  expect(of('dixon', 'dicksonx')).toBeCloseTo(0.8133, 4);
  expect(of('same', 'same')).toBe(1);
  expect(of('abc', 'xyz')).toBe(0);
});

test('one edit is one edit', () => {
  const distance = (left: Uint8Array, right: Uint8Array): number => {
    const rows = Array.from({ length: left.length + 1 }, (_, row) => Array.from({ length: right.length + 1 }, (_, column) => (row === 0 ? column : column === 0 ? row : 0)));
    for (let row = 1; row <= left.length; row++) {
      for (let column = 1; column <= right.length; column++) {
        rows[row]![column] = Math.min(rows[row - 1]![column]! + 1, rows[row]![column - 1]! + 1, rows[row - 1]![column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1));
        if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) rows[row]![column] = Math.min(rows[row]![column]!, rows[row - 2]![column - 2]! + 1);
      }
    }
    return rows[left.length]![right.length]!;
  };
  fc.assert(fc.property(word(6), word(6), (left, right) => {
    const both = Uint8Array.from([...left, ...right]);
    expect(isOneEdit(both, 0, left.length, left.length, right.length)).toBe(distance(left, right) <= 1);
  }), { numRuns: 3000 });
});
