import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addHours } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import { buildEnvelope, signAcceptance, type Letter } from '#exchange/federation/envelope/index.ts';
import { sealMessage } from '#exchange/federation/line.ts';
import { signRequest, type Unsigned } from '#exchange/federation/request-signature.ts';
import type { WireRequest } from '#exchange/federation/index.ts';
import { findPeer, resumePeer, suspendPeer } from '#rooms/governance/index.ts';
import { createFaultyWire } from '#test/support/faulty-wire.ts';
import { createFederatedNode, createWorld, newChildId, newHandoverId, type FederatedNode, type World } from './world.ts';

let world: World;
let here: FederatedNode;
let there: FederatedNode;
let stranger: FederatedNode;
beforeAll(async () => {
  const wire = createFaultyWire(1);
  world = await createWorld(wire);
  [here, there] = world.nodes as [FederatedNode, FederatedNode];
  stranger = await createFederatedNode({ seed: 9, clock: world.clock, wire });
});
afterAll(async () => {
  await world.close();
  await stranger.test.close();
});

/** A letter that stands in order on the line, unless told otherwise. */
async function letter(change: Record<string, unknown> = {}): Promise<Letter> {
  const last = await here.asNode(async ({ transaction }) =>
    (await sql<{ sequence: number; mid: string }>`select sequence, mid from federation.line_out where peer = ${there.id}`.execute(transaction)).rows[0]!);
  return {
    typ: 'WITHDRAW', to: there.id, inc: 0, tinc: 0, seq: last.sequence + 1, prevMid: last.mid, hid: newHandoverId(), sentAt: world.clock.now(),
    body: { reason: 'withdrawn', redirect: null, canTake: [] }, ...change,
  };
}

const signed = (from: FederatedNode, request: Partial<Unsigned> & Pick<Unsigned, 'body'>, now = world.clock.milliseconds()): Promise<WireRequest> =>
  signRequest(from.id, from.test.services.vault.requestSigner(), there.address, { method: 'POST', path: '/fed/1/inbox', contentType: 'application/jose', idempotencyKey: 'x', ...request }, now, 'nonce');

async function posted(from: FederatedNode, sent: Letter, change: Partial<Unsigned> = {}): Promise<WireRequest> {
  const { mid, jws } = await buildEnvelope(from.test.services.vault, sent);
  return signed(from, { ...(await sealed(mid, jws)), ...change });
}

/** A text under a name, sealed as it goes over the line. */
async function sealed(mid: string, jws: string): Promise<Pick<Unsigned, 'body' | 'idempotencyKey'>> {
  const { card } = (await here.asNode(({ transaction }) => findPeer(transaction, there.id)))!;
  return { body: await sealMessage({ now: world.clock.now() }, card, mid, jws), idempotencyKey: mid };
}

