import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { setUrgency } from '#rooms/case/index.ts';
import { accept, closing, deliver, giveBack, offer } from '#rooms/handover/index.ts';
import { custody } from '#rooms/handover/service/views.ts';
import type { CustodyView } from '#rooms/handover/schema.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, someDelivery, someOverride, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';

let corridor: SmallCorridor;
let first: Agency;
let second: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Primera', 'Segunda']);
  [first, second] = corridor.agencies as [Agency, Agency];
});
afterAll(() => corridor.close());

const view = (agency: Agency, childId: ChildId) => done<CustodyView>(agency, custody, { childId });
const kindsOf = (agency: Agency, childId: ChildId) => agency.within(async ({ transaction }) => (await sql<{ kind: string }>`select kind from platform.operation where child_id = ${childId}`.execute(transaction)).rows.map(({ kind }) => kind));
/** A child about whom nothing is urgent any more. */
async function calmChild(): Promise<ChildId> {
  const childId = await corridor.receiveChild(first);
  await done(first, setUrgency, { childId, urgency: 'low', reason: 'Con su tía' });
  return childId;
}
const summary = 'Vive con su tía en Tapachula';

test('siblings go back together to the agency that had them, in one step', async () => {
  const group = [await corridor.receiveChild(first), await corridor.receiveChild(first)];
  await corridor.handOver(first, second, group);
  expect((await view(second, group[0]!)).previous).toMatchObject({ nodeId: first.nodeId });
  const returning = { childId: group[0], reason: 'care', urgency: 'planned', ...someOverride };
  expect(await second.run(giveBack as never, returning, second.workerWith(['lawyer']))).toMatchObject({ problem: { code: 'not-allowed' } });
  const { handoverId } = await done<{ handoverId: Uuid }>(second, giveBack, returning);
  await corridor.settle();
  await done(first, accept, { handoverId, plan: somePlan, teamId: first.team });
  await corridor.settle();
  await done(second, deliver, { handoverId, delivery: someDelivery(corridor.clock.now()) });
  await corridor.settle();
  for (const childId of group) expect(await custodyRow(first, childId)).toMatchObject({ status: 'hold', epoch: 2 });
  expect(await kindsOf(second, group[1]!)).toContain('handover.released');
  // the agency that registered her has nobody to return her to but the one that gave her back
  expect(await first.run(giveBack as never, { ...returning, childId: await corridor.receiveChild(first) })).toMatchObject({ problem: { code: 'not-found' } });
});

test('responsibility ends only with a successor or a reason, and when somebody else approves', async () => {
  const childId = await calmChild();
  const propose = { childId, reason: 'reunified_and_monitored', summary, successor: { kind: 'family', name: 'Juana Prueba' } };
  expect(await first.run(closing.propose as never, { ...propose, successor: undefined, noSuccessor: 'not_needed' })).toMatchObject({ problem: { code: 'input-invalid' } });
  expect(await second.run(closing.propose as never, propose)).toMatchObject({ problem: { code: 'not-found' } });
  expect(await done(first, closing.propose, propose)).toEqual({ status: 'proposed' });
  expect(await first.run(closing.propose as never, propose)).toMatchObject({ problem: { code: 'already-done' } });
  expect(await custodyRow(first, childId)).toMatchObject({ closed: false });
  expect((await view(first, childId)).closing).toMatchObject({ status: 'proposed', successor: { name: 'Juana Prueba' }, isOwn: true });
  expect(await first.run(closing.answer as never, { childId, isApproved: true }, first.workerWith(['case_worker']))).toMatchObject({ problem: { code: 'not-allowed' } });

  const supervisor = first.workerWith(['supervisor']);
  expect(await done(first, closing.answer, { childId, isApproved: true }, supervisor)).toEqual({ status: 'closed' });
  expect(await custodyRow(first, childId)).toMatchObject({ status: 'hold', closed: true });
  expect(await kindsOf(first, childId)).toEqual(expect.arrayContaining(['handover.closing-proposed', 'handover.closing-moved', 'case.closed']));
  await corridor.settle();
  expect(await kindsOf(first, childId)).toContain('handover.block-signed');
  expect(await first.run(offer as never, { childIds: [childId], to: second.nodeId, reason: 'care', urgency: 'planned', plan: somePlan, ...someOverride })).toMatchObject({ problem: { code: 'child-closed' } });

  expect(await first.run(closing.propose as never, { ...propose, childId: await corridor.receiveChild(first) })).toMatchObject({ problem: { code: 'risk-open' } });
  await done(first, closing.reopen, { childId, reason: 'Volvió a pedir ayuda' });
  expect(await custodyRow(first, childId)).toMatchObject({ closed: false });
  expect(await first.run(closing.reopen as never, { childId, reason: 'otra vez' })).toMatchObject({ problem: { code: 'state-changed' } });
});

test('nobody approves what she proposed herself, and a refusal leaves everything as it was', async () => {
  const childId = await calmChild();
  const supervisor = first.workerWith(['supervisor']);
  await done(first, closing.propose, { childId, reason: 'goals_met', summary, noSuccessor: 'not_needed' }, supervisor);
  expect(await first.run(closing.answer as never, { childId, isApproved: true }, supervisor)).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await done(first, closing.answer, { childId, isApproved: false, note: 'Falta visita' }, first.workerWith(['coordinator']))).toEqual({ status: 'declined' });
  expect(await custodyRow(first, childId)).toMatchObject({ closed: false });
  expect(await first.run(closing.answer as never, { childId, isApproved: true }, first.workerWith(['coordinator']))).toMatchObject({ problem: { code: 'not-found' } });
});

test('all of it comes out of the log again', () => expectRebuilt(corridor.agencies, ['handover.closing', 'handover.last_block']));
