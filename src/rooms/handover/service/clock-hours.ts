import { custodyClocks } from '#reference/clocks/index.ts';

/** The hours of a clock of custody (`reference/clocks`); throws on a code that no reviewed row has. */
export function clockHours(code: string): number {
  const clock = custodyClocks.find((row) => row.code === code);
  if (!clock) throw new Error(`no clock ${code} in reference/clocks`);
  return clock.hours;
}
