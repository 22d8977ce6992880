import { describe, expect, test } from 'vitest';
import { A, after, agreed, B, C, c0, c1, c2, declineOf, entriesOf, h0, h1, h2, h3, offerTo, owed, refusalOf, startABC, taken, told } from '#test/model/steps-in-words.ts';
import { isAnswerable, isIntakeSafe, nextReceiver, restoreNode, type CustodyCommand } from '../rules.ts';

describe('offer', () => {
  test('binds every child of the group to epochs one higher', () => {
    const [a] = startABC();
    const offering = after(a, offerTo(B));
    expect(offering.outgoing[h0]).toMatchObject({ to: B, status: 'offered', group: [{ childId: c0, epoch: 1 }, { childId: c1, epoch: 1 }] });
    expect(offering.custody[c1]).toMatchObject({ status: 'hold', encumberedBy: h0 });
    expect(owed(offering, 'OFFER')).toMatchObject({ from: A, to: B, handoverId: h0, mode: 'push' });
  });

  test.each<[string, CustodyCommand]>([
    ['receiver-is-self', offerTo(A)],
    ['not-found', offerTo('n_stranger' as typeof A)],
    ['input-invalid', offerTo(B, { childIds: [] })],
    ['input-invalid', offerTo(B, { childIds: [c0, c0] })],
    ['child-not-held', offerTo(B, { childIds: [c0, c2] })],
  ])('is refused as %s', (code, command) => expect(refusalOf(startABC()[0], command)).toBe(code));

  test('is refused for a child that is bound, released or closed', () => {
    const [a] = startABC();
    const offering = after(a, offerTo(B, { childIds: [c0] }));
    expect(refusalOf(offering, offerTo(C, { handoverId: h1 }))).toBe('child-in-handover');
    expect(refusalOf(offering, offerTo(C, { childIds: [c1] }))).toBe('already-done');
    expect(refusalOf(after(a, { kind: 'close', childId: c1 }), offerTo(B))).toBe('child-closed');
    expect(refusalOf(taken()[0], offerTo(C, { handoverId: h1 }))).toBe('child-not-held');
  });

  test('stands beside others only when all are flagged as parallel, and at most three of them', () => {
    const [a] = startABC({ nodes: 5 });
    const [D, E] = ['D', 'E'] as [typeof A, typeof A];
    const one = after(a, offerTo(B, { parallel: true }));
    expect(refusalOf(one, offerTo(C, { handoverId: h1 }))).toBe('child-in-handover');
    expect(refusalOf(after(a, offerTo(B)), offerTo(C, { handoverId: h1, parallel: true }))).toBe('child-in-handover');
    const three = after(one, offerTo(C, { handoverId: h1, parallel: true }), offerTo(D, { handoverId: h2, parallel: true }));
    expect(refusalOf(three, offerTo(E, { handoverId: h3, parallel: true }))).toBe('child-in-handover');
    expect(three.custody[c0]!.encumberedBy).toBe(h0);
    expect(after(three, { kind: 'withdraw', handoverId: h0, reason: 'expired' }).custody[c0]!.encumberedBy).toBe(h1);
  });

  test('goes back to the previous custodian like to any other', () => {
    const [, b] = taken();
    const returning = after(b, offerTo(b.custody[c0]!.previous, { handoverId: h1 }));
    expect(returning.outgoing[h1]).toMatchObject({ to: A, group: [{ childId: c0, epoch: 2 }, { childId: c1, epoch: 2 }] });
  });
});

