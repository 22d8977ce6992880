import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { valueOf, type Result } from '#kernel/result.ts';
import { createHttpWire, type CustodianFound } from '#exchange/federation/index.ts';
import { createFaultyWire } from '#test/support/faulty-wire.ts';
import { createFederatedNode, createWorld, acquaint, newChildId, owe, type FederatedNode, type World } from './world.ts';

const wire = createFaultyWire(1);
let world: World;
let one: FederatedNode;
let two: FederatedNode;
let three: FederatedNode;
beforeAll(async () => {
  world = await createWorld(wire, 3);
  [one, two, three] = world.nodes as [FederatedNode, FederatedNode, FederatedNode];
});
afterAll(() => world.close());

const verbOf = (node: FederatedNode, path: string) => node.federation.routes.find(({ endpoint }) => endpoint.path === `/api/federation${path}`)!.verb;
const run = (node: FederatedNode, path: string, input: unknown): Promise<Result<unknown>> =>
  verbOf(node, path).run(node.test.services, node.test.worker(['supervisor'], { hasSteppedUp: true }), input);
const ask = (node: FederatedNode, input: unknown) => run(node, '/custodian', input) as Promise<Result<CustodianFound>>;

test('the custodian is found over the pointers of nodes that only know the next one', async () => {
  const childId = newChildId();
  const wanted = { nodeId: three.id, name: 'Nodo 3', dutyPhone: '+52962000003', isConfirmed: true, asOf: world.clock.now(), saidBy: { nodeId: three.id, name: 'Nodo 3' } };
  one.pointers.set('MX-AER/2026/000007', { childId, at: two.id });
  one.pointers.set(childId, { childId, at: two.id });
  one.pointers.set('0123456789ABCDEF', { childId, at: two.id });
  two.pointers.set(childId, { childId, at: three.id });
  three.pointers.set(childId, { childId, at: 'here' });
  expect(await ask(one, { childId })).toEqual({ ok: true, value: wanted });
  expect(await ask(one, { cardNumber: '0123456789ABCDEF' })).toEqual({ ok: true, value: wanted });
  expect(await ask(one, { folio: 'MX-AER/2026/000007' })).toEqual({ ok: true, value: wanted });
  expect(await ask(three, { childId })).toEqual({ ok: true, value: wanted });
  expect(await ask(one, {})).toMatchObject({ problem: { code: 'input-invalid' } });
  expect(await ask(one, { childId: newChildId() })).toMatchObject({ problem: { code: 'not-found' } });
});

test('pointers that lead in a circle end where they began: nobody is asked twice', async () => {
  const childId = newChildId();
  one.pointers.set(childId, { childId, at: two.id });
  two.pointers.set(childId, { childId, at: one.id });
  const before = wire.sent.length;
  expect(await ask(one, { childId })).toMatchObject({ ok: true, value: { nodeId: two.id, isConfirmed: false, saidBy: { nodeId: one.id } } });
  expect(wire.sent.length - before).toBe(1);
});

test('a node that is off on the way is named with its telephone', async () => {
  const childId = newChildId();
  one.pointers.set(childId, { childId, at: two.id });
  wire.disconnect(two.address);
  expect(await ask(one, { childId })).toMatchObject({ ok: true, value: { nodeId: two.id, name: 'Nodo 2', dutyPhone: '+52962000002', isConfirmed: false, saidBy: { nodeId: one.id } } });
  two.restart();
});

test('the word of a node that was set back in time unnoticed is held against that of the origin: the later epoch counts', async () => {
  const childId = newChildId();
  one.pointers.set(childId, { childId, at: two.id, epoch: 1, others: [three.id] });
  two.pointers.set(childId, { childId, at: 'here', epoch: 1 });
  three.pointers.set(childId, { childId, at: 'here', epoch: 4 });
  expect(valueOf(await ask(one, { childId }))).toMatchObject({ nodeId: three.id, isConfirmed: true });
  three.pointers.set(childId, { childId, at: one.id, epoch: 0 });
  expect(valueOf(await ask(one, { childId }))).toMatchObject({ nodeId: two.id, isConfirmed: true });
});

test('an answer about the custodian is sealed to the node that asked', async () => {
  const childId = newChildId();
  one.pointers.set(childId, { childId, at: two.id });
  two.pointers.set(childId, { childId, at: 'here' });
  const before = wire.sent.length;
  valueOf(await ask(one, { childId }));
  const answer = await two.federation.handle(wire.sent[before]!.request);
  expect(answer.status).toBe(200);
  expect(answer.body).not.toContain(two.id);
});

