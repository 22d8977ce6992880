import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import { completeAgreement, draftAgreement, endAgreement, listAgreementViews, signAgreement } from '#rooms/governance/index.ts';
import { saidOfHandover } from '#rooms/handover/index.ts';
import { summariesOf } from '#rooms/person/index.ts';
import { valueOfField } from '#rooms/person/rules.ts';
import { createAgency, custodyRow, federate, openFieldPolicy, type Agency } from '#test/support/agency.ts';
import { acceptAt, deliverFrom, offerTo, receiveAt } from '#test/support/custody-acts.ts';
import { createFaultyWire, type FaultyWire } from '#test/support/faulty-wire.ts';
import { handOverWith, hourlyRounds, onLine } from '#test/support/on-the-line.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

/* What was agreed holds for a transfer to its end, and for what it brought when the file moves on. */

let wire: FaultyWire;
let clock: VirtualClock;
let [north, south, east] = [] as unknown as [Agency, Agency, Agency];
const start = (name: string, seed: number): Promise<Agency> => createAgency({ name, seed, clock, ...onLine(wire) });
beforeAll(async () => {
  wire = createFaultyWire(53);
  clock = createVirtualClock();
  [north, south, east] = [await start('Norte', 1), await start('Sur', 2), await start('Este', 3)];
  await federate([north, south], { onwardSharing: 'forbidden' });
  await federate([south, east], { onwardSharing: 'same_terms' });
});
afterAll(() => Promise.all([north, south, east].map((agency) => agency.close())));

const settle = (rounds: number): Promise<void> => hourlyRounds([north, south, east], clock, rounds);const handOver = (from: Agency, to: Agency, childId: ChildId) => handOverWith(settle, [1, 1, 2], from, to, childId);
const namesAt = (agency: Agency, childId: ChildId) => agency.within(async (unit) => valueOfField((await summariesOf(unit, [childId]))[0]!.values, 'givenNames') ?? null);
const withheldAt = (agency: Agency, childId: ChildId) => agency.within(async (unit) => JSON.stringify(valueOf(await operationsOf(unit.node, unit.transaction, childId)).map(({ body }) => body)));

test('what came under an agreement without onward sharing stays behind with its reason when the file moves on, and goes back to who gave it', async () => {
  const childId = await receiveAt(north);
  await handOver(north, south, childId);
  expect(await namesAt(south, childId)).toBe('Xochitl');
  await handOver(south, east, childId);
  expect(await custodyRow(east, childId)).toMatchObject({ status: 'hold', epoch: 2 });
  expect(await namesAt(east, childId)).toBeNull();
  expect(await withheldAt(east, childId)).toContain('"withheld":"onward-forbidden"');
  expect(await withheldAt(east, childId)).not.toContain('Xochitl');
  const own = await receiveAt(south);
  await handOver(south, east, own);
  expect(await namesAt(east, own)).toBe('Xochitl');
});

test('a transfer names the version it uses and keeps it, while a newer one already stops what is offered anew', async () => {
  const childId = await receiveAt(south);
  const { handoverId } = valueOf(await offerTo(south, east, [childId]));
  await settle(1);
  valueOf(await acceptAt(east, handoverId));
  await settle(1);
  const former = (await south.within(listAgreementViews)).find(({ peer, status }) => peer === east.nodeId && status === 'active');
  const { type: _type, agreementId, version, parties: _parties, ...terms } = former!.terms;
  expect(version).toBe(1);
  const closedPolicy = { byClass: { ...openFieldPolicy.byClass, C: 'never', D: 'never' }, byField: {} };
  const document = valueOf(await draftAgreement.run(south.services, south.caller, { ...terms, peer: east.nodeId, replaces: agreementId, fieldPolicy: closedPolicy, purposes: ['referral'] }));
  valueOf(await completeAgreement.run(south.services, south.caller, { document: valueOf(await signAgreement.run(east.services, east.caller, { document })) }));
  expect(await offerTo(south, east, [await receiveAt(south)])).toMatchObject({ problem: { code: 'no-agreement' } });
  valueOf(await endAgreement.run(south.services, south.caller, { agreementId, reason: 'prueba' }));
  valueOf(await deliverFrom(south, handoverId));
  await settle(2);
  expect(await custodyRow(east, childId)).toMatchObject({ status: 'hold' });
  expect(await namesAt(east, childId)).toBe('Xochitl');
  for (const agency of [south, east]) expect((await agency.within((unit) => saidOfHandover(unit, handoverId)))?.terms).toMatchObject({ agreementId, agreementVersion: 1 });
});
