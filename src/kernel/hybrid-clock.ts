import { instantFrom, type Instant } from './instant.ts';

/**
 * A hybrid logical time `<instant>/<counter>/<writer>`: follows the wall clock, never runs backwards, and orders
 * events of one writer even when its clock stands still. Sorts as text. Clocks only break ties; they never decide
 * whether something is accepted (Kulkarni et al. 2014, "Logical Physical Clocks").
 */
export type HybridTime = string & { readonly brand: 'HybridTime' };

/** The wall-clock part of a hybrid time. */
export const instantOf = (time: HybridTime): Instant => time.slice(0, 24) as Instant;

/**
 * The next time of one writer.
 * @param previous the greatest time this writer has issued or seen, if any
 * @param nowMilliseconds the writer's wall clock
 * @param writer the device or node that writes
 */
export function nextHybridTime(previous: HybridTime | undefined, nowMilliseconds: number, writer: string): HybridTime {
  const now = instantFrom(nowMilliseconds);
  const last = previous?.slice(0, 24) ?? '';
  const counter = last >= now ? Number.parseInt(previous!.slice(25, 29), 36) + 1 : 0;
  return `${last >= now ? last : now}/${counter.toString(36).padStart(4, '0')}/${writer}` as HybridTime;
}
