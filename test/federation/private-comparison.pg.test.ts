import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { receive } from '#rooms/case/index.ts';
import { randomBytes } from 'node:crypto';
import { comparisonRequest } from '#exchange/federation/comparison/words.ts';
import { askPeer, randomName } from '#exchange/federation/request.ts';
import type { Caller } from '#platform/services.ts';
import { createBlinding, keyInUse, multiply, pointOf, sealTo } from '#platform/vault/index.ts';
import { findPeer, listActiveAgreements } from '#rooms/governance/index.ts';
import { comparison } from '#rooms/tracing/index.ts';
import { createStandingQuestions, openRequest } from '#rooms/tracing/index.ts';
import type { Comparison, ContactItem, ContactView, RequestView } from '#rooms/tracing/schema.ts';
import { openFieldPolicy, type Agency } from '#test/support/agency.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';
import { createSmallCorridor, done, type SmallCorridor } from '#test/support/small-corridor.ts';
import { tracingRoutes } from '#rooms/tracing/index.ts';

/* Two whole nodes compare whom they know without showing it to each other; people then decide on contact. */

const terms = { purposes: ['custody_transfer', 'referral', 'family_tracing'], fieldPolicy: { ...openFieldPolicy, byField: { 'tracing.encodings': 'at_offer' } } };
let corridor: SmallCorridor;
let north: Agency;
let south: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Norte', 'Sur'], { terms });
  [north, south] = corridor.agencies as [Agency, Agency];
});
afterAll(() => corridor.close());

const verbAt = (agency: Agency, path: string, method: string) => [...tracingRoutes(agency.registry, () => Promise.resolve(new Map())), ...agency.federation.routes].find(({ endpoint }) => endpoint.path === path && endpoint.method === method)!.verb;
const call = async <Output>(agency: Agency, method: string, path: string, input: unknown, caller = agency.worker): Promise<Output> => done<Output>(agency, verbAt(agency, path, method), input, caller);
const runsOf = async (agency: Agency) => (await call<{ comparisons: Comparison[] }>(agency, 'GET', '/api/tracing/comparisons', {})).comparisons;
const contactsOf = async (agency: Agency) => (await call<{ items: ContactItem[] }>(agency, 'GET', '/api/tracing/contacts', {})).items;
const compare = async (agency: Agency, peer: Agency, kind: 'facts' | 'encodings') => valueOf(await agency.federation.compare({ peer: peer.nodeId, kind }, agency.workerWith(['coordinator'])));
const profile = { givenNames: 'Xiomara Isabel', firstSurname: 'Caal', secondSurname: 'Pop', birth: { precision: 'day', day: '2014-05-09' }, sex: 'F', nationalities: ['GT'], originPlace: { department: 'GT-16', municipality: 'Cobán' } };

const mayTrace = { answers: { tracing: 'granted', registration: 'granted' }, givenBy: 'authority', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'own_words', override: { reason: 'carer_absent', note: 'sola', wasToldToChild: true } } as const;
async function received(agency: Agency, values: Record<string, unknown>, consents = true): Promise<ChildId> {
  const { childId } = await done<{ childId: ChildId }>(agency, receive, {
    searchedFirst: { candidatesShown: 0 }, source: 'child', found: { by: 'shelter' }, teamId: agency.team, profile: values, ...(consents ? { consent: mayTrace } : {}),
  });
  await agency.quiet();
  return childId;
}
const ask = async (agency: Agency, sought: Record<string, unknown>): Promise<Uuid> => (await done<{ requestId: Uuid }>(agency, openRequest, {
  side: 'family', channel: 'phone', teamId: agency.team, inquirer: { name: 'Rosa Caal', relation: 'mother' }, sought,
}, agency.workerWith(['case_worker']))).requestId;

/** What a peer that lies may send: any question, sealed and signed as it should be. */
async function say(from: Agency, to: Agency, question: Record<string, unknown>) {
  const parts = { node: from.services, wire: corridor.wire.endOf(from.address) };
  const card = await from.within(async ({ transaction }) => (await findPeer(transaction, to.nodeId))!.card);
  const name = randomName(parts);
  const sealed = await sealTo(keyInUse(card.sealing, corridor.clock.now()), Buffer.from(JSON.stringify(question)), comparisonRequest, name);
  return askPeer(parts, card, { method: 'POST', path: '/fed/1/comparison', body: JSON.stringify({ sealed }), contentType: 'application/json', idempotencyKey: name });
}
const agreementOf = (agency: Agency, peer: Agency): Promise<Uuid> => agency.within(async (unit) => (await listActiveAgreements(unit, peer.nodeId))[0]!.terms.agreementId);
const newRun = (agency: Agency): Promise<Uuid> => agency.within((unit) => Promise.resolve(unit.newIdentifier()));
const share = 'A'.repeat(43);
const blinded = (persons: number) => {
  const { secret } = createBlinding(randomBytes);
  return Buffer.concat(Array.from({ length: persons * 24 }, (_, index) => valueOf(multiply(secret, pointOf(Buffer.alloc(32), `${index}`))))).toString('base64url');
};

