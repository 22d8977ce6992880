import { expect, test } from 'vitest';
import type { Instant } from '#kernel/instant.ts';
import { incomingStatuses, outgoingStatuses } from '../../schema.ts';
import { progressOf } from './progress.ts';

const at = '2026-03-12T14:20:00.000Z' as Instant;
const offered = { kind: 'handover.offered', at, actorLabel: 'Ana, DIF' };

test('an offer is waited for and its sender stays responsible', () => {
  const { steps, holder, answerable } = progressOf({ status: 'offered', mode: 'push', direction: 'outgoing', events: [offered] });
  expect(steps.map(({ state }) => state)).toEqual(['done', 'waiting', 'ahead', 'ahead']);
  expect(steps[0]).toMatchObject({ at, by: 'Ana, DIF' });
  expect([holder, answerable]).toEqual(['sender', 'sender']);
});

test('after the delivery both answer for the child until the receipt is here', () => {
  expect(progressOf({ status: 'committed', mode: 'push', direction: 'outgoing', events: [] })).toMatchObject({ holder: 'receiver', answerable: 'both' });
  expect(progressOf({ status: 'acknowledged', mode: 'push', direction: 'outgoing', events: [] })).toMatchObject({ holder: 'receiver', answerable: 'receiver' });
});

test('an ended offer stops where it stood and leaves the sender responsible', () => {
  const { steps, holder } = progressOf({ status: 'declined', mode: 'push', direction: 'outgoing', events: [offered] });
  expect(steps.map(({ state }) => state)).toEqual(['done', 'stopped', 'ahead', 'ahead']);
  expect(holder).toBe('sender');
});

test('a request has three steps', () => {
  expect(progressOf({ status: 'requested', mode: 'pull', direction: 'outgoing', events: [] }).steps.map(({ state }) => state)).toEqual(['done', 'waiting', 'ahead']);
  expect(progressOf({ status: 'taken', mode: 'pull', direction: 'incoming', events: [] }).steps.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
});

test('in every status at most one step is waited for, and custody is never shown as moved before the delivery', () => {
  const moved = ['committed', 'acknowledged', 'taken'];
  for (const mode of ['push', 'pull', 'forced'] as const) {
    for (const status of [...outgoingStatuses, ...incomingStatuses]) {
      const { steps, holder } = progressOf({ status, mode, direction: 'outgoing', events: [] });
      expect(steps.filter(({ state }) => state === 'waiting' || state === 'stopped').length, status).toBeLessThanOrEqual(1);
      expect(holder, status).toBe(moved.includes(status) ? 'receiver' : 'sender');
    }
  }
});