const broken = (text: string): string => {
  const parts = text.split('.');
  const signature = parts[2]!;
  return `${parts[0]}.${parts[1]}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
};

const tables = ['federation.inbox', 'federation.sent', 'federation.parked', 'federation.line_out', 'federation.file_wanted', 'probe.received', 'platform.operation', 'governance.peer', 'governance.trust_entry'];
const counts = async () => Promise.all(tables.map((table) => there.count(table)));

const offer = {
  group: [{ cid: newChildId(), epoch: 1 }], mode: 'push', agreement: '01890000-0000-7000-8000-000000000000', purpose: 'custody_transfer', reason: 'planned', urgency: 'planned',
  decideBy: '2026-04-01T00:00:00.000Z', keepTogether: true, splitDecision: null, plan: { place: null, at: null, escort: null, receivedBy: null }, profiles: [],
};

const table: readonly (readonly [string, () => Promise<WireRequest>, string, number, Record<string, unknown>])[] = [
  ['no signature', async () => ({ ...(await posted(here, await letter())), headers: { 'idempotency-key': 'x' } }), 'signature-invalid', 401, { reason: 'missing' }],
  ['a body changed on the way', async () => { const request = await posted(here, await letter()); return { ...request, body: broken(request.body) }; }, 'signature-invalid', 401, { reason: 'digest' }],
  ['a request signed with another key', async () => {
    const request = await posted(stranger, await letter());
    const input = request.headers['signature-input']!.replace(stranger.id, here.id);
    return { ...request, headers: { ...request.headers, 'signature-input': input } };
  }, 'signature-invalid', 401, { reason: 'key-unknown' }],
  ['a request signed for another path', async () => ({ ...(await posted(here, await letter(), { path: '/fed/1/receipts' })), path: '/fed/1/inbox' }), 'signature-invalid', 401, { reason: 'signature' }],
  ['a message with a wrong signature', async () => { const { mid, jws } = await buildEnvelope(here.test.services.vault, await letter()); return signed(here, await sealed(mid, broken(jws))); }, 'signature-invalid', 401, { reason: 'signature' }],
  ['a sender whom nobody here knows', async () => posted(stranger, await letter()), 'unknown-sender', 403, { reason: 'unknown' }],
  ["somebody else's message", async () => { const { mid, jws } = await buildEnvelope(stranger.test.services.vault, await letter()); return signed(here, await sealed(mid, jws)); }, 'unknown-sender', 403, {}],
  ['a message for another node', async () => posted(here, await letter({ to: stranger.id })), 'message-not-for-us', 403, { to: 'stranger' }],
  ['another name than its own', async () => { const { jws } = await buildEnvelope(here.test.services.vault, await letter()); return signed(here, await sealed('another', jws)); }, 'message-malformed', 400, { reason: 'idempotency-key' }],
  ['a message sealed under another name', async () => posted(here, await letter(), { idempotencyKey: 'another' }), 'message-malformed', 400, { reason: 'sealed' }],
  ['a message in the clear', async () => { const { mid, jws } = await buildEnvelope(here.test.services.vault, await letter()); return signed(here, { body: jws, idempotencyKey: mid }); }, 'message-malformed', 400, { reason: 'sealed' }],
  ['a text that is no message', async () => signed(here, await sealed('x', 'not a message')), 'message-malformed', 400, {}],
  ['a number that another message has', async () => posted(here, await letter({ seq: 1, prevMid: null })), 'message-old', 409, { reason: 'rewound', lastSeq: 1 }],
  ['a line that forks', async () => posted(here, await letter({ prevMid: 'A'.repeat(43) })), 'message-old', 409, { reason: 'rewound', lastSeq: 1 }],
  ['an opening without agreement', async () => posted(here, await letter({ typ: 'OFFER', body: offer })), 'no-agreement', 403, { agreement: offer.agreement, purpose: 'custody_transfer' }],
  ['a request for a child without agreement', async () => {
    const acceptance = await here.test.services.vault.sign('custody-acceptance', { a: 1 });
    return posted(here, await letter({ typ: 'REQUEST', body: { group: offer.group, evidence: 'present', asOfEpoch: null, acceptance, plan: offer.plan } }));
  }, 'no-agreement', 403, { purpose: 'custody_transfer' }],
  ['an acceptance of another handover', async () => {
    const acceptance = await signAcceptance(here.test.services.vault, { acceptId: newHandoverId(), hid: newHandoverId(), from: there.id, mode: 'push', group: offer.group, acceptedAt: world.clock.now() });
    return posted(here, await letter({ typ: 'ACCEPT', body: { group: offer.group, offer: acceptance, acceptance, plan: offer.plan } }));
  }, 'message-malformed', 400, { reason: 'acceptance-other' }],
  ['an acceptance that somebody else has signed', async () => {
    const hid = newHandoverId();
    const acceptance = await stranger.test.services.vault.sign('custody-acceptance', { typ: 'custody-acceptance/1', to: here.id, acceptId: hid, hid, from: there.id, mode: 'push', group: offer.group, acceptedAt: world.clock.now() });
    return posted(here, await letter({ typ: 'ACCEPT', hid, body: { group: offer.group, offer: acceptance, acceptance, plan: offer.plan } }));
  }, 'signature-invalid', 401, { reason: 'key-unknown' }],
  ['a body that is too large', async () => signed(here, { body: 'x'.repeat(1_450_000) }), 'too-large', 413, {}],
  ['a message that is too large', async () => signed(here, await sealed('x', 'x'.repeat(1_050_000))), 'too-large', 413, {}],
  ['an incarnation of this node that does not exist yet', async () => posted(here, await letter({ tinc: 3 })), 'superseded', 410, { incarnation: 0 }],
  ['an unknown path', async () => signed(here, { body: '', path: '/fed/1/children' }), 'not-found', 404, {}],
  ["another node's post", async () => signed(here, { method: 'GET', body: '', path: `/fed/1/outbox?peer=${stranger.id}` }), 'message-not-for-us', 403, {}],
  ['a file that was not offered', async () => signed(here, { method: 'GET', body: '', path: `/fed/1/files/${'A'.repeat(43)}?from=0` }), 'not-found', 404, { what: 'file' }],
];

test.each(table)('%s is refused with its cause, and nothing is changed', async (_name, build, code, status, details) => {
  const before = await counts();
  const response = await there.federation.handle(await build());
  const problem = JSON.parse(response.body) as { code: string; details: Record<string, unknown> };
  expect({ status: response.status, code: problem.code }).toEqual({ status, code });
  expect(problem.details).toMatchObject(details['to'] === 'stranger' ? { to: stranger.id } : details);
  expect(await counts()).toEqual(before);
});

test('a suspended sender is refused until it is resumed; messages of before its fence stay void', async () => {
  const administrator = there.test.worker(['administrator'], { hasSteppedUp: true });
  const inOrder = await posted(here, await letter());
  valueOf(await suspendPeer.run(there.test.services, administrator, { nodeId: here.id, reason: 'prueba' }));
  const before = await counts();
  expect(JSON.parse((await there.federation.handle(inOrder)).body)).toMatchObject({ code: 'unknown-sender', details: { reason: 'suspended' } });
  expect(await counts()).toEqual(before);
  valueOf(await resumePeer.run(there.test.services, administrator, { nodeId: here.id, reason: 'prueba', fencedIncarnation: 1 }));
  expect(JSON.parse((await there.federation.handle(inOrder)).body)).toMatchObject({ status: 410, code: 'superseded', details: { of: 'sender' } });
});

test('a message for an older incarnation of this node is refused with the number of the present one', async () => {
  there.incarnation = 2;
  const before = await counts();
  expect(JSON.parse((await there.federation.handle(await posted(here, await letter({ inc: 1 })))).body)).toMatchObject({ code: 'message-old', details: { reason: 'own-incarnation', incarnation: 2 } });
  expect(await counts()).toEqual(before);
  there.incarnation = 0;
});

test('a message that comes again gets the same receipt and does nothing', async () => {
  const request = await posted(here, await letter({ inc: 1, seq: 1, prevMid: null }));
  const first = await there.federation.handle(request);
  expect(first.status).toBe(200);
  const before = await counts();
  const received = there.room.received.length;
  expect(await there.federation.handle(request)).toEqual(first);
  const { mid, jws } = await buildEnvelope(here.test.services.vault, await letter({ inc: 1, seq: 1, prevMid: null}));
  expect((await there.federation.handle(await signed(here, await sealed(mid, jws)))).status).toBe(409);
  expect(await counts()).toEqual(before);
  expect(there.room.received).toHaveLength(received);
});

test('a clock that is off by an hour is shown, and its messages are taken', async () => {
  const ahead = addHours(world.clock.now(), 1);
  const sent = await letter({ inc: 1, seq: 4, prevMid: 'A'.repeat(43), sentAt: ahead });
  const { mid, jws } = await buildEnvelope(here.test.services.vault, sent);
  const response = await there.federation.handle(await signed(here, await sealed(mid, jws), Date.parse(ahead)));
  expect(response.status).toBe(200);
  const verb = there.federation.routes.find(({ endpoint }) => endpoint.path === '/api/federation/peers')!.verb;
  const { peers } = valueOf(await verb.run(there.test.services, there.test.worker(['administrator']), {})) as { peers: object[] };
  expect(peers).toMatchObject([{ nodeId: here.id, clockOffsetSeconds: 3600, warnings: ['clock-off', 'no-agreement'] }]);
});

test.each([['53100', 'disk-full', 507], ['40001', 'state-changed', 409]] as const)('a database that fails with %s says so, and the message is taken when it comes again', async (sqlState, code, status) => {
  const request = await posted(here, await letter({ inc: 2, seq: status, prevMid: 'A'.repeat(43) }));
  there.room.answer = async () => { throw Object.assign(new Error('planted'), { code: sqlState }); };
  const before = await counts();
  const refused = await there.federation.handle(request);
  expect({ status: refused.status, code: (JSON.parse(refused.body) as { code: string }).code }).toEqual({ status, code });
  expect(await counts()).toEqual(before);
  there.room.answer = null;
  expect((await there.federation.handle(request)).status).toBe(200);
});