describe('offer-next', () => {
  test('asks the receivers in their order, each under a new identifier and only once', () => {
    const [a, b] = startABC();
    const offering = after(a, offerTo(B, { thenTo: [C] }));
    expect(refusalOf(offering, { kind: 'offer-next', handoverId: h0, newHandoverId: h1 })).toBe('handover-not-open');
    const declining = after(told(b, owed(offering, 'OFFER')), declineOf());
    const declined = told(offering, owed(declining, 'DECLINE'));
    expect(nextReceiver(declined, declined.outgoing[h0]!)).toBe(C);
    const next = after(declined, { kind: 'offer-next', handoverId: h0, newHandoverId: h1 });
    expect(next.outgoing[h1]).toMatchObject({ to: C, status: 'offered', thenTo: [] });
    expect(refusalOf(next, { kind: 'offer-next', handoverId: h0, newHandoverId: h2 })).toBe('handover-not-open');
  });

  test('goes first where the receiver pointed to', () => {
    const [a, b] = startABC({ nodes: 4 });
    const D = 'D' as typeof A;
    const offering = after(a, offerTo(B, { mode: 'forced', thenTo: [C] }));
    const declining = after(told(b, owed(offering, 'OFFER')), declineOf({ reason: 'redirect', redirect: D }));
    const next = after(told(offering, owed(declining, 'DECLINE')), { kind: 'offer-next', handoverId: h0, newHandoverId: h1 });
    expect(next.outgoing[h1]).toMatchObject({ to: D, mode: 'forced', thenTo: [C] });
  });
});

describe('withdraw, commit, purge', () => {
  test('a withdrawal needs nobody, frees the children, and is final', () => {
    const [a] = agreed();
    const withdrawn = after(a, { kind: 'withdraw', handoverId: h0, reason: 'expired' });
    expect(withdrawn.custody[c0]).toMatchObject({ status: 'hold', encumberedBy: null });
    expect(owed(withdrawn, 'WITHDRAW')).toMatchObject({ ending: { reason: 'expired' } });
    expect(refusalOf(withdrawn, { kind: 'commit', handoverId: h0 })).toBe('handover-not-open');
    expect(refusalOf(withdrawn, { kind: 'withdraw', handoverId: h0, reason: 'expired' })).toBe('handover-not-open');
  });

  test('a commit passes the whole group at once; from then on only the acknowledgement ends the sender\'s duty', () => {
    const [a] = agreed();
    const committed = after(a, { kind: 'commit', handoverId: h0 });
    for (const child of [c0, c1]) {
      expect(committed.custody[child]).toEqual({ status: 'past', epoch: 1, pointer: B, previous: A, handoverId: h0, origin: A, encumberedBy: null, closed: false });
      expect(isAnswerable(committed, child)).toBe(true);
    }
    expect(refusalOf(committed, { kind: 'withdraw', handoverId: h0, reason: 'withdrawn' })).toBe('handover-not-open');
    const acknowledged = told(committed, owed(taken()[1], 'ACK'));
    expect(isAnswerable(acknowledged, c0)).toBe(false);
  });

  test('a commit needs an acceptance', () => {
    const [a] = startABC();
    expect(refusalOf(after(a, offerTo(B)), { kind: 'commit', handoverId: h0 })).toBe('handover-not-open');
    expect(refusalOf(a, { kind: 'commit', handoverId: h0 })).toBe('handover-not-open');
  });

  test('a commit ends the parallel offers for the same children, and frees the others of those groups', () => {
    const [a, b] = startABC();
    const offering = after(a, offerTo(B, { parallel: true, childIds: [c0] }), offerTo(C, { parallel: true, handoverId: h1 }));
    const accepting = after(told(b, owed(offering, 'OFFER', B)), { kind: 'accept', handoverId: h0 });
    const committed = after(told(offering, owed(accepting, 'ACCEPT')), { kind: 'commit', handoverId: h0 });
    expect(committed.outgoing[h1]).toMatchObject({ status: 'withdrawn', ending: { reason: 'superseded' } });
    expect(committed.custody[c1]).toMatchObject({ status: 'hold', encumberedBy: null });
  });

  test('a purge forgets the handover but never the pointer', () => {
    const [a, b] = taken();
    expect(refusalOf(a, { kind: 'purge', handoverId: h0 })).toBe('handover-not-open');
    const purged = after(told(a, owed(b, 'ACK')), { kind: 'purge', handoverId: h0 });
    expect(purged.outgoing).toEqual({});
    expect(purged.custody[c0]).toMatchObject({ status: 'past', pointer: B });
  });
});

