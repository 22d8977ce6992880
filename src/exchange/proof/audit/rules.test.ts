import { expect, test } from 'vitest';
import type { Uuid } from '#kernel/identifier.ts';
import { addDays, type Instant } from '#kernel/instant.ts';
import { answerAudit, askForAudit, whoMayFetch, type AuditState } from './rules.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const facts = { now, newIdentifier: () => 'x' as Uuid };
const asked: AuditState = { exportId: 'x' as Uuid, status: 'asked', requestedBy: 'ana', answeredBy: null, answeredAt: null };
const released: AuditState = { ...asked, status: 'released', answeredBy: 'luz', answeredAt: now };

test('a period has begun, has an end after it and is not longer than a year', () => {
  const ask = (from: Instant, until: Instant) => askForAudit({ from, until, reason: 'auditoría' }, facts);
  expect(ask(addDays(now, -30), now)).toMatchObject({ ok: true });
  for (const [from, until] of [[addDays(now, 1), addDays(now, 2)], [now, now], [addDays(now, -30), addDays(now, -40)], [addDays(now, -400), now]] as const) expect(ask(from, until)).toMatchObject({ problem: { code: 'input-invalid' } });
});

test('nobody releases what she asked for, and an answer counts once', () => {
  expect(answerAudit(asked, true, 'ana')).toMatchObject({ problem: { code: 'four-eyes-needed' } });
  expect(answerAudit(asked, false, 'luz')).toMatchObject({ value: { output: { status: 'refused' } } });
  expect(answerAudit(released, true, 'eva')).toMatchObject({ problem: { code: 'already-done' } });
  expect(answerAudit(null, true, 'luz')).toMatchObject({ problem: { code: 'not-found' } });
});

test('only the two may fetch it, only when it is released, and only for a week', () => {
  for (const actor of ['ana', 'luz']) expect(whoMayFetch(released, actor, addDays(now, 6))).toMatchObject({ value: { releasedBy: 'luz' } });
  expect(whoMayFetch(asked, 'ana', now)).toMatchObject({ problem: { code: 'four-eyes-needed' } });
  expect(whoMayFetch(released, 'eva', now)).toMatchObject({ problem: { code: 'not-found' } });
  expect(whoMayFetch(released, 'ana', addDays(now, 8))).toMatchObject({ problem: { code: 'not-found' } });
});
