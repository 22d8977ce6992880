import { addDays, dayOf, type Day, type Instant } from '#kernel/instant.ts';

/** Whole days in UTC, as the chains are dated: from the beginning of the first to the end of the last. */
export const periodOf = (first: Day, last: Day): { from: Instant; until: Instant } =>
  ({ from: `${first}T00:00:00.000Z` as Instant, until: addDays(`${last}T00:00:00.000Z` as Instant, 1) });

/** The last whole day before the end of a period. */
export const lastDayOf = (until: Instant): Day => dayOf(addDays(until, -1));
