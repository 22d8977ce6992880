import { addMilliseconds, millisecondsOf, type Instant } from '#kernel/instant.ts';

/** Failures that cost nothing: people mistype. */
const freeFailures = 4;
const firstDelay = 60_000;
const longestDelay = 3_600_000;

/** What is remembered of failed attempts under one user name. */
export interface Guard {
  readonly failures: number;
  readonly lockedUntil: Instant | null;
}

export const untouched: Guard = { failures: 0, lockedUntil: null };

/**
 * Counts an attempt as failed before it is judged, so that many at once cannot slip past the count; a success takes it
 * back. From the fifth failure on each doubles the wait: 1, 2, 4 … 60 minutes.
 */
export function countAttempt(guard: Guard, now: Instant): Guard {
  const failures = guard.failures + 1;
  if (failures <= freeFailures) return { failures, lockedUntil: null };
  const delay = Math.min(firstDelay * 2 ** Math.min(failures - freeFailures - 1, 10), longestDelay);
  return { failures, lockedUntil: addMilliseconds(now, delay) };
}

/** Seconds until the next attempt is heard; 0 when it is heard now. */
export const waitSeconds = (guard: Guard, now: Instant): number =>
  guard.lockedUntil === null ? 0 : Math.max(0, Math.ceil((millisecondsOf(guard.lockedUntil) - millisecondsOf(now)) / 1000));

/** A step that was right but is not yet the whole sign-in: its own count is taken back, earlier failures stay. */
export const takeBack = (guard: Guard): Guard => ({ failures: Math.max(0, guard.failures - 1), lockedUntil: null });
