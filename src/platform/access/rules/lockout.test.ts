import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMilliseconds, type Instant } from '#kernel/instant.ts';
import { countAttempt, takeBack, untouched, waitSeconds, type Guard } from './lockout.ts';

const start = '2026-03-02T15:00:00.000Z' as Instant;

/** Fails again as soon as it is heard. */
function waits(failures: number): number[] {
  let guard = untouched;
  let now = start;
  return Array.from({ length: failures }, () => {
    guard = countAttempt(guard, now);
    const wait = waitSeconds(guard, now);
    now = addMilliseconds(now, wait * 1000);
    return wait;
  });
}

test('four failures are free, then the wait doubles from one minute to one hour', () => {
  expect(waits(13).map((seconds) => seconds / 60)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test('whoever guesses without pause for a day is heard fewer than forty times', () => {
  const heard = waits(60).reduce<{ count: number; seconds: number }>(
    ({ count, seconds }, wait) => (seconds < 86_400 ? { count: count + 1, seconds: seconds + wait } : { count, seconds }),
    { count: 0, seconds: 0 },
  );
  expect(heard.count).toBeLessThan(40);
});

test('a wait never sinks with more failures, and never exceeds an hour', () => {
  fc.assert(fc.property(fc.nat(10_000), (failures) => {
    const guard: Guard = { failures, lockedUntil: null };
    const now = waitSeconds(countAttempt(guard, start), start);
    const next = waitSeconds(countAttempt({ ...guard, failures: failures + 1 }, start), start);
    expect(now).toBeLessThanOrEqual(next);
    expect(next).toBeLessThanOrEqual(3600);
  }));
});

test('a right step takes back its own count and no earlier one', () => {
  fc.assert(fc.property(fc.nat(50), (failures) => {
    expect(takeBack(countAttempt({ failures, lockedUntil: null }, start))).toEqual({ failures, lockedUntil: null });
  }));
});