describe('accept, decline, retract', () => {
  test('an acceptance binds, and is owed until it is answered', () => {
    const [a, b] = startABC();
    const proposed = told(b, owed(after(a, offerTo(B)), 'OFFER'));
    expect(isAnswerable(proposed, c0)).toBe(false);
    const accepted = after(proposed, { kind: 'accept', handoverId: h0 });
    expect(isAnswerable(accepted, c0)).toBe(true);
    expect(entriesOf(accepted, 'ACCEPT')).toMatchObject([{ resentUntil: 'answer' }]);
    expect(refusalOf(accepted, { kind: 'accept', handoverId: h0 })).toBe('handover-not-open');
    expect(refusalOf(accepted, declineOf())).toBe('handover-not-open');
  });

  test('a refusal may name those of the group who could be taken', () => {
    const [a, b] = startABC();
    const offering = after(a, offerTo(B));
    const proposed = told(b, owed(offering, 'OFFER'));
    const declined = told(offering, owed(after(proposed, declineOf({ canTake: [c1] })), 'DECLINE'));
    expect(declined.outgoing[h0]).toMatchObject({ status: 'declined', ending: { reason: 'no_capacity', canTake: [c1] } });
    expect(declined.custody[c0]!.encumberedBy).toBeNull();
    expect(refusalOf(proposed, declineOf({ canTake: [c0, c1] }))).toBe('input-invalid');
    expect(refusalOf(proposed, declineOf({ canTake: [c2] }))).toBe('input-invalid');
    expect(refusalOf(proposed, declineOf({ reason: 'redirect' }))).toBe('input-invalid');
    expect(refusalOf(proposed, declineOf({ redirect: C }))).toBe('input-invalid');
    expect(refusalOf(proposed, declineOf({ reason: 'redirect', redirect: B }))).toBe('input-invalid');
  });

  test('children who are already on their way are not refused for lack of room', () => {
    const [a, b] = startABC();
    const proposed = told(b, owed(after(a, offerTo(B, { mode: 'forced' })), 'OFFER'));
    for (const reason of ['no_capacity', 'not_mandate', 'other'] as const) expect(refusalOf(proposed, declineOf({ reason }))).toBe('input-invalid');
    expect(refusalOf(proposed, declineOf({ reason: 'not_in_territory', canTake: [c0] }))).toBe('input-invalid');
    for (const reason of ['not_in_territory', 'not_this_person'] as const) expect(refusalOf(proposed, declineOf({ reason }))).toBeNull();
  });

  test('a retraction still binds until the sender has let go', () => {
    const [a, b] = agreed();
    const retracting = after(b, { kind: 'retract', handoverId: h0 });
    expect(isAnswerable(retracting, c0)).toBe(true);
    const released = told(a, owed(retracting, 'RETRACT'));
    expect(released.outgoing[h0]).toMatchObject({ status: 'withdrawn', ending: { reason: 'retracted' } });
    expect(isAnswerable(told(retracting, owed(released, 'WITHDRAW')), c0)).toBe(false);
    expect(refusalOf(retracting, { kind: 'retract', handoverId: h0 })).toBe('handover-not-open');
  });
});

