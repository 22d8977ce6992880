import { expect, test } from 'vitest';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { addHours, type Instant } from '#kernel/instant.ts';
import { compareHeld, overdue, type Held, type OpenHandover } from './conscience.ts';

const [self, peer, other] = ['n_self', 'n_peer', 'n_other'] as NodeId[] as [NodeId, NodeId, NodeId];
const held = (more: Partial<Held>): Held => ({ childId: 'c' as ChildId, status: 'past', epoch: 2, pointer: peer, isClosed: false, head: { epoch: 2, hash: 'x' }, isMoving: false, ...more });

test.each([
  ['both say that they have her', held({ status: 'hold', pointer: self }), held({ status: 'hold' }), 'two-custodians'],
  ['she went on from here, as the peer knows', held({ status: 'hold', pointer: self }), held({ epoch: 3, pointer: other }), 'two-custodians'],
  ['each points at the other', held({}), held({ pointer: self }), 'no-custodian'],
  ['the pointer leads to who never heard of her', held({}), null, 'dead-pointer'],
  ['the pointer leads to who has forgotten', held({}), held({ epoch: 1, pointer: other }), 'dead-pointer'],
  ['two chains of the same length', held({}), held({ status: 'hold', head: { epoch: 2, hash: 'y' } }), 'chains-differ'],
  ['all is well', held({}), held({ status: 'hold' }), null],
  ['the peer is only behind', held({ status: 'hold', pointer: self }), held({ epoch: 1, pointer: other }), null],
  ['she went on from there', held({}), held({ epoch: 3, pointer: other }), null],
  ['a stranger does not know her', held({ pointer: other }), null, null],
  ['a handover is under way', held({}), held({ pointer: self, isMoving: true }), null],
] as const)('%s', (_name, ours, theirs, kind) => expect(compareHeld(ours, theirs, self, peer)).toBe(kind));

const at = '2026-03-02T15:00:00.000Z' as Instant;
const open = (more: Partial<OpenHandover>): OpenHandover => ({ childId: 'c' as ChildId, side: 'outgoing', status: 'offered', peer, decideBy: at, changedAt: at, ...more });

test('an offer past its time and a standby past its limit are noticed, neither a minute before', () => {
  expect([1, 1.1].map((hours) => overdue(open({}), addHours(at, hours)))).toEqual([null, 'offer-overdue']);
  for (const one of [open({ status: 'agreed' }), open({ status: 'committed' }), open({ side: 'incoming', status: 'accepted' })]) {
    expect([96, 96.1].map((hours) => overdue(one, addHours(at, hours)))).toEqual([null, 'standby-long']);
  }
  expect(overdue(open({ side: 'incoming', status: 'proposed' }), addHours(at, 500))).toBeNull();
});