test('a family’s request meets the child at the other agency, and nobody learns more than that', async () => {
  const childId = await received(south, profile);
  await received(south, { ...profile, givenNames: 'Otra', birth: { precision: 'day', day: '2011-01-02' } });
  const requestId = await ask(north, { ...profile, givenNames: 'Siomara Ysabel', secondSurname: undefined });
  await ask(north, { givenNames: 'Nadie', firstSurname: 'Inexistente', birth: { precision: 'year', year: 2010 } });
  const before = corridor.wire.sent.length;
  const run = await compare(north, south, 'facts');
  expect(await run.done).toEqual({ ok: true, value: { found: 1 } });
  const [contact] = await contactsOf(north);
  expect(contact).toMatchObject({ requestId, side: 'asking', state: 'nominated', peer: { nodeId: south.nodeId } });
  expect(await contactsOf(south)).toEqual([]);
  const wire = corridor.wire.sent.slice(before).map(({ request }) => request.body).join(' ');
  for (const word of ['Xiomara', 'Caal', childId, requestId]) expect(wire).not.toContain(word);
  expect((await runsOf(north))[0]).toMatchObject({ direction: 'asked', kind: 'facts', state: 'done', asked: 48, answered: 64, found: 1 });
  expect((await runsOf(south))[0]).toMatchObject({ direction: 'answered', kind: 'facts', state: 'done', asked: 48, answered: 2, found: null });
  // the request itself says which agency to call, and no more
  await createStandingQuestions(north.registry).run(north.services);
  const { atPeers } = await call<RequestView>(north, 'GET', '/api/tracing/requests/:requestId', { requestId });
  expect(atPeers).toEqual([{ name: expect.any(String), dutyPhone: expect.any(String), band: contact!.band }]);
});

test('who does not consent, or is with somebody else by now, takes no part', async () => {
  const silent = { givenNames: 'Petronila', firstSurname: 'Quib', secondSurname: 'Tzul', birth: { precision: 'day', day: '2012-02-03' }, sex: 'F', originPlace: { department: 'GT-16', municipality: 'Lanquín' } };
  await received(south, silent, false);
  await ask(north, silent);
  const gone = { ...silent, givenNames: 'Marvin', firstSurname: 'Choc', sex: 'M' };
  const moved = await received(south, gone);
  await south.within(({ transaction }) => sql`update handover.custody set status = 'past', pointer = ${north.nodeId} where child_id = ${moved}`.execute(transaction));
  await ask(north, gone);
  const run = await compare(north, south, 'facts');
  expect(await run.done).toEqual({ ok: true, value: { found: 0 } });
  // asked about as they stand, they are not asked about again within the week
  const again = await compare(north, south, 'facts');
  expect(await again.done).toEqual({ ok: true, value: { found: 0 } });
  const askedIn = async (id: Uuid) => (await runsOf(north)).find(({ runId }) => runId === id)?.asked;
  expect([await askedIn(run.runId), await askedIn(again.runId)]).toEqual([48, 0]);
});

test('without an agreement, or beyond it, nothing is computed; the attempt is on record', async () => {
  const agreement = await newRun(north);
  const looks = () => south.within(async ({ transaction }) => (await sql<{ count: number }>`select count(*)::int as count from platform.access_log where act = 'tracing.compare-privately'`.execute(transaction)).rows[0]!.count);
  const before = await looks();
  expect(await say(north, south, { kind: 'facts', runId: await newRun(north), agreement, share, page: 0, points: blinded(1) })).toMatchObject({ problem: { code: 'no-agreement' } });
  expect(await say(north, south, { kind: 'encodings', runId: await newRun(north), agreement, share, page: 0, persons: 1 })).toMatchObject({ problem: { code: 'no-agreement' } });
  expect(await looks()).toBe(before);
  const refused = (await runsOf(south)).filter(({ state }) => state === 'refused');
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatchObject({ peer: { nodeId: north.nodeId }, problem: { code: 'no-agreement' } });
});

