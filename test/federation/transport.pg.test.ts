import { afterEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { issueOwnCard, resumePeer, suspendPeer } from '#rooms/governance/index.ts';
import { createFaultyWire, noFaults, type FaultyWire } from '#test/support/faulty-wire.ts';
import { custodyPort } from '#exchange/federation/index.ts';
import { applied, createWorld, owe, type FederatedNode, type World } from './world.ts';
import { alignPeers, nodeStanding } from '#rooms/handover/index.ts';

let world: World;
let wire: FaultyWire;
afterEach(() => world.close());
const start = async (size = 2) => {
  wire = createFaultyWire(7);
  world = await createWorld(wire, size);
  return world.nodes as [FederatedNode, FederatedNode, FederatedNode];
};
const worker = (node: FederatedNode) => node.test.worker(['supervisor']);
const list = async (node: FederatedNode, path: string, input = {}) => {
  const verb = node.federation.routes.find(({ endpoint }) => endpoint.path === path && endpoint.method === 'GET')!.verb;
  const answer = await verb.run(node.test.services, worker(node), input);
  if (!answer.ok) throw new Error(answer.problem.code);
  return answer.value as { items: Record<string, unknown>[]; peers: Record<string, unknown>[] };
};
const onlyWithdrawals = (items: Record<string, unknown>[]) => items.filter((item) => item['type'] === 'WITHDRAW');
const stateOf = async (node: FederatedNode, type = 'WITHDRAW') => (await list(node, '/api/federation/outbox')).items.filter((item) => item['type'] === type).map(({ state }) => state);

test('what a room owes is delivered once, in order, with a signed receipt on both sides', async () => {
  const [here, there] = await start();
  for (const key of ['a', 'b', 'c']) owe(here, there, key);
  await world.settle(1);
  expect(there.room.received.filter(({ envelope }) => envelope.typ === 'WITHDRAW').map(({ envelope }) => envelope.seq)).toEqual([2, 3, 4]);
  const { items } = await list(here, '/api/federation/outbox');
  expect(items.map(({ state, type }) => `${String(type)} ${String(state)}`).toSorted()).toEqual(['CARD received', 'WITHDRAW received', 'WITHDRAW received', 'WITHDRAW received']);
  const inbox = await list(there, '/api/federation/inbox');
  expect(new Set(inbox.items.map(({ receipt }) => receipt))).toEqual(new Set(items.map(({ receipt }) => receipt)));
  await world.settle(3);
  expect(there.room.received).toHaveLength(3);
});

test('a line that is down is tried after growing pauses, for as long as it takes, and at once when the peer is heard', async () => {
  const [here, there] = await start();
  wire.disconnect(there.address);
  owe(here, there, 'a');
  const tried = () => wire.sent.filter(({ from, request }) => from === here.address && request.path === '/fed/1/inbox').length;
  const before = tried();
  await here.federation.courier.round();
  await here.federation.courier.round();
  expect(tried() - before).toBe(1);
  expect(await stateOf(here)).toEqual(['sent']);
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 14; attempt++) {
    const [item] = onlyWithdrawals((await list(here, '/api/federation/outbox')).items);
    pauses.push((Date.parse(String(item!['nextAt'])) - world.clock.milliseconds()) / 60_000);
    world.clock.advanceHours(pauses.at(-1)! / 60);
    await here.federation.courier.round();
  }
  expect(tried() - before).toBe(15);
  expect(pauses[0]).toBeLessThanOrEqual(1);
  expect(Math.max(...pauses)).toBeGreaterThan(180);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(360);
  there.restart();
  owe(there, here, 'sign-of-life');
  await there.federation.courier.round();
  await here.federation.courier.round();
  expect(await stateOf(here)).toEqual(['received']);
});

test('losing the work sheet loses nothing', async () => {
  const [here, there] = await start();
  wire.disconnect(there.address);
  for (const key of ['a', 'b']) owe(here, there, key);
  await here.federation.courier.round();
  await sql`delete from federation.sent`.execute(here.test.services.database);
  here.restart();
  there.restart();
  await world.settle(2);
  expect(there.room.received.filter(({ envelope }) => envelope.typ === 'WITHDRAW')).toHaveLength(2);
  expect(await stateOf(here)).toEqual(['received', 'received']);
});

test('a crash between saving and sending, and one between arrival and answer, change nothing', async () => {
  const [here, there] = await start();
  owe(here, there, 'a');
  here.restart();
  wire.faults = { ...noFaults, dropAnswer: 1 };
  await here.federation.courier.round();
  there.restart();
  wire.faults = noFaults;
  world.clock.advanceHours(1);
  await here.federation.courier.round();
  expect(await stateOf(here)).toEqual(['received']);
  expect(await there.count('probe.received')).toBe(1);
  expect(there.room.received).toHaveLength(1);
});

