import { addHours, type Instant } from '#kernel/instant.ts';

/** Longer than this is no emergency: then custody must be handed over. Our own choice, not law. */
export const longestCareHours = 72;

interface WantedCare {
  readonly carer?: string | undefined;
  readonly outside?: unknown;
  readonly until: Instant;
}

/** What is wrong with a wanted temporary care: exactly one carer, for some hours that lie ahead. Paths and reasons as `input-invalid` lists them. */
export function careFaults({ carer, outside, until }: WantedCare, now: Instant): string[] {
  return [
    ...((carer === undefined) === (outside === undefined) ? ['/carer: one carer'] : []),
    ...(until <= now ? ['/until: past'] : until > addHours(now, longestCareHours) ? ['/until: too-far'] : []),
  ];
}
