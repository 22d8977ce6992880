import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId } from '#kernel/identifier.ts';
import { addHours } from '#kernel/instant.ts';
import { alarms, care } from '#rooms/handover/index.ts';
import { custody } from '#rooms/handover/service/views.ts';
import type { Alarm, CustodyView } from '#rooms/handover/schema.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';
import { createSmallCorridor, done, type SmallCorridor } from '#test/support/small-corridor.ts';

let corridor: SmallCorridor;
let agency: Agency;
let shelter: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Responde', 'Cuida']);
  [agency, shelter] = corridor.agencies as [Agency, Agency];
});
afterAll(() => corridor.close());

const view = (childId: ChildId) => done<CustodyView>(agency, custody, { childId });
const wanted = (childId: ChildId, hours = 12) => ({ childId, carer: shelter.nodeId, reason: 'night', until: addHours(corridor.clock.now(), hours) });
const kindsOf = (childId: ChildId) => agency.within(async ({ transaction }) => (await sql<{ kind: string }>`select kind from platform.operation where child_id = ${childId}`.execute(transaction)).rows.map(({ kind }) => kind));

test('another house cares, custody stays, and a time that passed is an alarm until the child is back', async () => {
  const childId = await corridor.receiveChild(agency);
  await done(agency, care.start, wanted(childId));
  expect(await custodyRow(agency, childId)).toMatchObject({ status: 'hold', epoch: 0, pointer: agency.nodeId });
  expect(await view(childId)).toMatchObject({ phase: 'held', custodian: { isThisNode: true }, care: { agency: { nodeId: shelter.nodeId }, isOverdue: false } });
  expect(await agency.run(care.start as never, wanted(childId))).toMatchObject({ problem: { code: 'already-done' } });
  await corridor.pass(13);
  expect((await done<{ items: Alarm[] }>(agency, alarms, {})).items).toMatchObject([{ kind: 'care', childId, call: { nodeId: shelter.nodeId } }]);
  await done(agency, care.end, { childId });
  expect((await view(childId)).care).toBeNull();
  expect((await done<{ items: Alarm[] }>(agency, alarms, {})).items).toEqual([]);
  expect(await kindsOf(childId)).toEqual(expect.arrayContaining(['handover.care-started', 'handover.care-ended']));
  expect(await agency.run(care.end as never, { childId })).toMatchObject({ problem: { code: 'not-found' } });
});

test('a handover ends the care that this agency had arranged', async () => {
  const childId = await corridor.receiveChild(agency);
  await done(agency, care.start, wanted(childId));
  await corridor.handOver(agency, shelter, [childId]);
  const [row] = await agency.within(async ({ transaction }) => (await sql<{ how_ended: string }>`select how_ended from handover.care where child_id = ${childId}`.execute(transaction)).rows);
  expect(row).toEqual({ how_ended: 'handed_over' });
});

test('care is refused without end, for nobody, by others, and of children elsewhere', async () => {
  const childId = await corridor.receiveChild(agency);
  expect(await agency.run(care.start as never, wanted(childId, 100))).toMatchObject({ problem: { code: 'input-invalid' } });
  expect(await agency.run(care.start as never, { ...wanted(childId), outside: { name: 'Casa' } })).toMatchObject({ problem: { code: 'input-invalid' } });
  expect(await agency.run(care.start as never, wanted(childId), agency.workerWith(['administrator']))).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await agency.run(care.start as never, wanted(childId), agency.workerWith(['case_worker'], { teamIds: [agency.otherTeam] }))).toMatchObject({ problem: { code: 'not-found' } });
  expect(await shelter.run(care.start as never, { ...wanted(childId), carer: agency.nodeId })).toMatchObject({ problem: { code: 'not-found' } });
});

test('all of it comes out of the log again', () => expectRebuilt(corridor.agencies, ['handover.care']));
