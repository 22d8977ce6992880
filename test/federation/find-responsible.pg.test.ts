import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { ChildId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { record } from '#platform/ledger/record.ts';
import { alignPeers } from '#rooms/handover/index.ts';
import type { Agency } from '#test/support/agency.ts';
import { createSmallCorridor, type SmallCorridor } from '#test/support/small-corridor.ts';

/* Five agencies in a row; a child passes through all of them. Who is asked after her, and what fails in between, is each test's. */

let corridor: SmallCorridor;
let origin: Agency;
let second: Agency;
let third: Agency;
let fourth: Agency;
let last: Agency;
let childId: ChildId;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Uno', 'Dos', 'Tres', 'Cuatro', 'Cinco']);
  [origin, second, third, fourth, last] = corridor.agencies as [Agency, Agency, Agency, Agency, Agency];
  childId = await passedTo(last);
}, 120_000);
afterAll(() => corridor.close());

/** Received at the origin and handed on from one to the next, as far as `to`. */
async function passedTo(to: Agency): Promise<ChildId> {
  const received = await corridor.receiveChild(origin);
  for (let index = 0; corridor.agencies[index] !== to; index++) await corridor.handOver(corridor.agencies[index]!, corridor.agencies[index + 1]!, [received]);
  return received;
}
const seenBy = async (agency: Agency, asked = childId) => valueOf(await agency.federation.findCustodian({ childId: asked }));
/** Switches agencies off while something is done; they answer again afterwards. */
async function without<T>(off: readonly Agency[], act: () => Promise<T>): Promise<T> {
  for (const agency of off) corridor.wire.disconnect(agency.address);
  try {
    return await act();
  } finally {
    for (const agency of off) agency.restart();
  }
}
const questions = async (act: () => Promise<unknown>): Promise<number> => {
  const before = corridor.wire.sent.length;
  await act();
  return corridor.wire.sent.slice(before).filter(({ request }) => request.path === '/fed/1/custodian').length;
};

test('every agency that ever had her finds the one that has her now, and knows that it is she who said so', async () => {
  for (const agency of corridor.agencies) {
    expect(await questions(async () => expect(await seenBy(agency)).toEqual({
      nodeId: last.nodeId, name: 'Cinco', dutyPhone: '+52 962 000 0000', isConfirmed: true, asOf: corridor.clock.now(), saidBy: { nodeId: last.nodeId, name: 'Cinco' },
    }))).toBeLessThanOrEqual(8);
  }
});

test('with any two of the agencies in between switched off the way still leads there', async () => {
  for (const off of [[third], [fourth], [third, fourth]]) {
    await without(off, async () => {
      for (const agency of [origin, second].filter((one) => !off.includes(one))) expect(await seenBy(agency)).toMatchObject({ nodeId: last.nodeId, isConfirmed: true });
    });
  }
  await without([origin, fourth], async () => {
    expect(await seenBy(third)).toMatchObject({ nodeId: fourth.nodeId, isConfirmed: false, dutyPhone: expect.stringMatching(/\d/) });
  });
});

test('where she is cannot be confirmed while the custodian is off: the last that is known, by whose word, since when, and whom to call', async () => {
  await without([last], async () => {
    expect(await seenBy(second)).toMatchObject({ nodeId: last.nodeId, name: 'Cinco', isConfirmed: false, dutyPhone: '+529620000000' });
    expect(['Uno', 'Cuatro']).toContain((await seenBy(second)).saidBy.name);
    expect(await questions(() => seenBy(second))).toBeLessThanOrEqual(12);
  });
});

test('an agency in between that came back from an old backup, and believes her still in its care, misleads nobody', async () => {
  const child = await passedTo(third);
  const backup = await third.backUp();
  await corridor.handOver(third, fourth, [child]);
  await corridor.handOver(fourth, last, [child]);
  await third.restore(backup);
  corridor.wire.part(third.address, fourth.address);
  await third.federation.alignIncarnation();
  for (const agency of [origin, second, third]) expect(await seenBy(agency, child)).toMatchObject({ nodeId: last.nodeId, isConfirmed: true });
  await without([last], async () => expect(await seenBy(second, child)).toMatchObject({ nodeId: last.nodeId, isConfirmed: false }));
  corridor.wire.heal();
  await corridor.pass(7);
});

test('an agency that is gone for good is walked around; what it was the only one to know ends with its name', async () => {
  const child = await passedTo(fourth);
  for (const agency of [origin, second]) {
    await agency.within((unit) => record(unit, [{ kind: 'governance.peer-status-changed', childId: null, body: { nodeId: third.nodeId, status: 'decommissioned', reason: 'prueba', fencedIncarnation: 2 ** 30 } }]));
    await agency.within(alignPeers);
  }
  corridor.wire.disconnect(third.address);
  expect(await seenBy(second, child)).toMatchObject({ nodeId: fourth.nodeId, isConfirmed: true });
  expect(await seenBy(origin, child)).toMatchObject({ nodeId: fourth.nodeId, isConfirmed: true });
  await without([fourth], async () => expect(await seenBy(second, child)).toMatchObject({ nodeId: fourth.nodeId, isConfirmed: false, saidBy: { nodeId: origin.nodeId } }));
});

test('a card is read at an agency that never had the child: where it was issued is asked; a folio at the agency that printed it', async () => {
  const { number } = origin.services.vault.issueChildCard();
  const child = await corridor.receiveChild(origin);
  await origin.within((unit) => record(unit, [{ kind: 'handover.card-issued', childId: child, body: { cardId: number } }]));
  await corridor.handOver(origin, second, [child]);
  expect(valueOf(await last.federation.findCustodian({ cardNumber: number }))).toMatchObject({ nodeId: second.nodeId, isConfirmed: true });
  await origin.within((unit) => record(unit, [{ kind: 'handover.card-revoked', childId: child, body: {} }]));
  expect(await last.federation.findCustodian({ cardNumber: last.services.vault.issueChildCard().number })).toMatchObject({ problem: { code: 'not-found' } });
  const folio = 'MX-AER/2026/000001';
  await origin.within(({ transaction }) => sql`insert into handover.printed (child_id, subject_id, kind, folio) values (${child}, gen_random_uuid(), 'AER', ${folio})`.execute(transaction));
  expect(valueOf(await origin.federation.findCustodian({ folio }))).toMatchObject({ nodeId: second.nodeId, isConfirmed: true });
  expect(await last.federation.findCustodian({ folio })).toMatchObject({ problem: { code: 'not-found' } });
});
