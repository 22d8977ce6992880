import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { addConcerns } from '#rooms/case/index.ts';
import { accept, decline, deliver, grant, reportEvent, search } from '#rooms/handover/index.ts';
import { list as listHandovers } from '#rooms/handover/service/views.ts';
import type { ForeignSearch, HandoverItem, SearchView } from '#rooms/handover/schema.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { readLine } from '#test/support/read-line.ts';
import { createSmallCorridor, done, someDelivery, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';

let corridor: SmallCorridor;
let mexico: Agency;
let first: Agency;
let second: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Mexico', 'Primera', 'Segunda'], {
    settings: { Primera: { country: 'HN' }, Segunda: { country: 'HN' } },
    terms: { purposes: ['custody_transfer', 'referral', 'lost_contact_search'], territory: ['MX', 'HN'] },
  });
  [mexico, first, second] = corridor.agencies as [Agency, Agency, Agency];
});
afterAll(() => corridor.close());

interface Reported { handoverId: Uuid | null; searchId: Uuid | null; notified: { nodeId: string }[] }
const report = (childId: ChildId, more: Record<string, unknown>) => done<Reported>(mexico, reportEvent, { childId, at: corridor.clock.now(), source: 'authority', ...more });
const searches = (agency: Agency) => done<{ own: SearchView[]; foreign: ForeignSearch[] }>(agency, search.list, {});
const incomingAt = async (agency: Agency, childId: ChildId): Promise<HandoverItem | undefined> =>
  (await done<{ items: HandoverItem[] }>(agency, listHandovers, { direction: 'incoming' })).items.find(({ children }) => children.some((child) => child.childId === childId));
const rows = <Row>(agency: Agency, table: string) => agency.within(async ({ transaction }) => (await sql<Row>`select * from ${sql.table(table)}`.execute(transaction)).rows);

test('a child removed without notice stays in our responsibility until the next agency has taken her over', async () => {
  const childId = await corridor.receiveChild(mexico);
  const { handoverId, notified } = await report(childId, { contact: 'deported', country: 'HN', authority: 'Autoridad migratoria', place: 'San Pedro Sula', expectedAt: somePlan.at });
  expect(notified).toHaveLength(2);
  await corridor.settle();
  expect(await custodyRow(mexico, childId)).toMatchObject({ status: 'hold', epoch: 0 });
  const order = [first, second].toSorted((one, other) => (one.nodeId < other.nodeId ? -1 : 1)) as [Agency, Agency];
  const offered = await incomingAt(order[0], childId);
  expect(offered).toMatchObject({ handoverId, mode: 'forced', status: 'proposed' });
  for (const agency of order) expect(await done(agency, search.notices, {})).toMatchObject({ items: [{ direction: 'incoming', reason: 'deported', place: 'San Pedro Sula', headcount: 1 }] });
  // lack of room is no reason; another territory is
  expect(await order[0].run(decline as never, { handoverId: handoverId!, reason: 'no_capacity' })).toMatchObject({ problem: { code: 'input-invalid' } });
  await done(order[0], decline, { handoverId: handoverId!, reason: 'not_in_territory' });
  await corridor.pass(1);
  const next = await incomingAt(order[1], childId);
  expect(next).toMatchObject({ mode: 'forced', status: 'proposed', urgency: 'forced' });
  await done(order[1], accept, { handoverId: next!.handoverId, plan: somePlan, teamId: order[1].team });
  await corridor.settle();
  await done(mexico, deliver, { handoverId: next!.handoverId, delivery: someDelivery(corridor.clock.now()) });
  await corridor.settle();
  expect(await custodyRow(order[1], childId)).toMatchObject({ status: 'hold', epoch: 1 });
  expect((await searches(mexico)).own).toEqual([]);
});

test('the loop of a forced event that nobody answers ends in an open search', async () => {
  const childId = await corridor.receiveChild(mexico);
  await report(childId, { contact: 'deported', country: 'HN' });
  await corridor.pass(25);
  expect((await searches(mexico)).own.filter((one) => one.childId === childId)).toEqual([]);
  await corridor.pass(25);
  await corridor.pass(1);
  expect((await searches(mexico)).own.filter((one) => one.childId === childId)).toMatchObject([{ cause: 'forced_unanswered', closedAt: null }]);
  expect(await custodyRow(mexico, childId)).toMatchObject({ status: 'hold' });
});

test('a removal to where nobody can be asked opens a search at once', async () => {
  const childId = await corridor.receiveChild(mexico);
  expect(await report(childId, { contact: 'deported', country: 'SV' })).toMatchObject({ handoverId: null, notified: [], searchId: expect.stringMatching(/-/) });
});

test('an event is refused to who may not see the child, for the future, and in another agency', async () => {
  const childId = await corridor.receiveChild(mexico);
  const input = { childId, contact: 'absconded', at: corridor.clock.now(), source: 'own_staff' };
  expect(await first.run(reportEvent as never, input)).toMatchObject({ problem: { code: 'not-found' } });
  expect(await mexico.run(reportEvent as never, input, mexico.workerWith(['case_worker'], { teamIds: [mexico.otherTeam] }))).toMatchObject({ problem: { code: 'not-found' } });
  expect(await mexico.run(reportEvent as never, input, mexico.workerWith(['monitoring_officer']))).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await mexico.run(reportEvent as never, { ...input, at: '2027-01-01T00:00:00.000Z' })).toMatchObject({ problem: { code: 'input-invalid' } });
  expect(await mexico.run(reportEvent as never, { ...input, contact: 'vanished' })).toMatchObject({ problem: { code: 'input-invalid' } });
});