test('points that are none, a question that is another under the same name, and a replayed run are refused', async () => {
  corridor.clock.advanceHours(25);
  const agreement = await agreementOf(north, south);
  const question = async (points: string) => ({ kind: 'facts', runId: await newRun(north), agreement, share, page: 0, points });
  for (const points of ['', Buffer.alloc(32 * 24).toString('base64url'), blinded(1).slice(0, 100), Buffer.alloc(32 * 24, 0xff).toString('base64url')]) {
    expect(await say(north, south, await question(points))).toMatchObject({ problem: { code: 'message-malformed' } });
  }
  const good = await question(blinded(1));
  // asked twice at once, as after an answer that was lost, it is one run
  expect((await Promise.all([say(north, south, good), say(north, south, good)])).map(({ ok }) => ok)).toEqual([true, true]);
  expect(await say(north, south, { ...good, points: blinded(1) })).toMatchObject({ problem: { code: 'already-done' } });
  expect(await say(north, south, { ...good, page: 9 })).toMatchObject({ problem: { code: 'message-malformed' } });
  south.restart();
  expect(await say(north, south, good)).toMatchObject({ problem: { code: 'already-done' } });
});

test('who reads names out of a list is stopped by the quota and is seen', async () => {
  corridor.clock.advanceHours(25);
  const agreement = await agreementOf(north, south);
  const guess = async (persons: number) => say(north, south, { kind: 'facts', runId: await newRun(north), agreement, share, page: 0, points: blinded(persons) });
  expect((await guess(20)).ok).toBe(true);
  for (let attempt = 0; attempt < 3; attempt++) expect(await guess(6)).toMatchObject({ problem: { code: 'too-many-requests' } });
  expect((await guess(5)).ok).toBe(true);
  const stopped = (await runsOf(south)).filter(({ problem }) => problem?.code === 'too-many-requests');
  expect(stopped).toHaveLength(1);
  south.restart();
  expect(await guess(1)).toMatchObject({ problem: { code: 'too-many-requests' } });
  corridor.clock.advanceHours(25);
  expect((await guess(1)).ok).toBe(true);
});

test('on a line that loses, doubles and holds back, a run is one run on both sides', async () => {
  corridor.clock.advanceHours(25);
  corridor.wire.faults = { dropRequest: 0.25, dropAnswer: 0.25, duplicate: 0.3, delay: 0.1 };
  await ask(north, { ...profile, givenNames: 'Xiomara', birth: { precision: 'day', day: '2014-05-09' } });
  const run = await compare(north, south, 'facts');
  expect(await run.done).toMatchObject({ ok: true });
  corridor.wire.faults = { dropRequest: 0, dropAnswer: 0, duplicate: 0, delay: 0 };
  await corridor.wire.release();
  for (const agency of [north, south]) expect((await runsOf(agency)).filter(({ runId }) => runId === run.runId)).toMatchObject([{ state: 'done' }]);
  corridor.wire.disconnect(south.address);
  await ask(north, { ...profile, givenNames: 'Ixchel' });
  const lost = await compare(north, south, 'facts');
  expect(await lost.done).toMatchObject({ problem: { code: 'peer-unreachable' } });
  expect((await runsOf(north)).find(({ runId }) => runId === lost.runId)).toMatchObject({ state: 'failed', problem: { code: 'peer-unreachable' } });
  south.restart();
  corridor.clock.advanceHours(2);
  expect([await north.federation.compareWhenDue(), await north.federation.compareWhenDue()]).toEqual([1, 0]);
  corridor.clock.advanceHours(2);
  expect(await north.federation.compareWhenDue()).toBe(0);
});

