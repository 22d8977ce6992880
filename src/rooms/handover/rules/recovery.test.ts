import { describe, expect, test } from 'vitest';
import type { ChildId } from '#kernel/identifier.ts';
import { A, after, B, C, c0, c1, entriesOf, h0, offerTo, owed, startABC, taken, told } from '#test/model/steps-in-words.ts';
import {
  admitPeer, emptyState, findCustodian, hasAuthority, receiveMessage, restoreNode, retirePeer, type CustodyState, type Message, type MessageOf,
} from '../rules.ts';

const answerOf = (peer: CustodyState, recovering: CustodyState): [CustodyState, MessageOf<'SYNCR'>] => {
  const reception = receiveMessage(peer, owed(recovering, 'SYNC', peer.self));
  if (reception.outcome === 'refused') throw new Error(reception.code);
  return [reception.state, reception.answers[0] as MessageOf<'SYNCR'>];
};

describe('a restored node', () => {
  test('has no authority, sends only SYNC, and refuses everything else until every peer has answered', () => {
    const [a, b, c] = startABC();
    const recovering = restoreNode(a, 1);
    expect(hasAuthority(recovering, c0)).toBe(false);
    expect(entriesOf(recovering, 'SYNC').map((entry) => [entry.message.to, entry.resentUntil])).toEqual([[B, 'answer'], [C, 'answer']]);
    const request: Message = { ...owed(after(b, { kind: 'request', handoverId: h0, childIds: [c0], to: A }), 'REQUEST'), addresseeIncarnation: 1, incarnation: 5 };
    expect(receiveMessage(recovering, request)).toMatchObject({ outcome: 'refused', code: 'recovering', state: { peers: { [B]: { fence: 5 } } } });

    const half = told(recovering, answerOf(b, recovering)[1]);
    expect(half.mode).toBe('recovering');
    expect(entriesOf(half, 'SYNC').map((entry) => entry.message.to)).toEqual([C]);
    expect(told(half, answerOf(c, recovering)[1])).toMatchObject({ mode: 'up', incarnation: 1 });
  });

  test('its former messages are void at a peer that has answered', () => {
    const [a, b] = startABC();
    const offer = owed(after(a, offerTo(B)), 'OFFER');
    const [fenced] = answerOf(b, restoreNode(a, 1));
    expect(receiveMessage(fenced, offer)).toMatchObject({ outcome: 'refused', code: 'message-old' });
  });

  test('learns where its children went, and issues the release again for the whole group under the same handover', () => {
    const [backup] = startABC();
    const [, b, c] = taken();
    const recovering = restoreNode(backup, 1);
    const up = [b, c].reduce((state, peer) => told(state, answerOf(peer, recovering)[1]), recovering);
    expect(findCustodian(up, c0)).toBe(B);
    expect(up.outgoing[h0]).toMatchObject({ status: 'committed', to: B, group: [{ childId: c0, epoch: 1 }, { childId: c1, epoch: 1 }] });
  });

  test('what it had begun is void: its offers are withdrawn, requests to it are dropped', () => {
    const [a, b, c] = startABC();
    const requesting = after(c, { kind: 'request', handoverId: h0, childIds: [c0], to: A });
    const asked = told(a, owed(requesting, 'REQUEST'));
    const recovering = restoreNode(after(asked, offerTo(B, { handoverId: 'h9' as typeof h0, childIds: [c1] })), 1);
    const up = [b, c].reduce((state, peer) => told(state, answerOf(peer, recovering)[1]), recovering);
    expect(Object.entries(up.outgoing)).toMatchObject([['h9', { status: 'withdrawn', ending: { reason: 'restored' } }]]);
    expect(up.custody[c1]!.encumberedBy).toBeNull();
  });

  test('an answer counts only when it is for this incarnation, and when the peer was complete itself (R18)', () => {
    const [a, b] = startABC();
    const [first, second] = [restoreNode(a, 1), restoreNode(b, 1)];
    expect(told(first, { ...answerOf(b, first)[1], forIncarnation: 0 })).toEqual(first);
    const [, answer] = answerOf(second, first);
    expect(answer.done).toBe(false);
    expect(told(first, answer).peers[B]).toMatchObject({ synced: true, done: false });
  });

  test('two that recover at once do not wait for each other for ever (R15)', () => {
    const start = startABC({ nodes: 2 });
    let [a, b] = [restoreNode(start[0], 1), restoreNode(start[1], 1)];
    for (let round = 0; round < 3 && (a.mode !== 'up' || b.mode !== 'up'); round++) {
      if (a.mode === 'recovering') { const [peer, answer] = answerOf(b, a); b = peer; a = told(a, answer); }
      if (b.mode === 'recovering') { const [peer, answer] = answerOf(a, b); a = peer; b = told(b, answer); }
    }
    expect([a.mode, b.mode]).toEqual(['up', 'up']);
  });

  test('a node without peers is up at once; an incarnation must rise', () => {
    expect(restoreNode(emptyState(A, 0), 1)).toMatchObject({ mode: 'up', incarnation: 1 });
    expect(() => restoreNode(emptyState(A, 1), 1)).toThrow('incarnation');
  });
});

describe('peers', () => {
  test('a recovery no longer waits for a node that was decommissioned, and hears it no more', () => {
    const [a, b, c] = startABC();
    const recovering = restoreNode(a, 1);
    const half = told(recovering, answerOf(b, recovering)[1]);
    const up = retirePeer(half, C);
    expect(up.mode).toBe('up');
    expect(receiveMessage(up, { ...owed(restoreNode(c, 1), 'SYNC', A) })).toMatchObject({ code: 'unknown-sender' });
  });

  test('admitting a node again only raises its fence', () => {
    const [a] = startABC();
    expect(admitPeer(admitPeer(a, B, 4), B, 2).peers[B]).toEqual({ fence: 4, synced: false, done: false });
  });
});

test('a recovery is linear in the number of children', () => {
  const count = 20_000;
  const custody = Object.fromEntries(Array.from({ length: count }, (_, index) => [`child${index}`, {
    status: 'past', epoch: 1, pointer: B, previous: A, handoverId: h0, origin: A, encumberedBy: null, closed: false,
  }])) as CustodyState['custody'];
  const peer: CustodyState = { ...admitPeer(emptyState(B, 0), A, 0), custody };
  const recovering = restoreNode(admitPeer(emptyState(A, 0), B, 0), 1);
  const up = told(recovering, answerOf(peer, recovering)[1]);
  expect(up.mode).toBe('up');
  expect(Object.keys(up.custody)).toHaveLength(count);
  expect(up.outgoing[h0]!.group).toHaveLength(count);
  expect(up.custody['child7' as ChildId]!.pointer).toBe(B);
});
