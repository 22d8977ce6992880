import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fittingSize, longestEdge } from './shrink-picture.ts';

test('a large picture shrinks to the longest edge and keeps its shape', () => {
  expect(fittingSize(4000, 3000)).toEqual({ width: 1600, height: 1200 });
  expect(fittingSize(3000, 4000)).toEqual({ width: 1200, height: 1600 });
  expect(fittingSize(800, 600)).toEqual({ width: 800, height: 600 });
});

test('no picture grows, vanishes or passes the longest edge', () => {
  const edge = fc.integer({ min: 1, max: 20_000 });
  fc.assert(fc.property(edge, edge, (width, height) => {
    const size = fittingSize(width, height);
    expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(longestEdge);
    expect(size.width).toBeLessThanOrEqual(width);
    expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(1);
  }));
});
