import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { observe } from '#rooms/person/index.ts';
import { accept, decline, deliver, offer, offerPart, settleEnding } from '#rooms/handover/index.ts';
import { list, view } from '#rooms/handover/service/views.ts';
import type { HandoverItem, HandoverView } from '#rooms/handover/schema.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, someDelivery, someOverride, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';

let corridor: SmallCorridor;
let sender: Agency;
let first: Agency;
let second: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Envia', 'Primera', 'Segunda']);
  [sender, first, second] = corridor.agencies as [Agency, Agency, Agency];
});
afterAll(() => corridor.close());

const handoversAt = async (agency: Agency, childId: ChildId): Promise<HandoverItem[]> =>
  (await done<{ items: HandoverItem[] }>(agency, list, {})).items.filter(({ children }) => children.some((child) => child.childId === childId));

async function siblings(count: number): Promise<ChildId[]> {
  const childIds: ChildId[] = [];
  for (let index = 0; index < count; index++) childIds.push(await corridor.receiveChild(sender, { givenNames: `Hermana ${index}` }));
  for (const childId of childIds) {
    const links = childIds.filter((other) => other !== childId).map((other) => ({ childId: other, relation: 'sibling' }));
    await done(sender, observe, { childId, source: 'child', fields: { siblings: links } });
  }
  return childIds;
}

test('who does not answer in time is followed by the next in order, with a deadline and terms of its own', async () => {
  const childId = await corridor.receiveChild(sender);
  const handoverId = await corridor.offerTo(sender, first, [childId], { thenTo: [second.nodeId], answerHours: { [first.nodeId]: 6, [second.nodeId]: 12 } });
  await corridor.pass(5);
  expect(await handoversAt(second, childId)).toEqual([]);
  await corridor.pass(2);
  const [next] = await handoversAt(second, childId);
  expect(next).toMatchObject({ status: 'proposed', direction: 'incoming', urgency: 'planned' });
  const terms = (await done<HandoverView>(second, view, { handoverId: next!.handoverId })).terms!;
  expect(Date.parse(terms.decideBy) - corridor.clock.milliseconds()).toBe(12 * 3_600_000);
  expect(terms).toMatchObject({ plan: somePlan, reason: 'care' });
  expect((await handoversAt(first, childId)).map(({ status }) => status)).toEqual(['withdrawn']);
  // the late answer of the first binds nobody
  expect(await first.run(accept as never, { handoverId, plan: somePlan, teamId: first.team })).toMatchObject({ problem: { code: 'handover-not-open' } });
  await done(second, accept, { handoverId: next!.handoverId, plan: somePlan, teamId: second.team });
  await corridor.settle();
  await done(sender, deliver, { handoverId: next!.handoverId, delivery: someDelivery(corridor.clock.now()) });
  await corridor.settle();
  expect(await custodyRow(second, childId)).toMatchObject({ status: 'hold', epoch: 1 });
});

test('a receiver without an agreement is passed over; when nobody is left, the offer stays open to a decision', async () => {
  const childId = await corridor.receiveChild(sender);
  const handoverId = await corridor.offerTo(sender, first, [childId], { thenTo: ['n_aaaaaaaaaaaaaaaaaaaaaaaaaa', second.nodeId] });
  await corridor.settle();
  await done(first, decline, { handoverId, reason: 'no_capacity' });
  await corridor.pass(1);
  const [next] = await handoversAt(second, childId);
  expect(next).toMatchObject({ status: 'proposed' });
  await done(second, decline, { handoverId: next!.handoverId, reason: 'not_mandate' });
  await corridor.pass(1);
  expect((await handoversAt(sender, childId)).filter(({ isOpen }) => isOpen)).toEqual([]);
  expect(await custodyRow(sender, childId)).toMatchObject({ status: 'hold', epoch: 0 });
  await done(sender, settleEnding, { handoverId: next!.handoverId, decision: 'stays_here' });
  expect(await sender.run(settleEnding as never, { handoverId: next!.handoverId, decision: 'gone' })).toMatchObject({ problem: { code: 'input-invalid' } });
});

test('siblings leave together, in one handover or with the decision that lets them part', async () => {
  const [older, younger] = await siblings(2) as [ChildId, ChildId];
  const wanted = { childIds: [older], to: first.nodeId, reason: 'care', urgency: 'planned', plan: somePlan, ...someOverride };
  expect(await sender.run(offer as never, wanted)).toMatchObject({ problem: { code: 'siblings-apart', details: { staying: 1 } } });
  const { handoverId } = await done<{ handoverId: Uuid }>(sender, offer, { ...wanted, splitDecision: 'DIS-2026-0042' });
  await corridor.settle();
  expect((await done<HandoverView>(first, view, { handoverId })).terms).toMatchObject({ splitDecision: 'DIS-2026-0042', keepTogether: false });
  expect(await custodyRow(sender, younger)).toMatchObject({ status: 'hold' });
});

test('a group moves as a whole: all hold here, or all there', async () => {
  const group = await siblings(3);
  await corridor.handOver(sender, first, group);
  for (const childId of group) {
    expect(await custodyRow(first, childId)).toMatchObject({ status: 'hold', epoch: 1 });
    expect(await custodyRow(sender, childId)).toMatchObject({ status: 'past', pointer: first.nodeId });
  }
});

test('a receiver that can take only some says whom; one step offers her those', async () => {
  const [one, two] = [await corridor.receiveChild(sender), await corridor.receiveChild(sender)];
  const handoverId = await corridor.offerTo(sender, first, [one, two]);
  await corridor.settle();
  await done(first, decline, { handoverId, reason: 'no_capacity', canTake: [two] });
  await corridor.settle();
  expect(await custodyRow(sender, two)).toMatchObject({ status: 'hold', epoch: 0 });
  const part = await done<{ handoverId: Uuid }>(sender, offerPart, { handoverId });
  await corridor.settle();
  const offered = await done<HandoverView>(first, view, { handoverId: part.handoverId });
  expect(offered.children.map(({ childId }) => childId)).toEqual([two]);
  expect(offered.terms).toMatchObject({ reason: 'care', plan: somePlan });
  expect(await sender.run(offerPart as never, { handoverId: part.handoverId })).toMatchObject({ problem: { code: 'not-found' } });
});

test('a counter-proposal that would part siblings needs the decision, too', async () => {
  const [one, two] = await siblings(2) as [ChildId, ChildId];
  const handoverId = await corridor.offerTo(sender, first, [one, two]);
  await corridor.settle();
  await done(first, decline, { handoverId, reason: 'no_capacity', canTake: [one] });
  await corridor.settle();
  expect(await sender.run(offerPart as never, { handoverId })).toMatchObject({ problem: { code: 'siblings-apart' } });
  await done(sender, offerPart, { handoverId, splitDecision: 'DIS-7' });
  const consular = sender.workerWith(['consular_officer']);
  expect(await sender.run(offerPart as never, { handoverId }, consular)).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await custodyRow(sender, two)).toMatchObject({ status: 'hold' });
});
