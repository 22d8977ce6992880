import { instantFrom, type Instant } from '#kernel/instant.ts';
import type { Clock } from '#platform/services.ts';

/** A clock that stands still until it is told to move. */
export interface VirtualClock extends Clock {
  advanceHours(hours: number): void;
  set(instant: Instant): void;
}

export const trainingDay = '2026-03-02T15:00:00.000Z' as Instant;

export function createVirtualClock(start: Instant = trainingDay): VirtualClock {
  let milliseconds = Date.parse(start);
  return {
    now: () => instantFrom(milliseconds),
    milliseconds: () => milliseconds,
    advanceHours: (hours) => {
      milliseconds += hours * 3_600_000;
    },
    set: (instant) => {
      milliseconds = Date.parse(instant);
    },
  };
}
