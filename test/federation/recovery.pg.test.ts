import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import { write } from '#rooms/case/index.ts';
import { nodeStanding } from '#rooms/handover/index.ts';
import { createAgency, custodyRow, federate, type Agency } from '#test/support/agency.ts';
import { offerTo, receiveAt } from '#test/support/custody-acts.ts';
import { createFaultyWire, type FaultyWire } from '#test/support/faulty-wire.ts';
import { handOverWith, hourlyRounds, onLine } from '#test/support/on-the-line.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

/* A node that comes back from an old copy of its database: it notices, moves nothing, and gets back what had crossed the line. */

let wire: FaultyWire;
let clock: VirtualClock;
let agencies: Agency[];
const start = (name: string, seed: number): Promise<Agency> => createAgency({ name, seed, clock, ...onLine(wire) });
beforeAll(async () => {
  wire = createFaultyWire(11);
  clock = createVirtualClock();
  agencies = await Promise.all(['Norte', 'Sur'].map((name, index) => start(name, index + 1)));
  await federate(agencies);
});
afterAll(() => Promise.all(agencies.map((agency) => agency.close())));

const settle = (rounds = 4): Promise<void> => hourlyRounds(agencies, clock, rounds);
const handOver = (from: Agency, to: Agency, childId: ChildId) => handOverWith(settle, [3, 1, 2], from, to, childId);
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
  expect(await offerTo(north, south, [atTheDoor])).toMatchObject({ ok: false, problem: { code: 'recovering' } });

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

test('a peer that is younger than the backup is asked, too', async () => {
  const [north] = agencies as [Agency];
  const backup = await north.backUp();
  const young = await start('Centro', 3);
  agencies.push(young);
  await federate([north, young]);
  const childId = await receiveAt(young);
  await settle(1);
  await handOver(young, north, childId);
  expect((await custodyRow(north, childId))?.status).toBe('hold');
  await north.restore(backup);
  await backup.drop();
  await north.federation.alignIncarnation();
  expect((await north.within(nodeStanding)).peers.map(({ nodeId }) => nodeId)).toContain(young.nodeId);
  await settle();
  expect(await modeOf(north)).toBe('up');
  expect((await custodyRow(north, childId))?.status).toBe('hold');
});
