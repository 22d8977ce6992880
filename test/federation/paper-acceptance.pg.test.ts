import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { accept, alarms, checkPaper, decline, deliver, enterPaper, settleEnding } from '#rooms/handover/index.ts';
import { read as readPaper } from '#rooms/handover/service/paper-acceptance.ts';
import { custody, view } from '#rooms/handover/service/views.ts';
import type { Alarm, CustodyView, HandoverView } from '#rooms/handover/schema.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, someDelivery, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';

/* Somebody signed on paper, far from any network. The paper is kept, checked by two, and told; custody waits for the node's signature. */

let corridor: SmallCorridor;
let border: Agency;
let house: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Frontera', 'Casa']);
  [border, house] = corridor.agencies as [Agency, Agency];
});
afterAll(() => corridor.close());

const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n').toString('base64');
const paper = (handoverId: Uuid, more: Record<string, unknown> = {}) => ({
  handoverId, signedBy: 'Luz Marina Ovalle', role: 'Trabajo social', signedAt: corridor.clock.now(), place: 'Puente Rodolfo Robles', bytes: pdf, ...more,
});
const worker = (agency: Agency) => agency.workerWith(['case_worker']);
const second = (agency: Agency) => agency.workerWith(['coordinator']);
const viewAt = (agency: Agency, handoverId: Uuid) => done<HandoverView>(agency, view, { handoverId });
const pendingAt = async (agency: Agency, childId: ChildId) => (await done<CustodyView>(agency, custody, { childId })).pending[0];
const alarmsAt = async (agency: Agency, handoverId: Uuid) => (await done<{ items: Alarm[] }>(agency, alarms, {})).items.filter((alarm) => alarm.handoverId === handoverId).map(({ kind }) => kind);
async function onPaper(): Promise<{ childId: ChildId; handoverId: Uuid; paperId: Uuid }> {
  const childId = await corridor.receiveChild(border);
  const handoverId = await corridor.offerTo(border, house, [childId]);
  const { paperId } = await done<{ paperId: Uuid }>(border, enterPaper, paper(handoverId), worker(border));
  await done(border, checkPaper, { handoverId, paperId, isRight: true }, second(border));
  return { childId, handoverId, paperId };
}

test('what was signed on paper counts when a second person has checked it, is told to the other node, and moves nothing', async () => {
  const childId = await corridor.receiveChild(border);
  const handoverId = await corridor.offerTo(border, house, [childId]);
  const clerk = worker(border);
  const { paperId } = await done<{ paperId: Uuid }>(border, enterPaper, paper(handoverId), clerk);
  expect(await pendingAt(border, childId)).toMatchObject({ status: 'offered', isOnPaper: false });
  expect(await border.run(checkPaper as never, { handoverId, paperId, isRight: true }, { ...clerk, roles: ['coordinator'] })).toMatchObject({ problem: { code: 'not-allowed', details: { reason: 'second-person' } } });
  expect(await border.run(checkPaper as never, { handoverId, paperId, isRight: true }, clerk)).toMatchObject({ problem: { code: 'not-allowed' } });
  await done(border, checkPaper, { handoverId, paperId, isRight: true }, second(border));
  expect(await pendingAt(border, childId)).toMatchObject({ status: 'offered', isOnPaper: true });
  expect(await custodyRow(border, childId)).toMatchObject({ status: 'hold', epoch: 0 });
  await corridor.settle(2);
  const [told] = (await viewAt(house, handoverId)).papers;
  expect(told).toMatchObject({ paperId, side: 'there', status: 'checked', signedBy: 'Luz Marina Ovalle', place: 'Puente Rodolfo Robles' });
  const kept = await done<{ mediaType: string; bytes: string }>(border, readPaper, { handoverId, paperId });
  expect(kept).toMatchObject({ mediaType: 'application/pdf', bytes: pdf });
  expect(await house.run(readPaper as never, { handoverId, paperId })).toMatchObject({ problem: { code: 'not-found' } });
  // sealed: neither name nor place in the clear
  const { rows } = await border.within(({ transaction }) => sql<{ row: string }>`select to_jsonb(p)::text as row from handover.paper_acceptance p`.execute(transaction));
  expect(JSON.stringify(rows)).not.toMatch(/Ovalle|Robles/);
});