test('what is owed no more is not sent; what is answered by an act is sent again until it is', async () => {
  const [here, there] = await start();
  wire.disconnect(there.address);
  owe(here, there, 'a');
  await here.federation.courier.round();
  here.room.owed.delete('a');
  owe(here, there, 'b', { resentUntil: 'answer' });
  there.restart();
  world.clock.advanceHours(1);
  await world.settle(1);
  expect((await stateOf(here)).toSorted()).toEqual(['obsolete', 'received']);
  expect(there.room.received).toHaveLength(1);
  const arrivals = () => wire.sent.filter(({ to, request }) => to === there.address && request.path === '/fed/1/inbox').length;
  const before = arrivals();
  world.clock.advanceHours(7);
  await world.settle(1);
  expect(arrivals() - before).toBe(1);
  expect(there.room.received).toHaveLength(1);
  here.room.owed.delete('b');
  here.federation.courier.wake();
  world.clock.advanceHours(7);
  await world.settle(1);
  expect(arrivals() - before).toBe(1);
});

test('a message that cannot be applied is kept, shown with its cause, and applied when it can be', async () => {
  const [here, there] = await start();
  there.room.answer = async () => { throw new Error('a bug'); };
  owe(here, there, 'a');
  await world.settle(1);
  expect(await stateOf(here)).toEqual(['received']);
  expect((await list(there, '/api/federation/inbox', { only: 'parked' })).items).toMatchObject([{ type: 'WITHDRAW', state: 'parked', problem: { code: 'conflict', details: { reason: 'failed' } } }]);
  expect(await there.count('probe.received')).toBe(0);
  expect((await list(there, '/api/federation/peers')).peers).toMatchObject([{ parked: 1, warnings: ['parked', 'no-agreement'] }]);
  there.room.answer = async () => ({ outcome: 'parked', problem: { code: 'state-changed', details: {} } });
  world.clock.advanceHours(1);
  await there.federation.courier.round();
  expect((await list(there, '/api/federation/inbox', { only: 'parked' })).items).toMatchObject([{ problem: { code: 'state-changed' } }]);
  there.room.answer = null;
  world.clock.advanceHours(1);
  expect((await there.federation.courier.round()).settled).toBe(1);
  expect(await there.count('probe.received')).toBe(1);
  expect(onlyWithdrawals((await list(there, '/api/federation/inbox')).items)).toMatchObject([{ state: 'settled' }]);
});

test('a room that cannot take a message now gives no receipt; its cause is shown and the message comes again', async () => {
  const [here, there] = await start();
  there.room.answer = async () => ({ outcome: 'refused', problem: { code: 'recovering', details: {} }, recorded: [] });
  owe(here, there, 'a');
  await world.settle(1);
  expect(onlyWithdrawals((await list(here, '/api/federation/outbox')).items)).toMatchObject([{ state: 'refused', problem: { code: 'recovering' } }]);
  expect(await there.count('federation.parked')).toBe(0);
  there.room.answer = null;
  world.clock.advanceHours(1);
  await world.settle(1);
  expect(await stateOf(here)).toEqual(['received']);
});

test('answers that are owed by no state are sent once and survive a failed delivery', async () => {
  const [here, there] = await start();
  there.room.answer = async (_unit, { envelope }) => ({
    ...(applied() as Extract<ReturnType<typeof applied>, { outcome: 'applied' }>),
    answers: [{ key: `answer ${envelope.mid}`, resentUntil: 'receipt', to: here.id, typ: 'WITHDRAW', handoverId: envelope.hid!, body: { reason: 'unknown', redirect: null, canTake: [] }, childIds: [] }],
  });
  owe(here, there, 'a');
  await here.federation.courier.round();
  wire.part(here.address, there.address);
  await there.federation.courier.round();
  wire.heal();
  there.restart();
  world.clock.advanceHours(1);
  await there.federation.courier.round();
  expect(here.room.received.map(({ envelope }) => (envelope.body as { reason: string }).reason)).toEqual(['unknown']);
});

test('a new card reaches every peer by itself, and what its new keys sign holds', async () => {
  const [here, there] = await start();
  const moved = { ...here.test.services, settings: { ...here.test.services.settings, dutyPhone: '+529999999999' } };
  await issueOwnCard.run(moved, here.test.nodeCaller, {});
  here.federation.courier.wake();
  await world.settle(1);
  expect((await list(there, '/api/federation/peers')).peers).toMatchObject([{ nodeId: here.id, dutyPhone: '+529999999999' }]);
});

