import { afterAll, beforeAll, expect, test } from 'vitest';
import { valueOf } from '#kernel/result.ts';
import { findPeer } from '#rooms/governance/index.ts';
import { handoverRoutes } from '#rooms/handover/index.ts';
import type { LeavingView } from '#rooms/handover/schema/leaving.ts';
import { createAgency, custodyRow, federate, type Agency } from '#test/support/agency.ts';
import { acceptAt, deliverFrom, offerTo, receiveAt } from '#test/support/custody-acts.ts';
import { createFaultyWire, type FaultyWire } from '#test/support/faulty-wire.ts';
import { hourlyRounds, onLine } from '#test/support/on-the-line.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

/* A node leaves the network: first every child goes into other hands, then the others are told. */

let wire: FaultyWire;
let clock: VirtualClock;
let [north, south] = [] as unknown as [Agency, Agency];
const start = (name: string, seed: number): Promise<Agency> => createAgency({ name, seed, clock, ...onLine(wire) });
beforeAll(async () => {
  wire = createFaultyWire(61);
  clock = createVirtualClock();
  [north, south] = [await start('Norte', 1), await start('Sur', 2)];
  await federate([north, south]);
});
afterAll(() => Promise.all([north, south].map((agency) => agency.close())));

const settle = (rounds: number): Promise<void> => hourlyRounds([north, south], clock, rounds);
const coordinator = () => north.workerWith(['coordinator'], { hasSteppedUp: true });
const run = (path: string, method: string, input = {}) => north.run(handoverRoutes.find(({ endpoint }) => endpoint.path === path && endpoint.method === method)!.verb as never, input, coordinator());
const view = async () => valueOf(await run('/api/leaving', 'GET')) as LeavingView;

test('it cannot leave while a child is here, offered, or released and not acknowledged; then the others close the line for good', async () => {
  const childId = await receiveAt(north);
  await settle(1);
  expect(await run('/api/leaving/completion', 'POST')).toMatchObject({ problem: { code: 'not-found' } });
  valueOf(await run('/api/leaving', 'POST', { reason: 'El programa termina.' }));
  expect(await view()).toMatchObject({ held: 1, releasing: 0, promised: 0, declared: { reason: 'El programa termina.', leftAt: null }, children: [{ childId, initials: expect.any(String), offer: null }] });
  expect(await run('/api/leaving/completion', 'POST')).toMatchObject({ problem: { code: 'conflict', details: { reason: 'children-here', held: 1 } } });
  const refused = valueOf(await offerTo(south, north, [await receiveAt(south)]));
  const { handoverId } = valueOf(await offerTo(north, south, [childId]));
  await settle(1);
  expect(await acceptAt(north, refused.handoverId)).toMatchObject({ problem: { code: 'state-changed', details: { reason: 'leaving' } } });
  expect((await view()).children).toMatchObject([{ offer: { handoverId, status: 'offered', to: { nodeId: south.nodeId } } }]);
  valueOf(await acceptAt(south, handoverId));
  await settle(1);
  wire.disconnect(south.address);
  valueOf(await deliverFrom(north, handoverId));
  expect(await run('/api/leaving/completion', 'POST')).toMatchObject({ problem: { details: { held: 0, releasing: 1 } } });
  south.restart();
  clock.advanceHours(7);
  await settle(2);
  valueOf(await run('/api/leaving/completion', 'POST'));
  await settle(2);
  expect(await custodyRow(south, childId)).toMatchObject({ status: 'hold', pointer: south.nodeId });
  expect((await south.within(({ transaction }) => findPeer(transaction, north.nodeId)))?.status).toBe('decommissioned');
  expect(await run('/api/leaving/withdrawal', 'POST')).toMatchObject({ problem: { code: 'state-changed', details: { reason: 'left' } } });
  expect(await offerTo(south, north, [childId])).toMatchObject({ problem: { code: 'unknown-sender' } });
});

test('that a node has left is rebuilt from the log', async () => {
  await expectRebuilt([north], ['governance.leaving']);
});