describe('request, grant, refuse', () => {
  test('who has the children in front of it asks, and is answerable from then on', () => {
    const [a, b] = startABC();
    const requesting = after(b, { kind: 'request', handoverId: h0, childIds: [c0, c1], to: A });
    expect(isAnswerable(requesting, c0)).toBe(true);
    const asked = told(a, owed(requesting, 'REQUEST'));
    expect(asked.outgoing[h0]).toMatchObject({ status: 'requested', mode: 'pull' });
    const granted = after(asked, { kind: 'grant', handoverId: h0 });
    expect(granted.outgoing[h0]).toMatchObject({ status: 'committed', group: [{ childId: c0, epoch: 1 }, { childId: c1, epoch: 1 }] });
    expect(told(requesting, owed(granted, 'COMMIT')).custody[c1]).toMatchObject({ status: 'hold', epoch: 1, previous: A });
    expect(refusalOf(granted, { kind: 'grant', handoverId: h0 })).toBe('handover-not-open');
  });

  test('a request is refused by a person, or at once with a pointer when we do not hold the child', () => {
    const [a, b, c] = taken();
    expect(refusalOf(b, { kind: 'request', handoverId: h1, childIds: [c0], to: A })).toBe('already-done');
    expect(refusalOf(c, { kind: 'request', handoverId: h1, childIds: [c0], to: C })).toBe('receiver-is-self');
    const requesting = after(c, { kind: 'request', handoverId: h1, childIds: [c0], to: A });
    const answered = told(a, owed(requesting, 'REQUEST'));
    expect(told(requesting, owed(answered, 'WITHDRAW', C)).incoming[h1]).toMatchObject({ status: 'withdrawn', ending: { reason: 'not_held', redirect: B } });
    const toHolder = after(c, { kind: 'request', handoverId: h2, childIds: [c0], to: B });
    const asked = told(b, owed(toHolder, 'REQUEST'));
    const refused = after(asked, { kind: 'refuse', handoverId: h2 });
    expect(told(toHolder, owed(refused, 'WITHDRAW')).incoming[h2]).toMatchObject({ status: 'withdrawn', ending: { reason: 'refused' } });
    expect(refusalOf(refused, { kind: 'refuse', handoverId: h2 })).toBe('handover-not-open');
  });

  test('a grant waits until the offer for the same child is withdrawn', () => {
    const [a, , c] = startABC();
    const asked = told(after(a, offerTo(B)), owed(after(c, { kind: 'request', handoverId: h1, childIds: [c0], to: A }), 'REQUEST'));
    expect(refusalOf(asked, { kind: 'grant', handoverId: h1 })).toBe('child-in-handover');
    expect(refusalOf(after(asked, { kind: 'withdraw', handoverId: h0, reason: 'withdrawn' }), { kind: 'grant', handoverId: h1 })).toBeNull();
  });
});

describe('register, ask-witness, close, reopen', () => {
  test('a device may drop its copy once two peers hold the genesis', () => {
    const [a, b, c] = startABC({ registers: true });
    const registered = after(a, { kind: 'register', childId: c2, witnesses: [B] });
    expect(registered.custody[c2]).toMatchObject({ status: 'hold', epoch: 0, origin: A });
    const once = told(registered, owed(told(b, owed(registered, 'BEACON')), 'WITNESS'));
    expect(isIntakeSafe(once, c2)).toBe(false);
    const asking = after(once, { kind: 'ask-witness', childId: c2, witness: C });
    const twice = told(asking, owed(told(c, owed(asking, 'BEACON')), 'WITNESS'));
    expect(isIntakeSafe(twice, c2)).toBe(true);
    expect(entriesOf(twice, 'BEACON')).toEqual([]);
    expect(refusalOf(twice, { kind: 'ask-witness', childId: c2, witness: B })).toBe('already-done');
    expect(refusalOf(twice, { kind: 'register', childId: c2, witnesses: [B] })).toBe('already-done');
    expect(refusalOf(a, { kind: 'register', childId: c2, witnesses: [A] })).toBe('receiver-is-self');
    expect(refusalOf(b, { kind: 'ask-witness', childId: c2, witness: C })).toBe('not-found');
  });

  test('closing ends a custody until the same node opens it again', () => {
    const [a] = startABC();
    const closed = after(a, { kind: 'close', childId: c0 });
    expect(refusalOf(closed, { kind: 'close', childId: c0 })).toBe('child-closed');
    expect(refusalOf(after(a, offerTo(B)), { kind: 'close', childId: c0 })).toBe('child-in-handover');
    expect(refusalOf(a, { kind: 'reopen', childId: c0 })).toBe('state-changed');
    expect(refusalOf(taken()[0], { kind: 'reopen', childId: c0 })).toBe('child-not-held');
    expect(after(closed, { kind: 'reopen', childId: c0 })).toEqual(a);
  });
});

test('a recovering node may only register a child; a superseded one may do nothing', () => {
  const recovering = restoreNode(startABC()[0], 1);
  expect(refusalOf(recovering, offerTo(B))).toBe('recovering');
  expect(refusalOf(recovering, { kind: 'register', childId: c2, witnesses: [B, C] })).toBeNull();
  expect(refusalOf({ ...recovering, mode: 'superseded' }, { kind: 'register', childId: c2, witnesses: [] })).toBe('superseded');
});
