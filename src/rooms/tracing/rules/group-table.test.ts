import { expect, it } from 'vitest';
import { bestThreshold, expectedAt } from './expected-quality.ts';
import { groupTable, missingPairs } from './group-table.ts';

const pairs = (rows: readonly (readonly [number, number, number])[]) =>
  ({ count: rows.length, left: Uint32Array.from(rows, ([left]) => left), right: Uint32Array.from(rows, ([, right]) => right), scores: Float64Array.from(rows, ([, , score]) => score) });

it('groups records that support each other and keeps siblings apart', () => {
  // 0, 1, 2 are one child; 3 and 4 a brother; 2 and 3 look alike, but all others speak against.
  const groups = groupTable(6, pairs([[0, 1, 8], [0, 2, 7], [1, 2, 7], [3, 4, 8], [2, 3, 2], [0, 3, -6], [1, 4, -6]]), 0);
  expect([...groups]).toEqual([0, 0, 0, 3, 3, 5]);
});

it('links a doubtful pair that a third record holds together', () => {
  expect([...groupTable(3, pairs([[0, 1, 6], [1, 2, 6], [0, 2, -1]]), 0)]).toEqual([0, 0, 0]);
});

it('asks for the pairs that never came of records that hang together by others, and for no others', () => {
  expect([...missingPairs(7, pairs([[0, 1, 6], [1, 2, 6], [3, 4, 6], [4, 5, -1], [2, 3, 0]]), 0)]).toEqual([0, 2]);
  expect([...missingPairs(4, pairs([[0, 1, 6], [1, 2, 6], [0, 2, -9]]), 0)]).toEqual([]);
});

it('chooses the threshold of the best expected F1', () => {
  const { threshold, precision } = bestThreshold(Float64Array.from([0.99, 0.98, 0.9, 0.6, 0.1, 0.01]), 0);
  expect(threshold).toBe(0.6);
  expect(precision).toBeCloseTo(0.8675);
  expect(bestThreshold(Float64Array.from([0.5]), 0.6).f1).toBe(0);
  expect(expectedAt(Float64Array.from([0.9, 0.5, 0.1]), 0.5)).toMatchObject({ precision: 0.7, recall: 1.4 / 1.5 });
});
