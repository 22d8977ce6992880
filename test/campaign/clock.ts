import type { Clock } from '#platform/services.ts';

/** Whole minutes since the beginning of 2026, as a machine counts its incarnations in production. */
export const minutesOf = (clock: Clock): number => Math.floor((clock.milliseconds() - Date.UTC(2026, 0, 1)) / 60_000);
