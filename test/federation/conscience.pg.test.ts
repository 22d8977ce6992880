import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { ChildId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { accept, decideTracking } from '#rooms/handover/index.ts';
import type { Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';

/* Faults are planted by hand into the tables, as no rule of custody/1 would ever write them: the daily comparison must see each. */

let corridor: SmallCorridor;
let north: Agency;
let south: Agency;
let far: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Norte', 'Sur', 'Lejos']);
  [north, south, far] = corridor.agencies as [Agency, Agency, Agency];
});
afterAll(() => corridor.close());

const view = async (agency: Agency, caller = agency.worker) => agency.federation.routes.find(({ endpoint }) => endpoint.path === '/api/federation/conscience')!.verb.run(agency.services, caller, {});
type Seen = { alarms: { kind: string; childId: ChildId; peer: { name: string } | null }[]; peers: { name: string; answeredAt: string | null; children: number }[] };
const look = async (agency: Agency): Promise<number> => {
  const { verb } = agency.federation.routes.find(({ endpoint }) => endpoint.path === '/api/federation/conscience/look')!;
  return (valueOf(await verb.run(agency.services, agency.worker, {})) as { raised: number }).raised;
};
const alarmsOf = async (agency: Agency, childId: ChildId) => (valueOf(await view(agency)) as Seen).alarms.filter((alarm) => alarm.childId === childId).map(({ kind, peer }) => `${kind} ${peer?.name ?? 'own'}`);
const plant = (agency: Agency, childId: ChildId, change: Record<string, unknown>) => agency.within(async ({ transaction }) => {
  for (const [column, value] of Object.entries(change)) await sql`update handover.custody set ${sql.ref(column)} = ${value} where child_id = ${childId}`.execute(transaction);
});
async function handedOver(): Promise<ChildId> {
  const childId = await corridor.receiveChild(north);
  await corridor.handOver(north, south, [childId]);
  corridor.clock.advanceHours(72);
  await corridor.settle(2);
  return childId;
}

test('where all is well nothing is raised, and it is said how many were compared', async () => {
  await handedOver();
  for (const agency of corridor.agencies) expect(await look(agency)).toBe(0);
  const { alarms, peers } = valueOf(await view(north)) as Seen;
  expect(alarms).toEqual([]);
  expect(peers.find(({ name }) => name === 'Sur')).toMatchObject({ children: 1, answeredAt: corridor.clock.now() });
});

test('two custodians are noticed by both, and settled when it is put right', async () => {
  const childId = await handedOver();
  await plant(north, childId, { status: 'hold', pointer: north.nodeId });
  expect([await look(north), await look(south)]).toEqual([1, 1]);
  expect([await alarmsOf(north, childId), await alarmsOf(south, childId)]).toEqual([['two-custodians Sur'], ['two-custodians Norte']]);
  corridor.clock.advanceHours(1);
  expect(await look(north)).toBe(0);
  await plant(north, childId, { status: 'past', pointer: south.nodeId });
  corridor.clock.advanceHours(1);
  await look(north);
  expect(await alarmsOf(north, childId)).toEqual([]);
});

test('nobody, a pointer to who has forgotten, a pointer to a stranger, and two chains are noticed', async () => {
  const [nobody, forgotten, lost, forked] = [await handedOver(), await handedOver(), await handedOver(), await handedOver()];
  await plant(south, nobody, { status: 'past', pointer: north.nodeId });
  await south.within(({ transaction }) => sql`delete from handover.custody where child_id = ${forgotten}`.execute(transaction));
  await plant(north, lost, { pointer: 'n_aaaaaaaaaaaaaaaaaaaaaaaaaa' });
  await south.within(({ transaction }) => sql`update handover.chain_link set block_hash = ${'x'.repeat(43)} where child_id = ${forked} and epoch = 1`.execute(transaction));
  expect(await look(north)).toBe(4);
  expect(await Promise.all([nobody, forgotten, lost, forked].map((childId) => alarmsOf(north, childId)))).toEqual([['no-custodian Sur'], ['dead-pointer Sur'], ['dead-pointer own'], ['chains-differ Sur']]);
});

test('an offer past its time and a standby past its limit are noticed; a handover that is under way is none', async () => {
  const [late, waiting] = [await corridor.receiveChild(north), await corridor.receiveChild(north)];
  await corridor.offerTo(north, far, [late]);
  const handoverId = await corridor.offerTo(north, far, [waiting]);
  await corridor.settle();
  await done(far, accept, { handoverId, plan: somePlan, teamId: far.team });
  await corridor.settle();
  await look(north);
  expect([await alarmsOf(north, late), await alarmsOf(north, waiting)]).toEqual([[], []]);
  // no clock of the node runs meanwhile: that is the fault
  corridor.clock.advanceHours(24 * 10);
  await look(north);
  expect([await alarmsOf(north, late), await alarmsOf(north, waiting)]).toEqual([['offer-overdue own'], ['standby-long own']]);
});

test('once a day by itself; a peer that is off is named, and what was found with it stays', async () => {
  const childId = await handedOver();
  await plant(north, childId, { status: 'hold', pointer: north.nodeId });
  await look(north);
  corridor.wire.disconnect(south.address);
  expect(await north.federation.lookWhenDue()).toBeNull();
  corridor.clock.advanceHours(25);
  expect(await north.federation.lookWhenDue()).not.toBeNull();
  expect(await alarmsOf(north, childId)).toEqual(['two-custodians Sur']);
  const asked = (valueOf(await view(north)) as Seen).peers.find(({ name }) => name === 'Sur')!;
  expect(asked.answeredAt).not.toBe(corridor.clock.now());
  south.restart();
});

test('of a hidden way the comparison tells a former holder nothing, and no worker without the role sees it', async () => {
  const childId = await corridor.receiveChild(north);
  await corridor.handOver(north, south, [childId]);
  await done(south, decideTracking, { childId, mode: 'blind', reason: 'Lo pide la familia' });
  await corridor.handOver(south, far, [childId]);
  corridor.clock.advanceHours(72);
  const before = corridor.wire.sent.length;
  await look(far);
  // the custodian does not even ask: a question would tell that she has had to do with her
  expect(await far.within(async ({ transaction }) => (await sql<{ children: number }>`select children from federation.conscience_look where peer = ${north.nodeId}`.execute(transaction)).rows)).toEqual([{ children: 0 }]);
  expect(corridor.wire.sent.slice(before).filter(({ to, request }) => to === north.address && request.path === '/fed/1/held')).toEqual([]);
  await look(north);
  expect(await alarmsOf(north, childId)).toEqual([]);
  expect(await view(north, north.workerWith(['case_worker']))).toMatchObject({ problem: { code: 'not-allowed' } });
});
