import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import { receive, write } from '#rooms/case/index.ts';
import { accept, deliver, nodeStanding, offer } from '#rooms/handover/index.ts';
import { createAgency, custodyRow, federate, type Agency } from '#test/support/agency.ts';
import { createFaultyWire, type FaultyWire } from '#test/support/faulty-wire.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

/* A node that comes back from an old copy of its database: it notices, moves nothing, and gets back what had crossed the line. */

let wire: FaultyWire;
let clock: VirtualClock;
let agencies: Agency[];
beforeAll(async () => {
  wire = createFaultyWire(11);
  clock = createVirtualClock();
  agencies = await Promise.all(['Norte', 'Sur'].map((name, index) => createAgency({
    name, seed: index + 1, clock, wireAt: (address) => wire.endOf(address), connect: (address, federation) => wire.connect(address, (request) => federation.handle(request)),
  })));
  await federate(agencies);
});
afterAll(() => Promise.all(agencies.map((agency) => agency.close())));

async function settle(rounds = 4): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const agency of agencies) {
      await agency.federation.courier.round();
      await agency.quiet();
    }
    clock.advanceHours(1);
  }
}

const plan = { place: 'Tapachula', at: '2026-03-10T15:00:00.000Z' };
const receiveAt = async (agency: Agency): Promise<ChildId> => (valueOf(await agency.run(receive as never, {
  searchedFirst: { candidatesShown: 0 }, source: 'child', found: { by: 'shelter' }, teamId: agency.team,
  profile: { givenNames: 'Xochitl', firstSurname: 'Prueba', birth: { precision: 'year', year: 2014 }, sex: 'F', nationalities: ['HN'], company: 'alone' },
})) as { childId: ChildId }).childId;
const offerTo = (from: Agency, to: Agency, childId: ChildId) => from.run(offer as never, {
  childIds: [childId], to: to.nodeId, reason: 'care', urgency: 'planned', plan, consentOverride: { reason: 'imminent_harm', note: 'prueba' },
});
async function handOver(from: Agency, to: Agency, childId: ChildId): Promise<void> {
  const { handoverId } = valueOf(await offerTo(from, to, childId)) as { handoverId: Uuid };
  await settle(1);
  valueOf(await to.run(accept as never, { handoverId, plan, teamId: to.team }));
  await settle(1);
  valueOf(await from.run(deliver as never, { handoverId, delivery: { at: clock.now(), place: 'Tapachula', deliveredBy: 'Ana', receivedBy: 'Luz', condition: 'bien' } }));
  await settle(2);
}
const kindsAt = (agency: Agency, childId: ChildId) => agency.within(async (unit) => valueOf(await operationsOf(unit.node, unit.transaction, childId)).map(({ kind }) => kind));
const modeOf = (agency: Agency) => agency.within(async (unit) => (await nodeStanding(unit)).mode);

test('what crossed the line comes back after a restore, and one agency is responsible for each child', async () => {
  const [north, south] = agencies as [Agency, Agency];
  const backup = await north.backUp();
  const [registered, given, received] = [await receiveAt(north), await receiveAt(north), await receiveAt(south)];
  await settle(2);
  await handOver(north, south, given);
  await handOver(south, north, received);
  const before = await Promise.all([registered, given, received].map((childId) => kindsAt(north, childId)));
  await north.restore(backup);
  await backup.drop();
  await north.federation.alignIncarnation();
  expect(await modeOf(north)).toBe('recovering');
  expect(await custodyRow(north, registered)).toBeUndefined();

  const atTheDoor = await receiveAt(north);
  expect(await north.run(write as never, { childId: atTheDoor, kind: 'general', text: 'La atención continúa.' })).not.toMatchObject({ problem: { code: 'recovering' } });
  expect(await offerTo(north, south, atTheDoor)).toMatchObject({ ok: false, problem: { code: 'recovering' } });

  await settle();
  expect(await modeOf(north)).toBe('up');
  expect((await custodyRow(north, registered))?.status).toBe('hold');
  expect((await custodyRow(north, given))?.pointer).toBe(south.nodeId);
  expect((await custodyRow(north, received))?.status).toBe('hold');
  expect((await custodyRow(south, received))?.status).toBe('past');
  for (const [index, childId] of [registered, given, received].entries()) {
    const lost = before[index]!.filter((kind) => kind.startsWith('person.') || kind === 'case.child-received');
    expect(await kindsAt(north, childId), childId).toEqual(expect.arrayContaining(lost));
  }
  const view = north.federation.routes.find(({ endpoint }) => endpoint.path === '/api/federation/recovery')!.verb;
  const standing = valueOf(await view.run(north.services, north.worker, {})) as { peers: { answer: string; copies: { recorded: number; unreadable: number; completedAt: string | null } }[] };
  expect(standing.peers).toMatchObject([{ answer: 'complete', copies: { unreadable: 0, completedAt: expect.any(String) as string } }]);
  expect(standing.peers[0]!.copies.recorded).toBeGreaterThanOrEqual(3);
});

test('a node that is set back silently notices it by what its peer signs, without an operator', async () => {
  const [north, south] = agencies as [Agency, Agency];
  await settle(1);
  const childId = await receiveAt(north);
  await settle(1);
  await sql`update federation.line_out set sequence = sequence - 1 where peer = ${south.nodeId}`.execute(north.services.database);
  await handOver(north, south, childId).catch(() => undefined);
  await settle();
  const { incarnation } = await north.within(nodeStanding);
  expect(incarnation).toBeGreaterThan(1);
  expect(await modeOf(north)).toBe('up');
  const holders = (await Promise.all([north, south].map((agency) => custodyRow(agency, childId)))).filter((row) => row?.status === 'hold');
  expect(holders).toHaveLength(1);
});
