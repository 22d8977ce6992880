import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMilliseconds, type Instant } from '#kernel/instant.ts';
import { expiryOf, idleExpiryOf, isSessionOpen, isSightDue, steppedUpUntil, type SessionTimes } from './session.ts';

const start = '2026-03-02T15:00:00.000Z' as Instant;
const after = (minutes: number): Instant => addMilliseconds(start, minutes * 60_000);
const session: SessionTimes = { lastSeenAt: start, expiresAt: expiryOf(start), steppedUpAt: null, revokedAt: null };

test('a session is open for thirty idle minutes, not a millisecond longer', () => {
  expect(isSessionOpen(session, addMilliseconds(after(30), -1))).toBe(true);
  expect(isSessionOpen(session, after(30))).toBe(false);
});

test('no activity carries a session past eight hours', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 600 }), (seen, asked) => {
    const active = { ...session, lastSeenAt: after(seen) };
    expect(idleExpiryOf(active) <= expiryOf(start)).toBe(true);
    if (asked >= 480) expect(isSessionOpen(active, after(asked))).toBe(false);
  }));
});

test('a revoked session is over, whatever its times', () => {
  fc.assert(fc.property(fc.integer({ min: -60, max: 600 }), (asked) => {
    expect(isSessionOpen({ ...session, revokedAt: start }, after(asked))).toBe(false);
  }));
});

test('a step-up holds ten minutes', () => {
  expect(steppedUpUntil(session, start)).toBeNull();
  expect(steppedUpUntil({ steppedUpAt: start }, addMilliseconds(after(10), -1))).toBe(after(10));
  expect(steppedUpUntil({ steppedUpAt: start }, after(10))).toBeNull();
});

test('the last sight is written at most once a minute', () => {
  expect(isSightDue(start, addMilliseconds(start, 59_999))).toBe(false);
  expect(isSightDue(start, after(1))).toBe(true);
});
