import fc from 'fast-check';
import { expect, test } from 'vitest';
import { declareLeaving, leave, whyNotWhileLeaving, withdrawLeaving } from './leaving.ts';

const declared = { leftAt: null };
const left = { leftAt: '2026-03-02T15:00:00.000Z' };

test('a node leaves only when nothing ties it to a child', () => {
  fc.assert(fc.property(fc.nat(3), fc.nat(3), fc.nat(3), (held, releasing, promised) => {
    const gone = leave(declared, { held, releasing, promised });
    expect(gone.ok).toBe(held + releasing + promised === 0);
    if (!gone.ok) expect(gone.problem).toEqual({ code: 'conflict', details: { reason: 'children-here', held, releasing, promised } });
  }));
  expect(leave(null, { held: 0, releasing: 0, promised: 0 })).toMatchObject({ problem: { code: 'not-found' } });
});

test('it is said once, can be taken back until it is done, and not afterwards', () => {
  expect(declareLeaving(null, 'cierre').ok).toBe(true);
  expect(declareLeaving(declared, 'cierre')).toMatchObject({ problem: { code: 'already-done' } });
  expect(withdrawLeaving(declared).ok).toBe(true);
  for (const refused of [declareLeaving(left, 'cierre'), withdrawLeaving(left), leave(left, { held: 0, releasing: 0, promised: 0 })]) expect(refused).toMatchObject({ problem: { code: 'state-changed' } });
});

test('a node that leaves takes on nobody new; one that has left changes nothing', () => {
  expect(['handover.accept', 'handover.request', 'handover.offer', 'case.receive-child'].map((verb) => whyNotWhileLeaving(declared, verb))).toEqual(['leaving', 'leaving', null, null]);
  expect(['handover.offer', 'case.add-note', 'access.sign-out'].map((verb) => whyNotWhileLeaving(left, verb))).toEqual(['left', 'left', null]);
  expect(whyNotWhileLeaving(null, 'handover.accept')).toBeNull();
});
