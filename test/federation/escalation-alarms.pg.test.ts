import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId } from '#kernel/identifier.ts';
import { accept, alarms, decline, deliver, reportEvent, settleEnding } from '#rooms/handover/index.ts';
import type { Alarm } from '#rooms/handover/schema.ts';
import type { Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, someDelivery, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';

let corridor: SmallCorridor;
let sender: Agency;
let receiver: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Envia', 'Recibe']);
  [sender, receiver] = corridor.agencies as [Agency, Agency];
});
afterAll(() => corridor.close());

const kindsAt = async (agency: Agency): Promise<string[]> => (await done<{ items: Alarm[] }>(agency, alarms, {})).items.map(({ kind }) => kind);
const oneChild = async (): Promise<[ChildId]> => [await corridor.receiveChild(sender)];

test('each step that stands still raises its alarm at the right agency, and the next step ends it', async () => {
  const group = await oneChild();
  const handoverId = await corridor.offerTo(sender, receiver, group);
  await corridor.pass(59);
  expect(await kindsAt(sender)).toEqual([]);
  await corridor.pass(2);
  expect((await done<{ items: Alarm[] }>(sender, alarms, {})).items).toMatchObject([{ kind: 'answer', handoverId, call: { nodeId: receiver.nodeId, dutyPhone: '+529620000000' } }]);
  await done(receiver, accept, { handoverId, plan: somePlan, teamId: receiver.team });
  await corridor.settle();
  expect(await kindsAt(sender)).toEqual([]);
  await corridor.pass(25);
  expect(await kindsAt(sender)).toEqual(['commit']);
  corridor.wire.part(sender.address, receiver.address);
  await done(sender, deliver, { handoverId, delivery: someDelivery(corridor.clock.now()) });
  await corridor.settle(1);
  await corridor.pass(25);
  expect((await kindsAt(sender)).toSorted()).toEqual(['acknowledge', 'receipt']);
  corridor.wire.heal();
  await corridor.pass(7);
  await corridor.settle();
  expect(await kindsAt(sender)).toEqual([]);
  await corridor.pass(73);
  expect(await kindsAt(receiver)).toEqual(['first_contact']);
});

test('an offer that nobody took stays in the alarms until somebody decides', async () => {
  const group = await oneChild();
  const handoverId = await corridor.offerTo(sender, receiver, group);
  await corridor.settle();
  await done(receiver, decline, { handoverId, reason: 'no_capacity' });
  await corridor.settle();
  expect(await kindsAt(sender)).toEqual(['nobody_left']);
  await done(sender, settleEnding, { handoverId, decision: 'stays_here' });
  expect(await kindsAt(sender)).toEqual([]);
});

test('lost contact is an alarm until a search is open', async () => {
  const [childId] = await oneChild();
  await done(sender, reportEvent, { childId, contact: 'taken', at: corridor.clock.now(), source: 'family' });
  expect(await kindsAt(sender)).toEqual(['search']);
  await corridor.pass(25);
  expect(await kindsAt(sender)).toEqual([]);
});

test('all of it comes out of the log again', () => expectRebuilt(corridor.agencies, ['handover.settled_ending']));
