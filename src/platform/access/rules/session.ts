import { addHours, addMilliseconds, type Instant } from '#kernel/instant.ts';

const minute = 60_000;
/** The server's idle limit; the page covers itself earlier (`screenLockMinutes`). */
const idleMinutes = 30;
/** One working day at most, however active (security design section 6). */
export const absoluteHours = 8;
const stepUpMinutes = 10;
const challengeMinutes = 5;
export const temporaryPasswordHours = 72;

/** What decides whether a session still counts. */
export interface SessionTimes {
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
  readonly steppedUpAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export const expiryOf = (signedInAt: Instant): Instant => addHours(signedInAt, absoluteHours);
export const challengeExpiryOf = (now: Instant): Instant => addMilliseconds(now, challengeMinutes * minute);

/** When the session ends if nothing more is asked: the idle limit, never later than the absolute one. */
export function idleExpiryOf(session: Pick<SessionTimes, 'lastSeenAt' | 'expiresAt'>): Instant {
  const idle = addMilliseconds(session.lastSeenAt, idleMinutes * minute);
  return idle < session.expiresAt ? idle : session.expiresAt;
}

export const isSessionOpen = (session: SessionTimes, now: Instant): boolean => session.revokedAt === null && now < idleExpiryOf(session);

/** Until when acts that need a step-up are allowed, or null when it is over. */
export function steppedUpUntil(session: Pick<SessionTimes, 'steppedUpAt'>, now: Instant): Instant | null {
  if (session.steppedUpAt === null) return null;
  const until = addMilliseconds(session.steppedUpAt, stepUpMinutes * minute);
  return now < until ? until : null;
}

/** Writing the last sight at each request would cost a disk write for each read: once a minute is near enough. */
export const isSightDue = (lastSeenAt: Instant, now: Instant): boolean => now >= addMilliseconds(lastSeenAt, minute);