test('drop, duplicate, reorder and delay at once: everything arrives, nothing is applied twice', async () => {
  const [one, two, three] = await start(3);
  wire.faults = { dropRequest: 0.2, dropAnswer: 0.2, duplicate: 0.2, delay: 0.2 };
  const nodes = [one, two, three];
  for (let step = 0; step < 30; step++) {
    const from = nodes[step % 3]!;
    owe(from, nodes[(step + 1 + (step % 2)) % 3]!, `m${step}`);
    if (step % 4 === 0) await world.settle(1);
    if (step % 7 === 0) from.restart();
    if (step % 5 === 0) await wire.release();
    world.clock.advanceHours(0.2);
  }
  wire.faults = noFaults;
  for (let rest = 0; rest < 4; rest++) {
    world.clock.advanceHours(6);
    await wire.release();
    await world.settle(2);
  }
  for (const node of nodes) expect(new Set(await stateOf(node))).toEqual(new Set(['received']));
  const counts = await Promise.all(nodes.map((node) => node.count('probe.received')));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
  expect(nodes.reduce((sum, node) => sum + node.room.received.length, 0)).toBe(30);
});

test('a node that was set back in time learns it from its peer, takes a new incarnation, says nothing before it has recovered, and is up again once its peer has answered', async () => {
  const [here, there] = await start();
  owe(here, there, 'a');
  await world.settle(1);
  await sql`update federation.line_out set sequence = 1`.execute(here.test.services.database);
  owe(here, there, 'b');
  await world.settle(1);
  expect(onlyWithdrawals((await list(here, '/api/federation/outbox')).items).map(({ state, problem }) => [state, (problem as { code: string } | null)?.code]).toSorted())
    .toEqual([['received', undefined]]);
  expect(here.incarnation).toBe(1);
  expect(await here.asNode(nodeStanding)).toMatchObject({ mode: 'recovering', incarnation: 1 });
  expect(there.room.received).toHaveLength(1);
  // custody itself asks and answers; then the probe speaks again, under the new number
  for (const node of [here, there]) {
    await node.asNode(alignPeers);
    node.restartWith({ ports: [custodyPort] });
  }
  for (let round = 0; round < 3; round++) {
    world.clock.advanceHours(1);
    await world.settle(1);
  }
  expect(await here.asNode(nodeStanding)).toMatchObject({ mode: 'up', incarnation: 1, peers: [{ hasAnswered: true, isComplete: true }] });
  for (const node of [here, there]) node.restart();
  world.clock.advanceHours(1);
  await world.settle(2);
  expect(there.room.received.map(({ envelope }) => envelope.inc)).toEqual([0, 1]);
  expect(new Set(await stateOf(here))).toEqual(new Set(['received']));
});

test('to a suspended peer nothing is sent, nothing is lost, and the list says why', async () => {
  const [here, there] = await start();
  const administrator = here.test.worker(['administrator'], { hasSteppedUp: true });
  wire.disconnect(there.address);
  owe(here, there, 'a');
  await here.federation.courier.round();
  await suspendPeer.run(here.test.services, administrator, { nodeId: there.id, reason: 'prueba' });
  owe(here, there, 'b');
  world.clock.advanceHours(1);
  await here.federation.courier.round();
  const { items } = await list(here, '/api/federation/outbox');
  expect(onlyWithdrawals(items)).toMatchObject([{ state: 'refused', problem: { code: 'unknown-sender', details: { reason: 'suspended' } } }]);
  expect(here.wakeAt).toBeGreaterThan(0);
  await resumePeer.run(here.test.services, administrator, { nodeId: there.id, reason: 'prueba' });
  there.restart();
  world.clock.advanceHours(6);
  await world.settle(1);
  expect(await stateOf(here)).toEqual(['received', 'received']);
});

test('a room that fails to say what it owes keeps nobody else from sending', async () => {
  const [here, there] = await start();
  const failures: unknown[] = [];
  const failing = { types: ['NOTICE'] as const, dueMessages: async () => { throw new Error('planted'); }, receive: async () => applied() };
  here.restartWith({ ports: [failing, here.room], onFailure: (error) => void failures.push(error) });
  owe(here, there, 'a');
  await here.federation.courier.round();
  expect(failures).toHaveLength(1);
  expect(there.room.received).toHaveLength(1);
});

test('a message that cannot be written stands in the list with its cause and leaves once it can', async () => {
  const [here, there] = await start();
  owe(here, there, 'a', { body: { reason: 'NOT A CODE', redirect: null, canTake: [] } });
  owe(here, there, 'b');
  await here.federation.courier.round();
  expect(onlyWithdrawals((await list(here, '/api/federation/outbox')).items).map(({ state, problem }) => [state, (problem as { code: string } | null)?.code]).toSorted())
    .toEqual([['received', undefined], ['refused', 'message-malformed']]);
  owe(here, there, 'a');
  await here.federation.courier.round();
  expect(await stateOf(here)).toEqual(['received', 'received']);
});