test('the offer does not expire meanwhile; the node signs later, and both agree', async () => {
  const { childId, handoverId } = await onPaper();
  await corridor.settle(1);
  await corridor.pass(130);
  expect((await viewAt(border, handoverId)).status).toBe('offered');
  expect(await alarmsAt(border, handoverId)).toContain('paper');
  expect(await alarmsAt(house, handoverId)).toContain('paper');
  await done(house, accept, { handoverId, plan: somePlan, teamId: house.team });
  await corridor.settle(2);
  expect(await alarmsAt(border, handoverId)).not.toContain('paper');
  expect((await viewAt(border, handoverId))).toMatchObject({ status: 'agreed', papers: [{ status: 'checked' }] });
  await done(border, deliver, { handoverId, delivery: someDelivery(corridor.clock.now()) });
  await corridor.settle();
  expect(await custodyRow(house, childId)).toMatchObject({ status: 'hold', epoch: 1 });
});

test('a node that says no against its own paper raises the alarm until somebody says what follows; custody never moved', async () => {
  const { childId, handoverId } = await onPaper();
  await corridor.settle(1);
  await done(house, decline, { handoverId, reason: 'no_capacity' });
  await corridor.settle(2);
  expect(await alarmsAt(border, handoverId)).toContain('paper_refused');
  expect(await custodyRow(border, childId)).toMatchObject({ status: 'hold', epoch: 0 });
  await done(border, settleEnding, { handoverId, decision: 'stays_here' });
  expect(await alarmsAt(border, handoverId)).not.toContain('paper_refused');
});

test('the receiver may enter its own paper, and answers by its node as ever', async () => {
  const childId = await corridor.receiveChild(border);
  const handoverId = await corridor.offerTo(border, house, [childId]);
  await corridor.settle(1);
  const { paperId } = await done<{ paperId: Uuid }>(house, enterPaper, paper(handoverId), worker(house));
  await done(house, checkPaper, { handoverId, paperId, isRight: true }, second(house));
  await corridor.settle(2);
  expect(await pendingAt(border, childId)).toMatchObject({ isOnPaper: true });
  expect((await viewAt(border, handoverId)).papers).toMatchObject([{ side: 'there', paperId }]);
});

test('a paper that does not say so counts nothing, and another may be entered; bad input and strangers are refused', async () => {
  const childId = await corridor.receiveChild(border);
  const handoverId = await corridor.offerTo(border, house, [childId]);
  const wrong = await done<{ paperId: Uuid }>(border, enterPaper, paper(handoverId), worker(border));
  expect(await border.run(enterPaper as never, paper(handoverId), worker(border))).toMatchObject({ problem: { code: 'already-done' } });
  await done(border, checkPaper, { handoverId, paperId: wrong.paperId, isRight: false }, second(border));
  expect(await pendingAt(border, childId)).toMatchObject({ isOnPaper: false });
  expect(await border.run(enterPaper as never, paper(handoverId, { bytes: Buffer.from('just words, no picture').toString('base64') }))).toMatchObject({ problem: { code: 'unsupported-media' } });
  expect(await border.run(enterPaper as never, paper(handoverId, { signedAt: '2030-01-01T00:00:00.000Z' }))).toMatchObject({ problem: { code: 'input-invalid' } });
  expect(await border.run(enterPaper as never, paper(handoverId), border.workerWith(['case_worker'], { teamIds: [border.otherTeam] }))).toMatchObject({ problem: { code: 'not-found' } });
  expect(await border.run(enterPaper as never, paper(handoverId), border.workerWith(['monitoring_officer']))).toMatchObject({ problem: { code: 'not-allowed' } });
  const again = await done<{ paperId: Uuid }>(border, enterPaper, paper(handoverId), worker(border));
  expect(again.paperId).not.toBe(wrong.paperId);
  const files = await border.within(({ transaction }) => sql<{ count: number }>`select count(*)::int as count from handover.paper_acceptance where handover_id = ${handoverId}`.execute(transaction));
  expect(files.rows[0]!.count).toBe(2);
});

test('all of it comes out of the log again', () => expectRebuilt(corridor.agencies, ['handover.paper_acceptance']));
