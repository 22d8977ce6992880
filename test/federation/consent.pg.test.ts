import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { addHours } from '#kernel/instant.ts';
import { operationShapes } from '#main/operation-shapes.ts';
import { consent, findCaseState, withdraw } from '#rooms/case/index.ts';
import { answerReferral, findReferral, refer } from '#rooms/handover/index.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import { valueOf } from '#kernel/result.ts';
import type { Agency } from '#test/support/agency.ts';
import { badLine, noFaults } from '#test/support/faulty-wire.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';
import { createSmallCorridor, done, type SmallCorridor } from '#test/support/small-corridor.ts';
import { speak } from '#test/support/spoken-word.ts';

/* A child who went over three agencies takes her word back at the last: all who have had her hear of it and stop. */

let corridor: SmallCorridor;
let first: Agency;
let second: Agency;
let third: Agency;
let childId: ChildId;

const granted = { answers: { sharing: 'granted', photo: 'granted' }, givenBy: 'child', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'own_words' };
const consents = (agency: Agency) => agency.within(async (unit) => {
  const state = valueOf((await findCaseState(unit, childId))!);
  return [state.consents.get('sharing')?.answer, state.consents.get('photo')?.answer];
});
const told = (agency: Agency) => agency.within(async (unit) =>
  valueOf(await operationsOf(unit.node, unit.transaction, childId)).filter(({ kind, node }) => kind === 'case.consent-withdrawn-there' && node === agency.nodeId).map(({ body }) => body));
const sentTo = (agency: Agency) => agency.within(async ({ transaction }) =>
  (await sql<{ peer: string }>`select distinct peer from federation.sent where type = 'CONSENT' order by peer`.execute(transaction)).rows.map(({ peer }) => peer));

beforeAll(async () => {
  corridor = await createSmallCorridor(['Primera', 'Segunda', 'Tercera']);
  [first, second, third] = corridor.agencies as [Agency, Agency, Agency];
  childId = await corridor.receiveChild(first, { birth: { precision: 'year', year: 2010 } });
  await done(first, consent, { childId, consent: granted });
  await corridor.handOver(first, second, [childId]);
  await corridor.handOver(second, third, [childId]);
}, 120_000);
afterAll(() => corridor.close());

test('a withdrawal goes the way the child went, over a line that loses, doubles and delays, and is recorded once at each', async () => {
  expect([await consents(first), await consents(second), await consents(third)]).toEqual([['granted', 'granted'], ['granted', 'granted'], ['granted', 'granted']]);
  await done(third, withdraw, { childId, purposes: ['sharing'], by: 'child' });
  await corridor.overBadLine(second);
  expect([await consents(first), await consents(second), await consents(third)]).toEqual([['withdrawn', 'granted'], ['withdrawn', 'granted'], ['withdrawn', 'granted']]);
  expect(await told(first)).toEqual([{ purposes: ['sharing'], at: expect.any(String), toldBy: second.nodeId }]);
  expect(await told(second)).toEqual([{ purposes: ['sharing'], at: expect.any(String), toldBy: third.nodeId }]);
  expect(await told(third)).toEqual([]);
  // nobody hears of more than the next stop, also not by her file
  expect(operationShapes['case.consent-withdrawn-there']).toBe('local');
  expect([await sentTo(first), await sentTo(second), await sentTo(third)]).toEqual([[], [first.nodeId], [second.nodeId]]);
});

test('who never gave or had the child cannot speak of her consent, and what is granted anew stays', async () => {
  await corridor.pass(1);
  const again = await corridor.receiveChild(first, { birth: { precision: 'year', year: 2009 } });
  await done(first, consent, { childId: again, consent: granted });
  await corridor.handOver(first, second, [again]);
  await done(second, withdraw, { childId: again, purposes: ['photo'], by: 'child' });
  corridor.wire.part(first.address, second.address);
  await corridor.settle(1);
  // the one who has her asks again before the other has heard of the withdrawal
  await corridor.pass(1);
  await done(second, consent, { childId: again, consent: granted });
  corridor.wire.heal();
  await corridor.pass(7);
  const answerAt = (agency: Agency) => agency.within(async (unit) => valueOf((await findCaseState(unit, again))!).consents.get('photo')?.answer);
  expect(await answerAt(first)).toBe('withdrawn');
  expect(await answerAt(second)).toBe('granted');
  // told by her neighbour of a withdrawal of before, and by one who never had her of one of now
  const [before, now] = [addHours(corridor.clock.now(), -12), corridor.clock.now()];
  const words = (at: string) => ({ typ: 'CONSENT', body: { cid: again, change: 'withdrawn', purposes: ['photo'], at } });
  expect(await speak(first, second, words(before))).toEqual({ status: 200 });
  expect(await speak(third, second, words(now))).toEqual({ status: 200 });
  expect(await answerAt(second)).toBe('granted');
  expect(await second.within(async ({ transaction }) => (await sql`select peer, type from federation.inbox join federation.parked using (mid)`.execute(transaction)).rows)).toEqual([{ peer: third.nodeId, type: 'CONSENT' }]);
  expect(await speak(first, second, words(now))).toEqual({ status: 200 });
  expect(await answerAt(second)).toBe('withdrawn');
});

test('an agency that only gave a service is told too, once, and its referral shows it; a referral of after stays as it is', async () => {
  const here = await corridor.receiveChild(second, { birth: { precision: 'year', year: 2011 } });
  await done(second, consent, { childId: here, consent: granted });
  const referTo = () => done<{ referralId: Uuid }>(second, refer, { childId: here, to: third.nodeId, service: 'psychosocial', urgency: 'planned', reason: 'Necesita hablar' });
  const { referralId } = await referTo();
  await corridor.settle(2);
  await done(third, answerReferral, { referralId, answer: 'declined' });
  await corridor.pass(1);
  await done(second, withdraw, { childId: here, purposes: ['sharing'], by: 'child' });
  corridor.wire.faults = badLine;
  for (let hour = 0; hour < 8; hour++) {
    await corridor.pass(2);
    await corridor.wire.release();
  }
  corridor.wire.faults = noFaults;
  await corridor.pass(7);
  const shown = (id: Uuid) => third.within(async (unit) => (await findReferral(unit, id))!.consentWithdrawnAt);
  expect(await shown(referralId)).toEqual(expect.any(String));
  const kinds = await third.within(async (unit) => valueOf(await operationsOf(unit.node, unit.transaction, here)).map(({ kind }) => kind));
  expect(kinds.filter((kind) => kind === 'handover.referral-consent-withdrawn')).toHaveLength(1);
  // she has no file there, and none comes of it
  expect(await third.within((unit) => findCaseState(unit, here))).toBeNull();
  await done(second, consent, { childId: here, consent: granted });
  const again = await referTo();
  await corridor.settle(2);
  expect(await shown(again.referralId)).toBeNull();
  // the first never had to do with her
  expect(await speak(first, third, { typ: 'CONSENT', body: { cid: here, change: 'withdrawn', purposes: ['sharing'], at: corridor.clock.now() } })).toEqual({ status: 200 });
  expect(await shown(again.referralId)).toBeNull();
});

test('all of it comes out of the log again', () => expectRebuilt(corridor.agencies, ['case.consent_withdrawal', 'handover.referral']));
