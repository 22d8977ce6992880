import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { trackModes } from '../schema/tracking.ts';
import type { OutboxEntry } from './outbox.ts';
import { forcesSilence, gateTracking, mayLearn, modeOf, type Tracking } from './track-mode.ts';

const node = fc.constantFrom('a', 'b', 'c', 'd').map((name) => name as NodeId);
const tracking: fc.Arbitrary<Tracking> = fc.record({ mode: fc.constantFrom(...trackModes), isForced: fc.boolean(), steward: fc.constant(null) })
  .map((one) => (one.mode === 'steward' ? { ...one, steward: 'd' as NodeId } : one));
const peers = { a: { fence: 0, synced: true, done: true }, d: { fence: 3, synced: true, done: true } } as never;
const track = (childIds: readonly string[]): OutboxEntry => ({
  key: 'TRACK a', resentUntil: 'receipt',
  message: { type: 'TRACK', from: 'c' as NodeId, to: 'a' as NodeId, incarnation: 0, addresseeIncarnation: 0, handoverId: 'h' as Uuid, previous: 'b' as NodeId, group: childIds.map((childId) => ({ childId: childId as ChildId, epoch: 2, origin: 'a' as NodeId })) },
});

test('what is recorded as a need for protection silences, its absence does not', () => {
  expect(forcesSilence([{ code: 'P01', severity: 2 }])).toBe(true);
  expect(forcesSilence([{ code: 'P01', severity: 1 }, { code: 'N08', severity: 3 }])).toBe(false);
  fc.assert(fc.property(tracking, (one) => {
    expect(one.isForced && modeOf(one) === 'direct').toBe(false);
  }));
});

test('the origin is told of a group only where nobody in it is hidden, a steward only in its place', () => {
  fc.assert(fc.property(fc.array(tracking, { minLength: 1, maxLength: 4 }), (trackings) => {
    const childIds = trackings.map((_, index) => `child${index}`);
    const sent = gateTracking([track(childIds)], (childId) => trackings[childIds.indexOf(childId)]!, peers);
    const modes = trackings.map(modeOf);
    const toOrigin = sent.filter(({ message }) => message.to === 'a');
    expect(toOrigin.length > 0).toBe(modes.every((mode) => mode === 'direct'));
    if (modes.includes('blind')) expect(sent).toEqual([]);
    for (const { message } of sent) if (message.to !== 'a') expect(message).toMatchObject({ to: 'd', addresseeIncarnation: 3 });
  }));
});

test('messages that are not tracking are never touched', () => {
  const commit: OutboxEntry = { key: 'k', resentUntil: 'answer', message: { type: 'BEACON', childId: 'x' as ChildId, from: 'c' as NodeId, to: 'a' as NodeId, incarnation: 0, addresseeIncarnation: 0 } };
  expect(gateTracking([commit], () => ({ mode: 'blind', steward: null, isForced: true }), peers)).toEqual([commit]);
});

test('of a hidden way each node learns its neighbours and nobody further', () => {
  const way = fc.record({ status: fc.constantFrom('hold', 'past'), pointer: node, previous: node, steward: fc.constant(null), before: fc.uniqueArray(node) } as const);
  fc.assert(fc.property(way, node, (one, asker) => {
    const learnt = mayLearn(one, asker);
    if (learnt === 'all') expect(asker).toBe(one.status === 'hold' ? one.previous : one.pointer);
    if (learnt === 'relay') expect(one).toMatchObject({ status: 'past' });
  }));
});
