import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId } from '#kernel/identifier.ts';
import { listPeerHealth } from '#exchange/federation/index.ts';
import { exportEquivocation, judge } from '#exchange/proof/index.ts';
import { alarms, offer, settleDispute } from '#rooms/handover/index.ts';
import type { CustodyView } from '#rooms/handover/schema.ts';
import { custody } from '#rooms/handover/service/views.ts';
import { view as viewOutcomes } from '#rooms/monitoring/service/outcomes.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';
import { createSmallCorridor, done, someOverride, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';

let corridor: SmallCorridor;
let origin: Agency;
let liar: Agency;
let second: Agency;
let third: Agency;
let childId: ChildId;

/** The liar takes its own release out of its database as if it had never been, and gives the child once more. */
async function giveTwice(): Promise<void> {
  await corridor.handOver(origin, liar, [childId]);
  await corridor.handOver(liar, second, [childId]);
  await liar.within(async ({ transaction }) => {
    // the trigger lets no epoch fall, so the row goes and comes again
    const { since } = (await sql<{ since: string }>`delete from handover.custody where child_id = ${childId} returning since`.execute(transaction)).rows[0]!;
    await sql`insert into handover.custody (child_id, status, epoch, pointer, previous, handover_id, origin, encumbered_by, closed, since)
      values (${childId}, 'hold', 1, ${liar.nodeId}, ${origin.nodeId}, null, ${origin.nodeId}, null, false, ${since})`.execute(transaction);
    await sql`update access.child_scope set standing = 'open' where child_id = ${childId}`.execute(transaction);
    await sql`delete from handover.chain_link where child_id = ${childId} and epoch = 2`.execute(transaction);
    await sql`delete from handover.tenure where child_id = ${childId} and epoch = 2`.execute(transaction);
  });
  await corridor.handOver(liar, third, [childId]);
}

beforeAll(async () => {
  corridor = await createSmallCorridor(['Origen', 'Mentira', 'Segunda', 'Tercera']);
  [origin, liar, second, third] = corridor.agencies as [Agency, Agency, Agency, Agency];
  childId = await corridor.receiveChild(origin);
  await giveTwice();
  await corridor.settle(6);
}, 300_000);
afterAll(() => corridor.close());

const steppedUp = (agency: Agency, role: 'coordinator' | 'lawyer') => agency.workerWith([role], { hasSteppedUp: true });
const view = (agency: Agency) => done<CustodyView>(agency, custody, { childId });

test('two custodians by two signatures of one node are found, and both who have her learn of it', async () => {
  expect([await custodyRow(second, childId), await custodyRow(third, childId)]).toMatchObject([{ status: 'hold', epoch: 2 }, { status: 'hold', epoch: 2 }]);
  for (const agency of [second, third]) {
    const { dispute } = await view(agency);
    expect(dispute).toMatchObject({ epoch: 2, signer: { nodeId: liar.nodeId } });
    expect(dispute!.successors.map(({ nodeId }) => nodeId).toSorted()).toEqual([second.nodeId, third.nodeId].toSorted());
  }
});

test('both stay answerable and neither hands over or closes', async () => {
  for (const agency of [second, third]) {
    expect(await view(agency)).toMatchObject({ isAnswerable: true, phase: 'held' });
    const other = agency === second ? third : second;
    expect(await agency.run(offer as never, { childIds: [childId], to: other.nodeId, reason: 'care', urgency: 'planned', plan: somePlan, ...someOverride })).toMatchObject({ problem: { code: 'child-disputed' } });
  }
});

test('who governs is alarmed, and the month counts it as disputed', async () => {
  for (const agency of [second, third]) {
    expect((await done<{ items: { kind: string; childId: string }[] }>(agency, alarms, {})).items).toContainEqual(expect.objectContaining({ kind: 'dispute', childId }));
    const { peers } = await done<{ peers: { nodeId: string; warnings: string[]; disputes: number }[] }>(agency, listPeerHealth, {}, agency.workerWith(['administrator'], { teamIds: [] }));
    expect(peers.find(({ nodeId }) => nodeId === liar.nodeId)).toMatchObject({ disputes: 1, warnings: expect.arrayContaining(['equivocated']) });
    const { directions } = await done<{ directions: { direction: string; outcomes: { outcome: string; count: number }[] }[] }>(agency, viewOutcomes, { month: corridor.clock.now().slice(0, 7) });
    expect(directions.find(({ direction }) => direction === 'incoming')!.outcomes).toContainEqual({ outcome: 'disputed', count: 1 });
  }
});

test('the evidence proves itself to an outsider', async () => {
  const { content } = await done<{ content: string }>(third, exportEquivocation, { childId }, steppedUp(third, 'lawyer'));
  const verdict = await judge(content);
  expect(verdict).toMatchObject({ kind: 'equivocation', grade: 'sound', epoch: 2, signer: { nodeId: liar.nodeId } });
  expect(await origin.run(exportEquivocation as never, { childId: await corridor.receiveChild(origin) }, steppedUp(origin, 'lawyer'))).toMatchObject({ problem: { code: 'not-found' } });
});

test('only a coordinator with a second factor lifts the freeze at one node, and the ledger says so', async () => {
  const input = { childId, epoch: 2, reason: 'La coordinación decidió que se queda aquí' };
  expect(await second.run(settleDispute as never, input, second.workerWith(['supervisor'], { hasSteppedUp: true }))).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await second.run(settleDispute as never, input, second.workerWith(['coordinator'], { hasSteppedUp: false }))).toMatchObject({ problem: { code: 'step-up-needed' } });
  expect(await second.run(settleDispute as never, { ...input, epoch: 7 }, steppedUp(second, 'coordinator'))).toMatchObject({ problem: { code: 'not-found' } });
  await done(second, settleDispute, input, steppedUp(second, 'coordinator'));
  expect((await view(second)).dispute).toBeNull();
  expect((await view(third)).dispute).not.toBeNull();
  const kinds = await second.within(async ({ transaction }) => (await sql<{ kind: string }>`select kind from platform.operation where child_id = ${childId}`.execute(transaction)).rows.map(({ kind }) => kind));
  expect(kinds).toEqual(expect.arrayContaining(['handover.disputed', 'handover.dispute-settled']));
  await expectRebuilt([second, third], ['handover.dispute']);
});

test('a child who goes on in order is nobody to dispute about', async () => {
  const calm = await corridor.receiveChild(origin);
  await corridor.handOver(origin, second, [calm]);
  await corridor.handOver(second, third, [calm]);
  expect((await done<CustodyView>(third, custody, { childId: calm })).dispute).toBeNull();
});
