import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { decideCustody } from './decide.ts';
import { receiveMessage } from './receive.ts';
import { emptyState, type CustodyRecord, type CustodyState } from './state.ts';
import { learnOfLost, learnSuccession, settleWithLost } from './succession.ts';

const [root, lost, heir, other] = ['n_root', 'n_lost', 'n_heir', 'n_other'] as NodeId[] as [NodeId, NodeId, NodeId, NodeId];
const [first, second] = ['one', 'two'] as ChildId[] as [ChildId, ChildId];
const hid = (name: string) => name as Uuid;
const peer = { fence: 0, synced: false, done: false };
const past = (pointer: NodeId, epoch: number, more: Partial<CustodyRecord> = {}): CustodyRecord => (
  { status: 'past', epoch, pointer, previous: other, handoverId: hid('former'), origin: other, encumberedBy: null, closed: false, ...more });
/** The root, which knows that the lost node had both children. */
const knowing = (custody: CustodyState['custody'] = { [first]: past(lost, 3), [second]: past(lost, 1) }): CustodyState => ({ ...emptyState(root, 0), peers: { [heir]: peer, [other]: peer }, custody });
const appoint = (state: CustodyState, childIds: readonly ChildId[], to = heir, handoverId = hid('h')) => decideCustody(state, { kind: 'appoint', handoverId, childIds, to, lost });
const accepted = (state: CustodyState, group: readonly { childId: ChildId; epoch: number }[], from = heir, handoverId = hid('h')) =>
  receiveMessage(state, { type: 'ACCEPT', from, to: root, incarnation: 0, addresseeIncarnation: 0, handoverId, group });

test('an acceptance makes the successor responsible in the next epoch of each child, in one step', () => {
  const offered = valueOf(appoint(knowing(), [first, second]));
  expect(offered.outgoing[hid('h')]).toMatchObject({ mode: 'succession', status: 'offered', group: [{ childId: first, epoch: 4 }, { childId: second, epoch: 2 }] });
  const { state } = accepted(offered, [{ childId: first, epoch: 4 }, { childId: second, epoch: 2 }]);
  expect(state.outgoing[hid('h')]!.status).toBe('committed');
  expect(state.custody[first]).toMatchObject({ status: 'past', pointer: heir, previous: root, epoch: 4, handoverId: hid('h') });
  expect(state.custody[second]).toMatchObject({ pointer: heir, epoch: 2 });
});

test('nobody is appointed over a node that is active, a custodian who is there, or another who was asked', () => {
  const code = (state: CustodyState, childIds = [first]) => {
    const answer = appoint(state, childIds);
    return answer.ok ? 'ok' : answer.problem.code;
  };
  expect(code({ ...knowing(), peers: { ...knowing().peers, [lost]: peer } })).toBe('state-changed');
  expect(code(knowing({ [first]: past(other, 3) }))).toBe('child-not-held');
  expect(code(knowing({ [first]: past(root, 3, { status: 'hold' }) }))).toBe('child-not-held');
  expect(code(valueOf(appoint(knowing(), [first], other, hid('g'))))).toBe('child-in-handover');
  expect(code({ ...knowing(), mode: 'recovering' })).toBe('recovering');
  expect(code(knowing(), [])).toBe('input-invalid');
});

test('what the root learns meanwhile ends an appointment: nobody becomes custodian beside another', () => {
  const offered = valueOf(appoint(knowing(), [first]));
  const learnt = learnOfLost(offered, [{ childId: first, epoch: 4, custodian: other, previous: lost, handoverId: hid('late'), origin: other }]);
  const { state } = accepted(learnt, [{ childId: first, epoch: 4 }]);
  expect(state.outgoing[hid('h')]).toMatchObject({ status: 'withdrawn', ending: { reason: 'superseded' } });
  expect(state.custody[first]).toMatchObject({ pointer: other, epoch: 4 });
});

test('a pointer moves to the successor only forward, and never from a node that holds the child', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.boolean(), (known, epoch, holds) => {
    const before = { ...emptyState(other, 0), peers: { [root]: peer, [heir]: peer }, custody: { [first]: past(holds ? other : lost, known, { status: holds ? 'hold' : 'past' }) } };
    const after = learnSuccession(before, { root, successor: heir, handoverId: hid('h'), group: [{ childId: first, epoch, origin: other }] });
    const moves = !holds && known < epoch;
    expect(after.custody[first]).toMatchObject(moves ? { pointer: heir, epoch } : before.custody[first]!);
  }));
});

test('what was under way with the lost node ends when all its children are known further on, and not before', () => {
  const group = [{ childId: first, epoch: 3 }, { childId: second, epoch: 1 }];
  const released = { to: lost, group, mode: 'push', status: 'committed', parallel: false, thenTo: [], ending: null, revision: 0 } as const;
  const promised = { from: lost, group: [{ childId: first, epoch: 4 }], mode: 'push', status: 'accepted', ending: null, revision: 0 } as const;
  const before: CustodyState = { ...knowing(), outgoing: { [hid('out')]: released }, incoming: { [hid('in')]: promised } };
  const half = settleWithLost({ ...before, custody: { [first]: past(heir, 4), [second]: past(lost, 1) } }, [first]);
  expect([half.outgoing[hid('out')]!.status, half.incoming[hid('in')]!.status]).toEqual(['committed', 'withdrawn']);
  const whole = settleWithLost({ ...half, custody: { [first]: past(heir, 4), [second]: past(heir, 2) } }, [second]);
  expect(whole.outgoing[hid('out')]!.status).toBe('acknowledged');
  expect(settleWithLost({ ...before, peers: { ...before.peers, [lost]: peer }, custody: { [first]: past(heir, 4), [second]: past(heir, 2) } }, [first]).outgoing[hid('out')]!.status).toBe('committed');
});
