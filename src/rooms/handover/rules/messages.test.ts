import { describe, expect, test } from 'vitest';
import { A, after, agreed, B, C, c0, c1, c2, declineOf, entriesOf, h0, h1, offerTo, owed, startABC, taken, told } from '#test/model/steps-in-words.ts';
import { receiveMessage, type CustodyState, type Message } from '../rules.ts';

const refusalOf = (state: CustodyState, message: Message): string | null => {
  const reception = receiveMessage(state, message);
  return reception.outcome === 'refused' ? reception.code : null;
};

describe('who is heard', () => {
  test('only a known node that speaks to us, in its present incarnation and ours', () => {
    const [a, b] = startABC();
    const offer = owed(after(a, offerTo(B)), 'OFFER');
    expect(refusalOf(b, { ...offer, to: C })).toBe('message-not-for-us');
    expect(refusalOf(b, { ...offer, from: 'n_stranger' as typeof A })).toBe('unknown-sender');
    const newer = told(b, { ...offer, incarnation: 3 });
    expect(newer.peers[A]!.fence).toBe(3);
    expect(refusalOf(newer, offer)).toBe('message-old');
    expect(refusalOf({ ...b, incarnation: 1 }, offer)).toBe('message-old');
  });

  test('a message for a newer incarnation of ourselves locks this machine for good', () => {
    const [a, b] = startABC();
    const offering = after(a, offerTo(B));
    const reception = receiveMessage(b, { ...owed(offering, 'OFFER'), addresseeIncarnation: 1 });
    expect(reception).toMatchObject({ outcome: 'refused', code: 'superseded', state: { mode: 'superseded' } });
    expect(refusalOf(reception.state, owed(offering, 'OFFER'))).toBe('superseded');
    expect(entriesOf(reception.state, 'WITNESS')).toEqual([]);
  });
});

describe('at the receiver', () => {
  test('OFFER is proposed once, and declined as stale when newer custody is known', () => {
    const [a, b] = startABC();
    const offer = owed(after(a, offerTo(B)), 'OFFER');
    const proposed = told(b, offer);
    expect(proposed.incoming[h0]).toMatchObject({ from: A, status: 'proposed', mode: 'push' });
    expect(told(proposed, offer)).toEqual(proposed);
    const [, holder] = taken();
    const stale = told(holder, { ...offer, handoverId: h1 });
    expect(stale.incoming[h1]).toMatchObject({ status: 'declined', ending: { reason: 'stale' } });
  });

  test('COMMIT is taken, and taken again only asks for the ACK again', () => {
    const [a, b] = taken();
    expect(b.custody[c0]).toEqual({ status: 'hold', epoch: 1, pointer: B, previous: A, handoverId: h0, origin: A, encumberedBy: null, closed: false });
    const again = told(b, owed(a, 'COMMIT'));
    expect(again.custody).toEqual(b.custody);
    expect(entriesOf(again, 'ACK')[0]!.key).not.toBe(entriesOf(b, 'ACK')[0]!.key);
    expect(owed(again, 'ACK')).toEqual(owed(b, 'ACK'));
  });

  test('COMMIT is not stopped by a local refusal or ignorance (R19), but by a withdrawal (R6) and by newer custody (R3)', () => {
    const [a, b] = agreed();
    const commit = owed(after(a, { kind: 'commit', handoverId: h0 }), 'COMMIT');
    const declined = { ...b.incoming[h0]!, status: 'declined' as const };
    expect(told({ ...b, incoming: { [h0]: declined } }, commit).custody[c0]).toMatchObject({ status: 'hold' });
    expect(told({ ...b, incoming: {} }, commit).custody[c1]).toMatchObject({ status: 'hold' });
    const withdrawn = { ...b.incoming[h0]!, status: 'withdrawn' as const };
    expect(told({ ...b, incoming: { [h0]: withdrawn } }, commit).custody).toEqual({});
    const known = { ...startABC()[0].custody[c0]!, status: 'past' as const, epoch: 4, pointer: C };
    const late = told({ ...b, custody: { [c0]: known } }, commit);
    expect(late.custody[c0]).toEqual(known);
    expect(late.custody[c1]).toMatchObject({ status: 'hold', epoch: 1 });
    expect(late.incoming[h0]!.status).toBe('taken');
  });

  test('COMMIT that brings nothing new is acknowledged even after a withdrawal: its sender must be able to end it', () => {
    const [a, b] = taken();
    const withdrawn = { ...b, incoming: { [h0]: { ...b.incoming[h0]!, status: 'withdrawn' as const } } };
    const again = told(withdrawn, owed(a, 'COMMIT'));
    expect(again.custody).toEqual(b.custody);
    expect(told(a, owed(again, 'ACK')).outgoing[h0]!.status).toBe('acknowledged');
  });

  test('COMMIT and WITHDRAW of another node than the sender change nothing', () => {
    const [a, b] = agreed();
    const commit = owed(after(a, { kind: 'commit', handoverId: h0 }), 'COMMIT');
    const withdraw = owed(after(a, { kind: 'withdraw', handoverId: h0, reason: 'withdrawn' }), 'WITHDRAW');
    for (const message of [commit, withdraw]) expect(told(b, { ...message, from: C })).toEqual(b);
  });

  test('WITHDRAW ends what is open, and is remembered when it overtakes its offer', () => {
    const [a, b] = startABC();
    const offering = after(a, offerTo(B));
    const withdraw = owed(after(offering, { kind: 'withdraw', handoverId: h0, reason: 'withdrawn' }), 'WITHDRAW');
    const overtaken = told(b, withdraw);
    expect(told(overtaken, owed(offering, 'OFFER')).incoming[h0]).toMatchObject({ status: 'withdrawn', group: [] });
    expect(told(told(b, owed(offering, 'OFFER')), withdraw).incoming[h0]!.status).toBe('withdrawn');
    expect(told(taken()[1], withdraw).incoming[h0]!.status).toBe('taken');
  });
});

