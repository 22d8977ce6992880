import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { addConcerns } from '#rooms/case/index.ts';
import { accept, deliver, returning } from '#rooms/handover/index.ts';
import { view } from '#rooms/handover/service/views.ts';
import type { HandoverView, ReturnCase } from '#rooms/handover/schema.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, someDelivery, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';

/* A return across a border: sender, receiver and consulate see the same state; the child leaves when what is asked for is there, or the reason is. */

let corridor: SmallCorridor;
let mexico: Agency;
let honduras: Agency;
let consulate: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Mexico', 'Honduras', 'Consulado'], {
    settings: { Honduras: { country: 'HN' }, Consulado: { country: 'HN' } },
    terms: { purposes: ['custody_transfer', 'assisted_return'], territory: ['MX', 'HN'] },
  });
  [mexico, honduras, consulate] = corridor.agencies as [Agency, Agency, Agency];
});
afterAll(() => corridor.close());

const officer = () => consulate.workerWith(['consular_officer']);
async function offered(): Promise<{ childId: ChildId; handoverId: Uuid }> {
  const childId = await corridor.receiveChild(mexico, { givenNames: 'Retornada', firstSurname: 'Secreta' });
  return { childId, handoverId: await corridor.offerTo(mexico, honduras, [childId], { purpose: 'assisted_return', reason: 'assisted_return' }) };
}
const said = (handoverId: Uuid, what: string) => ({ handoverId, what, by: 'Cónsul Elvira Paz', reference: 'HN-2026-77', at: corridor.clock.now() });
const viewAt = (agency: Agency, handoverId: Uuid) => done<HandoverView>(agency, view, { handoverId });
const caseAt = async (handoverId: Uuid) => (await done<{ items: ReturnCase[] }>(consulate, returning.list, {}, officer())).items.find((one) => one.handoverId === handoverId);
const leave = (handoverId: Uuid) => mexico.run(deliver as never, { handoverId, delivery: someDelivery(corridor.clock.now()) });

test('a child is not handed over across the border before consulate, papers and notice are there; all three see the same', async () => {
  const { childId, handoverId } = await offered();
  expect((await viewAt(mexico, handoverId)).return).toMatchObject({ consulate: null, missing: ['consulate', 'identity', 'travel_document', 'authority_notified'], certainty: { authority_notified: 'memory' } });
  await done(mexico, returning.name, { handoverId, node: consulate.nodeId, country: 'HN' });
  await corridor.settle(2);
  await done(honduras, accept, { handoverId, plan: somePlan, teamId: honduras.team });
  await corridor.settle(2);
  expect(await leave(handoverId)).toMatchObject({ problem: { code: 'return-incomplete', details: { missing: ['identity', 'travel_document', 'authority_notified'] } } });

  expect(await caseAt(handoverId)).toMatchObject({ sender: { nodeId: mexico.nodeId }, receiver: { nodeId: honduras.nodeId }, status: 'agreed', headcount: 1, chain: [{ epoch: 0, agency: { nodeId: mexico.nodeId } }] });
  for (const what of ['identity', 'travel_document']) await done(consulate, returning.answer, said(handoverId, what), officer());
  expect(await consulate.run(returning.answer as never, said(handoverId, 'identity'), officer())).toMatchObject({ problem: { code: 'already-done' } });
  await corridor.settle(2);
  await done(mexico, returning.confirm, said(handoverId, 'authority_notified'));
  await corridor.settle(2);
  const acts = [{ what: 'authority_notified', source: 'sender' }, { what: 'identity', source: 'consulate', by: 'Cónsul Elvira Paz', reference: 'HN-2026-77' }, { what: 'travel_document', source: 'consulate' }];
  for (const agency of [mexico, honduras]) expect((await viewAt(agency, handoverId)).return).toMatchObject({ consulate: { agency: { nodeId: consulate.nodeId } }, acts, missing: [] });
  expect((await caseAt(handoverId))!.acts.map(({ what }) => what).toSorted()).toEqual(acts.map(({ what }) => what));

  expect(await leave(handoverId)).toMatchObject({ ok: true });
  await corridor.settle();
  expect(await custodyRow(honduras, childId)).toMatchObject({ status: 'hold', epoch: 1 });
  expect(await caseAt(handoverId)).toMatchObject({ status: 'acknowledged', chain: [{ epoch: 1, agency: { nodeId: honduras.nodeId } }, { epoch: 0 }] });
  expect(await consulate.run(returning.answer as never, said(handoverId, 'authority_notified'), officer())).toMatchObject({ problem: { code: 'handover-not-open' } });
});

