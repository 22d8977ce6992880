/** A moment, as ISO 8601 in UTC with milliseconds: sorts as text, and is the form in JSON and in the ledger. */
export type Instant = string & { readonly brand: 'Instant' };
/** A calendar day `YYYY-MM-DD`, without time zone. */
export type Day = string;

export const instantPattern = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$';

/** @param milliseconds since 1970, UTC */
export const instantFrom = (milliseconds: number): Instant => new Date(milliseconds).toISOString() as Instant;
export const millisecondsOf = (instant: Instant): number => Date.parse(instant);
export const addMilliseconds = (instant: Instant, milliseconds: number): Instant => instantFrom(millisecondsOf(instant) + milliseconds);
export const addHours = (instant: Instant, hours: number): Instant => addMilliseconds(instant, hours * 3_600_000);
export const addDays = (instant: Instant, days: number): Instant => addHours(instant, days * 24);
/** Hours from `earlier` to `later`, with fraction. */
export const hoursBetween = (earlier: Instant, later: Instant): number => (millisecondsOf(later) - millisecondsOf(earlier)) / 3_600_000;
export const dayOf = (instant: Instant): Day => instant.slice(0, 10);

/** The month after one: `2026-12` gives `2027-01`. */
export function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