test('encodings of all who may be compared meet misspelled names; a second run on the same day is refused', async () => {
  corridor.clock.advanceHours(25);
  const there = await received(south, { givenNames: 'Wilmer Alexander', firstSurname: 'Vásquez', secondSurname: 'Hernández', birth: { precision: 'day', day: '2010-11-20' }, sex: 'M', originPlace: { department: 'GT-16', municipality: 'San Pedro Carchá' }, people: [{ id: '01890000-0000-7000-8000-000000000009', relation: 'mother', name: 'Marta Hernández', phone: '+502 5555 0303' }] });
  const here = await received(north, { givenNames: 'Wilmer Alexsander', firstSurname: 'Basques', secondSurname: 'Ernandes', birth: { precision: 'day', day: '2010-11-20' }, sex: 'M', originPlace: { department: 'GT-16', municipality: 'San Pedro Carcha' } });
  const run = await compare(north, south, 'encodings');
  expect(await run.done).toMatchObject({ ok: true });
  const found = (await contactsOf(north)).filter(({ childId }) => childId === here);
  expect(found).toMatchObject([{ state: 'nominated', side: 'asking' }]);
  const answered = (await runsOf(south)).find(({ runId }) => runId === run.runId)!;
  // invented persons fill the list up
  expect(answered.answered).toBe(64);
  // neither side keeps an encoding: all that stands is which child is at which place, sealed
  const kept = await south.within(async ({ transaction }) => (await sql<{ size: number }>`select octet_length(places_sealed) as size from tracing.comparison_place where run_id = ${run.runId}`.execute(transaction)).rows[0]!.size);
  expect(kept).toBeLessThan(64 * 32);
  expect(await (await compare(north, south, 'encodings')).done).toMatchObject({ problem: { code: 'too-many-requests' } });
  expect(there).not.toBe(here);
});

test('contact: nothing leaves before two people of each side have agreed, then the agreed fields alone are compared', async () => {
  const [one, other] = [north.workerWith(['supervisor']), north.workerWith(['coordinator'])];
  const nominated = (await contactsOf(north)).find(({ childId }) => childId !== null)!;
  const { contactId } = nominated;
  const view = (agency: Agency, id: string) => call<ContactView>(agency, 'GET', '/api/tracing/contacts/:contactId', { contactId: id });
  const support = (agency: Agency, caller: Caller) => agency.run(verbAt(agency, '/api/tracing/contacts/:contactId/support', 'POST') as never, { contactId, reason: 'parece la misma' }, caller);
  expect(await support(north, north.workerWith(['lawyer']))).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await support(north, one)).toMatchObject({ ok: true });
  await corridor.settle(2);
  expect(await contactsOf(south)).toEqual([]);
  expect(await support(north, one)).toMatchObject({ problem: { code: 'four-eyes-needed' } });
  expect(await support(north, other)).toMatchObject({ ok: true });
  await corridor.settle(2);
  const [there] = await contactsOf(south);
  expect(there).toMatchObject({ contactId, side: 'asked', state: 'nominated', peer: { nodeId: north.nodeId } });
  expect(await view(north, contactId)).toMatchObject({ state: 'asked', theirs: null });
  expect(await view(south, contactId)).toMatchObject({ theirs: null, may: { support: true, decline: true } });
  await support(south, south.workerWith(['supervisor']));
  await support(south, south.workerWith(['supervisor']));
  await corridor.settle(2);
  const [seenHere, seenThere] = [await view(north, contactId), await view(south, contactId)];
  expect([seenHere.state, seenThere.state]).toEqual(['compared', 'compared']);
  expect(seenHere.theirs).toMatchObject({ givenNames: 'Wilmer Alexander', firstSurname: 'Vásquez' });
  expect(seenThere.theirs).toMatchObject({ givenNames: 'Wilmer Alexsander' });
  // of her mother the name, and not how she is reached
  expect(seenHere.theirs!.people).toEqual([expect.objectContaining({ relation: 'mother', name: 'Marta Hernández' })]);
  expect(JSON.stringify(seenHere)).not.toContain('5555 0303');
  expect(seenHere.probability).toBeGreaterThan(0.5);
  expect(seenThere.probability).toBeCloseTo(seenHere.probability!, 1);
});

test('a place that was never given, a stranger to the run, and one person’s no', async () => {
  const take = async (place: number, runId: Uuid) => south.within(async (unit) => comparison.takeContact(unit, north.nodeId, { contactId: unit.newIdentifier(), runId, place, band: 'likely', agreementId: await agreementOf(south, north) }));
  const run = (await runsOf(south)).find(({ kind, state }) => kind === 'encodings' && state === 'done')!;
  expect(await take(9999, run.runId)).toMatchObject({ problem: { code: 'not-found' } });
  expect(await take(0, await newRun(north))).toMatchObject({ problem: { code: 'not-found' } });
  const open = (await contactsOf(north)).find(({ state }) => state === 'nominated')!;
  await call(north, 'POST', '/api/tracing/contacts/:contactId/decline', { contactId: open.contactId, reason: 'otra edad' });
  expect((await contactsOf(north)).find(({ contactId }) => contactId === open.contactId)).toMatchObject({ state: 'declined' });
  await expectRebuilt([north, south], ['tracing.comparison', 'tracing.contact'], ['handover.custody']);
});