test('the consulate learns no name, no identifier of the child, and gets no file', async () => {
  const { childId, handoverId } = await offered();
  await done(mexico, returning.name, { handoverId, node: consulate.nodeId, country: 'HN' });
  await corridor.settle(2);
  expect(JSON.stringify(await caseAt(handoverId))).not.toMatch(new RegExp(`Retornada|Secreta|${childId}`));
  expect(await custodyRow(consulate, childId)).toBeUndefined();
  const { rows } = await consulate.within(({ transaction }) => sql<{ type: string; row: string }>`select type, to_jsonb(i)::text as row from federation.inbox i`.execute(transaction));
  // as a witness it may hold her registration, which says nothing (docs/decisions/0006)
  expect(rows.filter(({ type, row }) => type !== 'BEACON' && row.includes(childId))).toEqual([]);
});

test('a consulate without a node is a contact; what is not waited for needs a supervisor and a reason', async () => {
  const { handoverId } = await offered();
  await done(mexico, returning.name, { handoverId, outside: { name: 'Consulado de Honduras en Arriaga', phone: '+52 966 000 0000' }, country: 'HN' });
  await corridor.settle(1);
  await done(honduras, accept, { handoverId, plan: somePlan, teamId: honduras.team });
  await corridor.settle(1);
  await done(mexico, returning.confirm, said(handoverId, 'identity'));
  expect(await mexico.run(returning.waive as never, { handoverId, what: 'travel_document', reason: 'court_order', note: 'Orden del juzgado 12/2026' }, mexico.workerWith(['case_worker']))).toMatchObject({ problem: { code: 'not-allowed' } });
  for (const what of ['travel_document', 'authority_notified']) await done(mexico, returning.waive, { handoverId, what, reason: 'court_order', note: 'Orden del juzgado 12/2026' });
  await corridor.settle(2);
  // that there is a reason is told, its note is not
  const there = (await viewAt(honduras, handoverId)).return!;
  expect(there).toMatchObject({ consulate: { agency: null, name: 'Consulado de Honduras en Arriaga' }, missing: [] });
  expect(there.acts.find(({ what }) => what === 'travel_document')).toMatchObject({ kind: 'waived', reason: 'court_order', note: null });
  expect(await leave(handoverId)).toMatchObject({ ok: true });
});

test('while a child may need protection from her state, no consulate of it is told', async () => {
  const { childId, handoverId } = await offered();
  await done(mexico, addConcerns, { childId, concerns: [{ code: 'P01', severity: 3, source: 'child', period: 'origin' }] });
  for (const input of [{ node: consulate.nodeId }, { outside: { name: 'Consulado' } }]) {
    expect(await mexico.run(returning.name as never, { handoverId, country: 'HN', ...input })).toMatchObject({ problem: { code: 'flow-not-allowed', details: { reason: 'consular-lock' } } });
  }
  await corridor.settle(2);
  expect(await caseAt(handoverId)).toBeUndefined();
});

test('only the named consulate is believed; a handover that is no return asks for nothing; bad input is refused', async () => {
  const { handoverId } = await offered();
  await done(mexico, returning.name, { handoverId, outside: { name: 'Consulado' }, country: 'HN' });
  expect(await mexico.within((unit) => returning.takeConfirmation(unit, consulate.nodeId, handoverId, { what: 'identity', kind: 'confirmed', at: corridor.clock.now(), by: 'x', reference: 'y', reason: null, note: null, source: 'consulate' }))).toBeNull();
  expect(await mexico.run(returning.name as never, { handoverId, country: 'HN' })).toMatchObject({ problem: { code: 'input-invalid' } });
  expect(await mexico.run(returning.confirm as never, { ...said(handoverId, 'identity'), at: '2030-01-01T00:00:00.000Z' })).toMatchObject({ problem: { code: 'input-invalid' } });
  expect(await mexico.run(returning.confirm as never, said(handoverId, 'identity'), mexico.workerWith(['case_worker'], { teamIds: [mexico.otherTeam] }))).toMatchObject({ problem: { code: 'not-found' } });
  const plain = await corridor.offerTo(mexico, honduras, [await corridor.receiveChild(mexico)]);
  expect((await viewAt(mexico, plain)).return).toBeNull();
  expect(await mexico.run(returning.confirm as never, said(plain, 'identity'))).toMatchObject({ problem: { code: 'not-found' } });
});

test('all of it comes out of the log again', () => expectRebuilt(corridor.agencies, ['handover.consulate', 'handover.return_act', 'handover.return_case']));
