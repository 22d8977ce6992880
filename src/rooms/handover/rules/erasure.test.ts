import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Instant } from '#kernel/instant.ts';
import { erasureReasons } from '../schema/erasure.ts';
import { obstacleTo, requireErasable, type Retained } from './erasure.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const handedOver: Retained = { isHeld: false, isClosed: false, isMoving: false, isDisputed: false, isOnHold: false, keepUntil: addDays(now, 90) };

test('a file that was handed over may go before its time for another reason than that time', () => {
  expect(obstacleTo(handedOver, 'subject_request', now)).toBeNull();
  expect(obstacleTo(handedOver, 'retention_ended', now)).toBe('retention_runs');
  expect(obstacleTo({ ...handedOver, keepUntil: now }, 'retention_ended', now)).toBeNull();
});

test('a file that was closed here is kept until its time is over, whatever the reason', () => {
  const closed = { ...handedOver, isHeld: true, isClosed: true };
  for (const reason of erasureReasons) {
    expect(obstacleTo(closed, reason, now)).toBe('retention_runs');
    expect(obstacleTo({ ...closed, keepUntil: now }, reason, now)).toBeNull();
  }
});

test('nobody for whom this agency answers, and nobody under a dispute or an order, is ever erased', () => {
  const retained = fc.record({ isHeld: fc.boolean(), isClosed: fc.boolean(), isMoving: fc.boolean(), isDisputed: fc.boolean(), isOnHold: fc.boolean(), keepUntil: fc.integer({ min: -400, max: 400 }).map((days) => addDays(now, days)) });
  fc.assert(fc.property(retained, fc.constantFrom(...erasureReasons), (facts, reason) => {
    const isFree = !(facts.isHeld && !facts.isClosed) && !facts.isMoving && !facts.isDisputed && !facts.isOnHold;
    const answer = requireErasable(facts, reason, now);
    if (!isFree) expect(answer).toMatchObject({ ok: false, problem: { code: 'erasure-blocked' } });
    else expect(answer.ok).toBe(facts.keepUntil <= now || (!facts.isHeld && reason !== 'retention_ended'));
  }));
});
