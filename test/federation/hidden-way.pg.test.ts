import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId } from '#kernel/identifier.ts';
import { addConcerns } from '#rooms/case/index.ts';
import { decideTracking } from '#rooms/handover/index.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';
import { createSmallCorridor, done, type SmallCorridor } from '#test/support/small-corridor.ts';

let corridor: SmallCorridor;
let origin: Agency;
let middle: Agency;
let refuge: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Origen', 'Media', 'Refugio'], { settings: { Origen: { country: 'HN' } }, terms: { territory: ['MX', 'HN'] } });
  [origin, middle, refuge] = corridor.agencies as [Agency, Agency, Agency];
});
afterAll(() => corridor.close());

/** From the origin to the middle and on to the refuge; what happens to her in between is the test's. */
async function passedOn(atMiddle: (childId: ChildId) => Promise<unknown>): Promise<ChildId> {
  const childId = await corridor.receiveChild(origin);
  await corridor.handOver(origin, middle, [childId]);
  await atMiddle(childId);
  await corridor.handOver(middle, refuge, [childId]);
  await corridor.pass(48);
  expect(await custodyRow(refuge, childId)).toMatchObject({ status: 'hold', epoch: 2 });
  return childId;
}
const flight = (childId: ChildId) => done(middle, addConcerns, { childId, concerns: [{ code: 'P01', severity: 3, source: 'child', period: 'origin' }] });
const custodianSeenBy = (agency: Agency, childId: ChildId) => agency.federation.findCustodian({ childId });

/** Who keeps a copy of the registration is asked when she is registered, and says nothing of where she is later. */
const isWitnessing = (row: string): boolean => /^handover\.intake |,(BEACON|WITNESS),|"BEACON /.test(row);

/** Every other row of the agency's database that names the child and the refuge. */
const tracesOf = (agency: Agency, childId: ChildId, sought: string) => agency.within(async ({ transaction }) => {
  const tables = await sql<{ name: string }>`select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema in ('handover', 'federation', 'access')`.execute(transaction);
  const traces: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(transaction);
    traces.push(...rows.filter(({ row }) => row.includes(childId) && row.includes(sought)).map(({ row }) => `${name} ${row}`));
  }
  return traces.filter((row) => !isWitnessing(row));
});

test('without a reason to hide, the origin learns who is responsible', async () => {
  const childId = await passedOn(() => Promise.resolve());
  expect(await custodyRow(origin, childId)).toMatchObject({ pointer: refuge.nodeId, epoch: 2 });
  expect((await tracesOf(origin, childId, refuge.nodeId)).length).toBeGreaterThan(0);
});

test('of a child who fled, neither the database of the origin nor any answer to it tells where she is', async () => {
  const childId = await passedOn(flight);
  expect(await custodyRow(origin, childId)).toMatchObject({ pointer: middle.nodeId, epoch: 1 });
  expect(await tracesOf(origin, childId, refuge.nodeId)).toEqual([]);
  // a word to the origin still reaches her, hop by hop: the neighbour answers with its own telephone
  expect(await custodianSeenBy(origin, childId)).toMatchObject({ ok: true, value: { nodeId: middle.nodeId } });
  expect(await custodianSeenBy(middle, childId)).toMatchObject({ ok: true, value: { nodeId: refuge.nodeId } });
});

test('where a hidden way breaks off, nobody who had her before is asked: a question alone would tell', async () => {
  const childId = await passedOn(flight);
  corridor.wire.disconnect(refuge.address);
  const before = corridor.wire.sent.length;
  expect(await custodianSeenBy(middle, childId)).toMatchObject({ ok: true, value: { nodeId: refuge.nodeId, isConfirmed: false } });
  expect(await custodianSeenBy(origin, childId)).toMatchObject({ ok: true, value: { nodeId: middle.nodeId, isConfirmed: true } });
  expect(corridor.wire.sent.slice(before).filter(({ from, to }) => from === middle.address && to === origin.address)).toEqual([]);
  refuge.restart();
  expect(await custodianSeenBy(refuge, childId)).toMatchObject({ ok: true, value: { nodeId: refuge.nodeId } });
});

test('nor does it learn so by a recovery, when every peer tells what it knows', async () => {
  const childId = await corridor.receiveChild(origin);
  const backup = await origin.backUp();
  await corridor.handOver(origin, middle, [childId]);
  await flight(childId);
  await corridor.handOver(middle, refuge, [childId]);
  await corridor.pass(1);
  await origin.restore(backup);
  await corridor.pass(1);
  await corridor.pass(7);
  expect(await custodyRow(origin, childId)).toMatchObject({ status: 'past', pointer: middle.nodeId, epoch: 1 });
  expect(await tracesOf(origin, childId, refuge.nodeId)).toEqual([]);
});

test('a supervisor can hide a way, and nobody can uncover one that what is recorded hides', async () => {
  const hidden = await passedOn((childId) => done(middle, decideTracking, { childId, mode: 'blind', reason: 'Lo pide la familia' }));
  expect(await custodyRow(origin, hidden)).toMatchObject({ pointer: middle.nodeId });
  const childId = await corridor.receiveChild(middle);
  await flight(childId);
  const input = { childId, mode: 'direct', reason: 'Por error' };
  expect(await middle.run(decideTracking as never, input)).toMatchObject({ problem: { code: 'flow-not-allowed' } });
  expect(await middle.run(decideTracking as never, { ...input, mode: 'steward' })).toMatchObject({ problem: { code: 'input-invalid' } });
  expect(await middle.run(decideTracking as never, { ...input, mode: 'blind' }, middle.workerWith(['case_worker']))).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await origin.run(decideTracking as never, { ...input, mode: 'blind' })).toMatchObject({ problem: { code: 'not-found' } });
});

test('a steward keeps the pointer in place of the origin', async () => {
  const childId = await corridor.receiveChild(origin);
  await corridor.handOver(origin, middle, [childId]);
  await done(middle, decideTracking, { childId, mode: 'steward', steward: refuge.nodeId, reason: 'Nodo neutral' });
  await corridor.pass(1);
  expect(await custodyRow(refuge, childId)).toMatchObject({ status: 'past', pointer: middle.nodeId, epoch: 1 });
});

test('all of it comes out of the log again', () => expectRebuilt([middle, refuge], ['handover.tracking']));