describe('at the sender', () => {
  test('ACCEPT agrees to an offer, and wakes nothing else that is over', () => {
    const [a, b] = agreed();
    expect(a.outgoing[h0]!.status).toBe('agreed');
    expect(told(a, owed(b, 'ACCEPT'))).toEqual(a);
    const withdrawn = after(a, { kind: 'withdraw', handoverId: h0, reason: 'expired' });
    expect(told(withdrawn, owed(b, 'ACCEPT'))).toEqual(withdrawn);
  });

  test('ACCEPT is answered also long after the end (R20): a refusal becomes a withdrawal, an acknowledged commit is sent again', () => {
    const [a, b] = taken();
    const accept = owed(agreed()[1], 'ACCEPT');
    const commitKey = entriesOf(a, 'COMMIT')[0]!.key;
    const acknowledged = told(a, owed(b, 'ACK'));
    expect(entriesOf(acknowledged, 'COMMIT')).toEqual([]);
    const awake = told(acknowledged, accept);
    expect(awake.outgoing[h0]!.status).toBe('committed');
    expect(entriesOf(awake, 'COMMIT')[0]!.key).not.toBe(commitKey);

    const offering = after(startABC()[0], offerTo(B));
    const declining = after(told(startABC()[1], owed(offering, 'OFFER')), declineOf());
    const declined = told(offering, owed(declining, 'DECLINE'));
    expect(told(declined, accept).outgoing[h0]).toMatchObject({ status: 'withdrawn', ending: { reason: 'no_capacity' } });
  });

  test('ACCEPT of an unknown offer is committed only if custody went there in those epochs by no other handover (R21)', () => {
    const accept = owed(agreed()[1], 'ACCEPT');
    const [a, b] = taken();
    const purged = after(told(a, owed(b, 'ACK')), { kind: 'purge', handoverId: h0 });
    expect(told(purged, accept).outgoing[h0]!.status).toBe('committed');
    expect(told(a, { ...accept, handoverId: h1 }).outgoing[h1]!.status).toBe('withdrawn');
    expect(told(purged, { ...accept, from: C }).outgoing[h0]!.status).toBe('withdrawn');
    expect(told(startABC()[0], accept).outgoing[h0]).toMatchObject({ status: 'withdrawn', ending: { reason: 'unknown' } });
  });

  test('DECLINE frees the children while the offer is open, and never after the commit', () => {
    const [a, b] = startABC();
    const offering = after(a, offerTo(B));
    const decline = owed(after(told(b, owed(offering, 'OFFER')), declineOf()), 'DECLINE');
    expect(told(offering, decline).custody[c0]!.encumberedBy).toBeNull();
    expect(told(taken()[0], decline).outgoing[h0]!.status).toBe('committed');
    expect(told(a, decline)).toEqual(a);
  });

  test('DECLINE keeps of a counter-proposal only children of the group', () => {
    const [a, b] = startABC();
    const offering = after(a, offerTo(B));
    const decline = owed(after(told(b, owed(offering, 'OFFER')), declineOf({ canTake: [c1] })), 'DECLINE');
    const told0 = told(offering, { ...decline, ending: { ...decline.ending, canTake: [c2, c1] } });
    expect(told0.outgoing[h0]!.ending!.canTake).toEqual([c1]);
  });

  test('ACK counts only with the epochs of the commit (R17) and from the receiver', () => {
    const [a, b] = taken();
    const ack = owed(b, 'ACK');
    expect(told(a, ack).outgoing[h0]!.status).toBe('acknowledged');
    expect(told(a, { ...ack, group: [{ childId: c0, epoch: 1 }] })).toEqual(a);
    expect(told(a, { ...ack, group: ack.group.map((member) => ({ ...member, epoch: 2 })) })).toEqual(a);
    expect(told(a, { ...ack, from: C })).toEqual(a);
  });

  test('REQUEST of a forgotten grant is answered by the same commit', () => {
    const [a, b] = startABC();
    const requesting = after(b, { kind: 'request', handoverId: h0, childIds: [c0], to: A });
    const granted = after(told(a, owed(requesting, 'REQUEST')), { kind: 'grant', handoverId: h0 });
    const commit = owed(granted, 'COMMIT');
    expect(owed(told({ ...granted, outgoing: {} }, owed(requesting, 'REQUEST')), 'COMMIT')).toEqual(commit);
  });

  test('REQUEST is for a person to decide; repeated after the acknowledgement, the commit is sent again', () => {
    const [a, b] = startABC();
    const requesting = after(b, { kind: 'request', handoverId: h0, childIds: [c0], to: A });
    const request = owed(requesting, 'REQUEST');
    const asked = told(a, request);
    expect(told(asked, request)).toEqual(asked);
    const granted = after(asked, { kind: 'grant', handoverId: h0 });
    const acknowledged = told(granted, owed(told(requesting, owed(granted, 'COMMIT')), 'ACK'));
    expect(told(acknowledged, request).outgoing[h0]!.status).toBe('committed');
    expect(told(after(a, { kind: 'close', childId: c0 }), request).outgoing[h0]).toMatchObject({ status: 'withdrawn', ending: { reason: 'not_held' } });
  });

  test('RETRACT is too late once committed, also when the handover is forgotten', () => {
    const [a, b] = agreed();
    const retract = owed(after(b, { kind: 'retract', handoverId: h0 }), 'RETRACT');
    const committed = after(a, { kind: 'commit', handoverId: h0 });
    expect(told(committed, retract)).toEqual(committed);
    const acknowledged = told(taken()[0], owed(taken()[1], 'ACK'));
    expect(told(acknowledged, retract).outgoing[h0]!.status).toBe('committed');
    expect(told(after(acknowledged, { kind: 'purge', handoverId: h0 }), retract).outgoing[h0]!.status).toBe('committed');
    expect(told(startABC()[0], retract).outgoing[h0]!.status).toBe('withdrawn');
    const declined = { ...a.outgoing[h0]!, status: 'declined' as const };
    expect(told({ ...a, outgoing: { [h0]: declined } }, retract).outgoing[h0]!.status).toBe('withdrawn');
  });
});