test('a node that nobody can reach fetches its messages and gives its receipts', async () => {
  const hidden = await createFederatedNode({ seed: 8, clock: world.clock, wire, parts: { fetchesFromPeers: true } });
  await acquaint(one, hidden);
  wire.disconnect(hidden.address);
  owe(one, hidden, 'for the hidden one');
  owe(hidden, one, 'from the hidden one');
  await one.federation.courier.round();
  await hidden.federation.courier.round();
  expect(hidden.room.received.map(({ envelope }) => envelope.typ)).toEqual(['WITHDRAW']);
  const { items } = valueOf(await run(one, '/outbox', { peer: hidden.id })) as { items: { state: string }[] };
  expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['received']));
  expect(one.room.received.filter(({ envelope }) => envelope.from === hidden.id)).toHaveLength(1);
  const { items: inbox } = valueOf(await run(hidden, '/inbox', {})) as { items: { via: string }[] };
  expect(new Set(inbox.map(({ via }) => via))).toEqual(new Set(['fetched']));
  await hidden.test.close();
});

test('a carried file does what the line would do, also twice, late, and back again with the receipts', async () => {
  wire.part(one.address, two.address);
  owe(one, two, 'by file');
  await one.federation.courier.round();
  const out = valueOf(await run(one, '/mail/export', { nodeId: two.id })) as { content: string; messages: number };
  expect(out.messages).toBe(1);
  expect(await run(three, '/mail/import', { content: out.content })).toMatchObject({ problem: { code: 'message-not-for-us' } });
  expect(await run(two, '/mail/import', { content: 'nothing' })).toMatchObject({ problem: { code: 'file-invalid' } });
  expect(await run(two, '/mail/import', { content: out.content.replace(/(.{9})"\}$/, 'AAAAAAAAA"}') })).toMatchObject({ problem: { code: 'file-invalid', details: { reason: 'altered' } } });
  expect(valueOf(await run(two, '/mail/import', { content: out.content }))).toEqual({ from: one.id, accepted: 1, duplicates: 0, receipts: 0, files: 0, refused: [] });
  expect(valueOf(await run(two, '/mail/import', { content: out.content }))).toEqual({ from: one.id, accepted: 0, duplicates: 1, receipts: 0, files: 0, refused: [] });
  expect(two.room.received.filter(({ envelope }) => envelope.from === one.id)).toHaveLength(1);
  const back = valueOf(await run(two, '/mail/export', { nodeId: one.id })) as { content: string; receipts: number };
  expect(back.receipts).toBe(1);
  expect(valueOf(await run(one, '/mail/import', { content: back.content }))).toMatchObject({ receipts: 1 });
  expect((valueOf(await run(one, '/mail/export', { nodeId: two.id })) as { messages: number }).messages).toBe(0);
  wire.heal();
});

test('a worker sees the items of the children in her reach, an administrator counts alone', async () => {
  const administrator = one.test.worker(['administrator']);
  expect(await verbOf(one, '/outbox').run(one.test.services, administrator, {})).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(valueOf(await verbOf(one, '/outbox').run(one.test.services, one.test.worker(['case_worker']), {}))).toMatchObject({ items: [] });
  expect((valueOf(await verbOf(one, '/peers').run(one.test.services, administrator, {})) as { peers: unknown[] }).peers.length).toBeGreaterThan(1);
  const page = valueOf(await run(one, '/outbox', { limit: '2' })) as { items: { mid: string }[]; nextCursor: string };
  const rest = valueOf(await run(one, '/outbox', { limit: '100', cursor: page.nextCursor })) as { items: { mid: string }[] };
  const all = valueOf(await run(one, '/outbox', { limit: '100' })) as { items: { mid: string }[] };
  expect([...page.items, ...rest.items].map(({ mid }) => mid)).toEqual(all.items.map(({ mid }) => mid));
});

test('over real HTTP: the same messages, the same refusals', async () => {
  const servers: FastifyInstance[] = [];
  const nodes: FederatedNode[] = [];
  for (const seed of [21, 22]) {
    const node = await createFederatedNode({ seed, clock: world.clock, wire, parts: { wire: createHttpWire(5000) } });
    const server = fastify();
    await node.federation.extension(server);
    const address = await server.listen({ host: '127.0.0.1', port: 0 });
    Object.assign(node.test.services.settings, { publicAddress: address });
    servers.push(server);
    nodes.push(node);
  }
  const [here, there] = nodes as [FederatedNode, FederatedNode];
  await acquaint(here, there);
  owe(here, there, 'over the line');
  await here.federation.courier.round();
  expect(there.room.received.map(({ envelope }) => envelope.typ)).toEqual(['WITHDRAW']);
  const address = there.test.services.settings.publicAddress;
  const unsigned = await fetch(`${address}/fed/1/inbox`, { method: 'POST', body: 'x', headers: { 'content-type': 'application/jose' } });
  expect([unsigned.status, ((await unsigned.json()) as { code: string }).code]).toEqual([401, 'signature-invalid']);
  expect(unsigned.headers.get('content-type')).toContain('application/problem+json');
  const large = await fetch(`${address}/fed/1/inbox`, { method: 'POST', body: 'x'.repeat(2_000_000), headers: { 'content-type': 'application/jose' } });
  expect(large.status).toBe(413);
  await servers[1]!.close();
  owe(here, there, 'to a node that is off');
  expect((await here.federation.courier.round()).delivered).toBe(0);
  await servers[0]!.close();
  await Promise.all(nodes.map(({ test: node }) => node.close()));
});