test('nothing of a child who fled is told to a body of her own state', async () => {
  const childId = await corridor.receiveChild(mexico, { givenNames: 'Protegida', firstSurname: 'Refugio' });
  await done(mexico, addConcerns, { childId, concerns: [{ code: 'P01', severity: 3, source: 'child', period: 'origin' }] });
  const before = (await rows(first, 'handover.notice')).length;
  const reported = await report(childId, { contact: 'deported', country: 'HN' });
  expect(reported).toMatchObject({ handoverId: null, notified: [] });
  const asked = await done(mexico, search.ask, { searchId: reported.searchId!, peers: [first.nodeId], days: 30 });
  expect(asked).toMatchObject({ asked: [], withheld: [{ peer: first.nodeId, reason: 'consular-lock' }] });
  await corridor.settle();
  expect((await rows(first, 'handover.notice')).length).toBe(before);
  // as a witness of the intake it may have met the identifier, which means nothing (docs/decisions/0006): so it has no other word of her
  const inbox = await rows<{ type: string; mid: string; sealed: Buffer; child_ids: ChildId[] }>(first, 'federation.inbox');
  const about = inbox.filter((row) => JSON.stringify(row).includes(childId));
  expect(about.map(({ type }) => type).filter((type) => type !== 'BEACON')).toEqual([]);
  for (const { child_ids: childIds, sealed } of about) {
    const jws = await first.within(async ({ node, transaction }) => valueOf(await node.vault.openForChild(transaction, childIds[0]!, sealed, 'federation.inbox')) as string);
    const { body } = JSON.parse(Buffer.from(jws.split('.')[1]!, 'base64url').toString()) as { body: { cid: string; genesis: string; intake: string | null } };
    expect(Object.keys(body).toSorted()).toEqual(['cid', 'genesis', 'intake']);
    const genesis = JSON.parse(Buffer.from(body.genesis.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
    expect(genesis).toMatchObject({ kind: 'genesis', cid: childId, from: mexico.nodeId, to: mexico.nodeId, hid: null, purpose: null });
    expect(await first.services.vault.openSealed(body.intake!, 'case-file', 'any')).toMatchObject({ ok: false });
    expect(JSON.stringify({ ...body, decoded: genesis })).not.toMatch(/Protegida|Refugio|P01/);
  }
});

test('a lost child is sought with tokens alone, found under another spelling, and asked for', async () => {
  const name = { givenNames: 'Jazmín', firstSurname: 'Velázquez', birth: { precision: 'year', year: 2013 } };
  const childId = await corridor.receiveChild(mexico, name);
  const there = await corridor.receiveChild(first, { ...name, givenNames: 'Jasmin', firstSurname: 'Belasquez' });
  await report(childId, { contact: 'absconded' });
  await corridor.pass(23);
  expect((await searches(mexico)).own.filter((one) => one.childId === childId)).toEqual([]);
  await corridor.pass(2);
  const own = (await searches(mexico)).own.find((one) => one.childId === childId);
  expect(own).toMatchObject({ cause: 'absconded', closedAt: null });
  const sent = corridor.wire.sent.length;
  await done(mexico, search.ask, { searchId: own!.searchId, peers: [first.nodeId, second.nodeId], days: 30 });
  await corridor.settle();
  const messages = await Promise.all(corridor.wire.sent.slice(sent).filter(({ request }) => request.path === '/fed/1/inbox')
    .map(({ to, request }) => readLine(corridor.agencies.find(({ services }) => services.settings.publicAddress === to)!.services.vault, request)));
  const wire = JSON.stringify(corridor.wire.sent.slice(sent)) + messages.join();
  expect(wire).toContain('"typ":"SEARCH"');
  for (const secret of ['Jazm', 'Vel', '2013', childId]) expect(wire).not.toContain(secret);
  const asked = (await searches(first)).foreign.find((one) => one.searchId === own!.searchId);
  expect(asked).toMatchObject({ answer: null, matches: [{ childId: there }] });
  expect((await searches(second)).foreign.filter((one) => one.searchId === own!.searchId)).toMatchObject([{ matches: [] }]);
  await done(second, search.answer, { searchId: own!.searchId, from: mexico.nodeId, answer: 'not_here' });
  const { handoverId } = await done<{ handoverId: Uuid }>(first, search.answer, { searchId: own!.searchId, from: mexico.nodeId, answer: 'found' });
  await corridor.settle();
  const answered = (await searches(mexico)).own.find((one) => one.childId === childId)!.asked;
  expect(answered.map(({ agency, answer }) => [agency.nodeId, answer])).toEqual(expect.arrayContaining([[first.nodeId, 'found'], [second.nodeId, 'not_here']]));
  await done(mexico, grant, { handoverId });
  await corridor.settle();
  expect(await custodyRow(first, childId)).toMatchObject({ status: 'hold', epoch: 1 });
  await done(mexico, search.close, { searchId: own!.searchId, outcome: 'found_other_agency', note: 'Está con la primera agencia' });
  expect(await mexico.run(search.close as never, { searchId: own!.searchId, outcome: 'found_safe', note: 'otra vez' })).toMatchObject({ problem: { code: 'already-done' } });
});

test('all of it comes out of the log again', () => expectRebuilt(corridor.agencies, ['handover.contact', 'handover.notice', 'handover.search', 'handover.search_asked', 'handover.search_peer']));
