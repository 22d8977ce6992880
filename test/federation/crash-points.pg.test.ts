import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { refuse, valueOf } from '#kernel/result.ts';
import { firstBrokenLink } from '#platform/ledger/verify.ts';
import type { Wire, WireRequest } from '#exchange/federation/index.ts';
import { nodeStanding } from '#rooms/handover/index.ts';
import { createAgency, custodyRow, federate, type Agency } from '#test/support/agency.ts';
import { acceptAt, deliverFrom, offerTo, receiveAt } from '#test/support/custody-acts.ts';
import { createFaultyWire, type FaultyWire } from '#test/support/faulty-wire.ts';
import { ProcessEnded } from '#test/support/mortal-database.ts';
import { hourlyRounds, onLine } from '#test/support/on-the-line.ts';
import { readLine } from '#test/support/read-line.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

/*
 * R8: the process ends at every statement of release, take and recovery, counted one by one until one time it gets through; once before
 * the statement is run, once after it when nobody hears its answer (a commit that succeeded unheard). After each a new process starts.
 */

let wire: FaultyWire;
let clock: VirtualClock;
let north: Agency;
let south: Agency;
beforeAll(async () => {
  wire = createFaultyWire(23);
  clock = createVirtualClock();
  [north, south] = (await Promise.all(['Norte', 'Sur'].map((name, index) => createAgency({
    name, seed: index + 1, clock, ...onLine(wire), wireAt: lineOf,
  })))) as [Agency, Agency];
  await federate([north, south]);
  await settle(2);
});
afterAll(() => Promise.all([north.close(), south.close()]));

/** Whoever asks a process that ends meanwhile hears nothing. */
const lineOf = (address: string): Wire => ({
  send: (to, request) => wire.endOf(address).send(to, request).catch((error: unknown) => {
    if (error instanceof ProcessEnded) return refuse('peer-unreachable', { reason: 'ECONNRESET' });
    throw error;
  }),
});

const settle = (rounds: number): Promise<void> => hourlyRounds([north, south], clock, rounds);

/** Lets the process of an agency end at every point of `act`, and looks at all databases after each. @returns how many points there were */
async function endAtEveryPoint(agency: Agency, act: () => Promise<unknown>, look: () => Promise<void>): Promise<number> {
  let points = 0;
  for (const isStatementRun of [false, true]) {
    for (let statements = 0; ; statements++) {
      agency.mortal.dieAfter(statements, isStatementRun);
      await act().catch((error: unknown) => {
        if (!(error instanceof ProcessEnded)) throw error;
      });
      const hasEnded = agency.mortal.isDead;
      agency.mortal.dieAfter(Number.POSITIVE_INFINITY, false);
      if (hasEnded) await agency.mortal.end();
      if (hasEnded) agency.restart();
      await look();
      if (!hasEnded) break;
      points++;
    }
  }
  return points;
}

const statusOf = (agency: Agency, handoverId: Uuid): Promise<string | undefined> => agency.within(async ({ transaction }) =>
  (await sql<{ status: string }>`select status from handover.outgoing where handover_id = ${handoverId}`.execute(transaction)).rows[0]?.status);

/** One custodian who may act, or one release that is under way to its receiver. */
async function expectOneToken(childId: ChildId, handoverId: Uuid): Promise<void> {
  const rows = await Promise.all([north, south].map(async (agency) => ({ row: await custodyRow(agency, childId), mode: (await agency.within(nodeStanding)).mode })));
  const holders = rows.filter(({ row, mode }) => mode === 'up' && row?.status === 'hold').length;
  if (rows.some(({ mode }) => mode !== 'up')) expect(holders).toBeLessThan(2);
  else expect(holders === 1 || (holders === 0 && (await statusOf(north, handoverId)) === 'committed')).toBe(true);
}

async function expectSettledAtSouth(childId: ChildId): Promise<void> {
  await settle(3);
  const rows = await Promise.all([north, south].map((agency) => custodyRow(agency, childId)));
  expect(rows).toMatchObject([{ status: 'past', epoch: 1, pointer: south.nodeId }, { status: 'hold', epoch: 1 }]);
  for (const agency of [north, south]) expect(await agency.within(({ transaction }) => firstBrokenLink(transaction))).toBeNull();
}

/** A child whose handover the receiver has accepted. */
async function agreeOn(): Promise<{ childId: ChildId; handoverId: Uuid }> {
  const childId = await receiveAt(north);
  await settle(1);
  const { handoverId } = valueOf(await offerTo(north, south, [childId]));
  await settle(1);
  valueOf(await acceptAt(south, handoverId));
  await settle(1);
  return { childId, handoverId };
}

