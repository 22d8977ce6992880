import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Result } from '#kernel/result.ts';
import { firstBrokenLink } from '#platform/ledger/verify.ts';
import { accept, decline, deliver, offer, withdraw } from '#rooms/handover/index.ts';
import { custodyRow, type Agency, type OldMachine } from '#test/support/agency.ts';
import { createSmallCorridor, done, someDelivery, someOverride, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';

/*
 * Split brain: two processes of one node on one database, both driven at once over connections of their own. The database decides:
 * whatever both try, each step is taken once, and one agency is responsible for each child.
 */

let corridor: SmallCorridor;
let north: Agency;
let south: Agency;
let east: Agency;
let twins: { readonly north: OldMachine; readonly south: OldMachine };
beforeAll(async () => {
  corridor = await createSmallCorridor(['Norte', 'Sur', 'Este']);
  [north, south, east] = corridor.agencies as [Agency, Agency, Agency];
  twins = { north: north.startTwin(), south: south.startTwin() };
});
afterAll(async () => {
  await twins.north.end();
  await twins.south.end();
  await corridor.close();
});

const both = (one: Agency, twin: OldMachine, verb: unknown, input: unknown, other: unknown = input) =>
  Promise.all([one.run(verb as never, input), twin.run(verb as never, other)]);
const succeeded = (answers: readonly Result<unknown>[]) => answers.filter(({ ok }) => ok).length;
const late = ['handover-not-open', 'child-not-held', 'not-found'];
const codesOf = (answers: readonly Result<unknown>[]) => answers.flatMap((answer) => (answer.ok ? [] : [answer.problem.code]));
const holders = async (childId: ChildId) => (await Promise.all(corridor.agencies.map(async (agency) => ((await custodyRow(agency, childId))?.status === 'hold' ? agency.name : null)))).filter(Boolean);
/** All couriers of all processes at once. */
async function allAtOnce(rounds = 3): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await Promise.all([north, south, east, twins.north, twins.south].map(({ federation }) => federation.courier.round()));
    for (const agency of corridor.agencies) await agency.quiet();
  }
}

test('an offer is accepted once, a delivery made once, a child taken once, whichever process is faster', async () => {
  const childId = await corridor.receiveChild(north);
  const offered = await both(north, twins.north, offer, { childIds: [childId], to: south.nodeId, reason: 'care', urgency: 'planned', plan: somePlan, ...someOverride });
  expect(succeeded(offered)).toBe(1);
  expect(codesOf(offered)).toEqual(['child-in-handover']);
  const handoverId = offered.find(({ ok }) => ok)! as { value: { handoverId: Uuid } };
  const id = handoverId.value.handoverId;
  await allAtOnce();
  const accepted = await both(south, twins.south, accept, { handoverId: id, plan: somePlan, teamId: south.team });
  expect(succeeded(accepted)).toBe(1);
  expect(late).toEqual(expect.arrayContaining(codesOf(accepted)));
  await allAtOnce();
  const delivered = await both(north, twins.north, deliver, { handoverId: id, delivery: someDelivery(corridor.clock.now()) });
  expect(succeeded(delivered)).toBe(1);
  expect(late).toEqual(expect.arrayContaining(codesOf(delivered)));
  await allAtOnce();
  expect(await holders(childId)).toEqual(['Sur']);
  expect(await custodyRow(south, childId)).toMatchObject({ epoch: 1 });
});

test('opposite acts of the two processes never both count', async () => {
  for (let attempt = 0; attempt < 3; attempt++) {
    const childId = await corridor.receiveChild(north);
    const id = await corridor.offerTo(north, south, [childId]);
    await corridor.settle(1);
    const answered = await Promise.all([south.run(accept as never, { handoverId: id, plan: somePlan, teamId: south.team }), twins.south.run(decline as never, { handoverId: id, reason: 'no_capacity' })]);
    expect(succeeded(answered)).toBe(1);
    await corridor.settle(1);
    if (!answered[0].ok) continue;
    const ended = await Promise.all([north.run(deliver as never, { handoverId: id, delivery: someDelivery(corridor.clock.now()) }), twins.north.run(withdraw as never, { handoverId: id })]);
    expect(succeeded(ended)).toBe(1);
    await allAtOnce(2);
    expect(await holders(childId)).toEqual([ended[0].ok ? 'Sur' : 'Norte']);
  }
});

test('one child offered to two agencies by two processes is delivered to one', async () => {
  const childId = await corridor.receiveChild(north);
  const terms = { childIds: [childId], reason: 'care', urgency: 'planned', plan: somePlan, isParallel: true, ...someOverride };
  const offered = await both(north, twins.north, offer, { ...terms, to: south.nodeId }, { ...terms, to: east.nodeId });
  expect(succeeded(offered)).toBe(2);
  const [toSouth, toEast] = offered.map((answer) => (answer as { value: { handoverId: Uuid } }).value.handoverId) as [Uuid, Uuid];
  await corridor.settle(1);
  await done(south, accept, { handoverId: toSouth, plan: somePlan, teamId: south.team });
  await done(east, accept, { handoverId: toEast, plan: somePlan, teamId: east.team });
  await corridor.settle(1);
  const delivery = someDelivery(corridor.clock.now());
  const delivered = await both(north, twins.north, deliver, { handoverId: toSouth, delivery }, { handoverId: toEast, delivery });
  expect(succeeded(delivered)).toBe(1);
  await allAtOnce();
  expect(await holders(childId)).toEqual([delivered[0].ok ? 'Sur' : 'Este']);
});

test('what both wrote is one unbroken log, and no child ever had two custodians at one instant', async () => {
  for (const agency of corridor.agencies) {
    expect(await agency.within(({ transaction }) => firstBrokenLink(transaction))).toBeNull();
    const { rows } = await agency.within(({ transaction }) => sql<{ count: number }>`select count(*)::int as count from handover.tenure a join handover.tenure b on a.child_id = b.child_id and a.epoch < b.epoch and a.during && b.during`.execute(transaction));
    expect(rows[0]!.count).toBe(0);
  }
});