describe('tracking and witnessing', () => {
  /** A handed to B, B to C; only C's TRACK tells A. */
  const movedOn = (): [CustodyState, CustodyState] => {
    const [a, b, c] = taken();
    const acknowledged = told(a, owed(b, 'ACK'));
    const offering = after(b, offerTo(C, { handoverId: h1 }));
    const accepting = after(told(c, owed(offering, 'OFFER')), { kind: 'accept', handoverId: h1 });
    const committed = after(told(offering, owed(accepting, 'ACCEPT')), { kind: 'commit', handoverId: h1 });
    return [acknowledged, told(accepting, owed(committed, 'COMMIT'))];
  };

  test('TRACK tells the origin of a whole group at once, and only forward (R9, R26)', () => {
    const [a, c] = movedOn();
    const track = owed(c, 'TRACK', A);
    expect(track.group).toEqual([{ childId: c0, epoch: 2, origin: A }, { childId: c1, epoch: 2, origin: A }]);
    const tracked = told(a, track);
    for (const child of [c0, c1]) expect(tracked.custody[child]).toMatchObject({ status: 'past', epoch: 2, pointer: C, previous: B, handoverId: h1 });
    expect(told(tracked, { ...track, group: track.group.map((member) => ({ ...member, epoch: 1 })), from: B })).toEqual(tracked);
    expect(told(startABC()[0], track).custody[c0]!.status).toBe('hold');
    expect(told({ ...a, custody: {} }, track).custody[c1]).toMatchObject({ pointer: C, origin: A });
  });

  test('BEACON and WITNESS are idempotent', () => {
    const [a, b] = startABC({ registers: true });
    const registered = after(a, { kind: 'register', childId: c2, witnesses: [B, C] });
    const witness = told(b, owed(registered, 'BEACON', B));
    expect(told(witness, owed(registered, 'BEACON', B))).toEqual(witness);
    const once = told(registered, owed(witness, 'WITNESS'));
    expect(once.intakes[c2]).toEqual({ asked: [B, C], witnessedBy: [B] });
    expect(told(once, owed(witness, 'WITNESS'))).toEqual(once);
    expect(told(a, owed(witness, 'WITNESS'))).toEqual(a);
  });
});