/** The last message of a type that went to an agency, as it was on the line. */
async function lastSent(type: string, to: Agency): Promise<WireRequest> {
  for (const { request } of wire.sent.filter((one) => one.to === to.address && one.request.path === '/fed/1/inbox').toReversed()) {
    if ((JSON.parse(await readLine(to.services.vault, request)) as { typ: string }).typ === type) return request;
  }
  throw new Error(`no ${type} was sent to ${to.name}`);
}

test('a release that ends at any point is made once, and the child has one custodian all the time', async () => {
  const { childId, handoverId } = await agreeOn();
  const points = await endAtEveryPoint(north, () => deliverFrom(north, handoverId), () => expectOneToken(childId, handoverId));
  expect(points).toBeGreaterThan(20);
  await expectSettledAtSouth(childId);
});

/** The child of an earlier time: what every agency knows of her, whoever ended meanwhile. At most one may act for her, and never a node in recovery. */
async function expectAtMostOne(childId: ChildId): Promise<void> {
  const rows = await Promise.all([north, south].map(async (agency) => ({ row: await custodyRow(agency, childId), mode: (await agency.within(nodeStanding)).mode })));
  expect(rows.filter(({ row, mode }) => mode === 'up' && row?.status === 'hold').length).toBeLessThan(2);
}

/** What went to an agency while the line was cut: the answer of a peer as it would have come. */
async function heldBack(type: string, from: Agency, to: Agency, work: () => Promise<unknown>): Promise<WireRequest> {
  wire.part(from.address, to.address);
  await work();
  wire.heal();
  return lastSent(type, to);
}

test('a recovery that ends at any statement of its beginning, of a peer\'s answer, or of its end, comes to the same end', async () => {
  const kept = await receiveAt(north);
  const given = (await agreeOn());
  const backup = await north.backUp();
  valueOf(await deliverFrom(north, given.handoverId));
  await settle(3);
  expect((await custodyRow(south, given.childId))?.status).toBe('hold');
  const look = async (): Promise<void> => {
    await expectAtMostOne(given.childId);
    await expectAtMostOne(kept);
  };
  const points = { begin: 0, answer: 0, end: 0 };
  await north.restore(backup);
  const { incarnation } = await north.within(nodeStanding);
  // a process that starts aligns its number before it answers anybody: until then it is as the backup was, never half way
  points.begin = await endAtEveryPoint(north, () => north.federation.alignIncarnation(), async () => {
    const standing = await north.within(nodeStanding);
    expect(standing.mode === 'recovering' ? standing.incarnation > incarnation : standing.incarnation === incarnation).toBe(true);
  });
  expect((await north.within(nodeStanding)).mode).toBe('recovering');

  const asking = await heldBack('SYNC', north, south, async () => {
    await north.federation.courier.round();
    await north.quiet();
  });
  points.answer = await endAtEveryPoint(south, () => south.federation.handle(asking), look);
  expect((await north.within(nodeStanding)).mode).toBe('recovering');

  clock.advanceHours(7);
  const answer = await heldBack('SYNCR', south, north, async () => {
    await south.federation.courier.round();
    await south.quiet();
  });
  points.end = await endAtEveryPoint(north, () => north.federation.handle(answer), look);
  expect(points.begin).toBeGreaterThan(20);
  expect(points.answer).toBeGreaterThan(20);
  expect(points.end).toBeGreaterThan(20);
  expect((await north.within(nodeStanding)).mode).toBe('up');
  await settle(4);
  await backup.drop();
  expect(await custodyRow(north, kept)).toMatchObject({ status: 'hold', epoch: 0 });
  expect(await custodyRow(north, given.childId)).toMatchObject({ status: 'past', epoch: 1, pointer: south.nodeId });
  expect(await custodyRow(south, given.childId)).toMatchObject({ status: 'hold', epoch: 1 });
  for (const agency of [north, south]) expect(await agency.within(({ transaction }) => firstBrokenLink(transaction))).toBeNull();
}, 600_000);

test('a child whose taking ends at any point is taken once', async () => {
  const { childId, handoverId } = await agreeOn();
  valueOf(await deliverFrom(north, handoverId));
  wire.part(north.address, south.address);
  await north.federation.courier.round();
  await north.quiet();
  wire.heal();
  const request = await lastSent('COMMIT', south);
  const points = await endAtEveryPoint(south, () => south.federation.handle(request), () => expectOneToken(childId, handoverId));
  expect(points).toBeGreaterThan(50);
  expect((await custodyRow(south, childId))?.status).toBe('hold');
  await expectSettledAtSouth(childId);
}, 600_000);
