import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import type { WireRequest } from '#exchange/federation/index.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { createFaultyWire, noFaults, type FaultyWire } from '#test/support/faulty-wire.ts';
import { createWorld, newChildId, offerAndWant, owe, type FederatedNode, type World } from './world.ts';

let world: World;
let wire: FaultyWire;
let here: FederatedNode;
let there: FederatedNode;
afterEach(() => world.close());
const start = async (parts = {}) => {
  wire = createFaultyWire(11);
  world = await createWorld(wire, 2, { parts });
  [here, there] = world.nodes as [FederatedNode, FederatedNode];
};
const withdrawals = (node: FederatedNode) => node.room.received.filter(({ envelope }) => envelope.typ === 'WITHDRAW');

const underWay = (content: Buffer) => offerAndWant(here, there, content);

test('over a line that breaks every 50 kB a document comes in proven parts, and goes on where it stopped after either side began anew', async () => {
  await start();
  const content = randomBytes(3_000_000);
  const { hash } = await underWay(content);
  wire.faults = { ...noFaults, breaksAfter: 50_000, dropAnswer: 0.05 };
  owe(here, there, 'custody first');
  let rounds = 0;
  for (; rounds < 60 && !there.files.kept.has(hash); rounds++) {
    await here.federation.courier.round();
    await there.federation.courier.round();
    if (rounds === 0) expect(withdrawals(there)).toHaveLength(1);
    if (rounds % 4 === 1) there.restart();
    if (rounds % 4 === 3) here.restart();
    world.clock.advanceHours(0.1);
  }
  expect(there.files.kept.get(hash)?.content.equals(content)).toBe(true);
  expect(await there.count('federation.file_part')).toBe(0);
  const asked = wire.sent.filter(({ request }) => request.path.startsWith(`/fed/1/files/${hash}`)).map(({ request }) => Number(/from=(\d+)/.exec(request.path)![1]));
  // nothing that had come was asked for again, whoever was restarted
  expect(asked).toEqual(asked.toSorted((one, other) => one - other));
  expect(Math.max(...wire.sent.filter(({ request }) => request.path.includes('from=')).map(({ request }) => Number(/size=(\d+)/.exec(request.path)![1])))).toBeLessThanOrEqual(262_144);
}, 60_000);

test('a part that was altered or that another node cut is not kept, and costs no more than itself', async () => {
  await start();
  const content = randomBytes(400_000);
  const { hash } = await underWay(content);
  let forged = 0;
  wire.connect(here.address, async (request: WireRequest) => {
    const answer = await here.federation.handle(request);
    const isSecond = request.path.startsWith(`/fed/1/files/${hash}`) && request.path.includes('from=262144') && forged++ === 0;
    if (!isSecond) return answer;
    const { signature, ...part } = JSON.parse(answer.body) as { signature: string };
    return { status: 200, body: JSON.stringify({ ...part, signature: `${signature.slice(0, -4)}AAAA` }) };
  });
  await there.federation.courier.round();
  expect(there.files.kept.has(hash)).toBe(false);
  expect(await there.asNode(async ({ transaction }) => (await sql<{ code: string; bytes: number }>`select problem ->> 'code' as code, (select sum(size)::int from federation.file_part) as bytes from federation.file_wanted`.execute(transaction)).rows))
    .toEqual([{ code: 'signature-invalid', bytes: 262_144 }]);
  world.clock.advanceHours(1);
  await there.federation.courier.round();
  expect(sha256Of(there.files.kept.get(hash)!.content)).toBe(hash);
});

test('a message that is too large for the line is given in parts, once, also when the sender begins anew in between', async () => {
  await start();
  wire.faults = { ...noFaults, breaksAfter: 50_000 };
  const facts = Array.from({ length: 900 }, () => ({ cid: newChildId(), epoch: 1, origin: here.id, holder: here.id, prev: here.id, hid: null, chain: [] }));
  owe(here, there, 'large', { typ: 'SYNCR', handoverId: undefined, childIds: [], body: { forInc: 1, done: true, answer: '018f0000-0000-7000-8000-000000000001', part: 1, parts: 1, facts } } as never);
  let parts = 0;
  const pass = there.federation;
  wire.connect(there.address, (request) => {
    parts += request.path.startsWith('/fed/1/parts') ? 1 : 0;
    return parts === 3 ? Promise.resolve({ status: 599, body: '' }) : pass.handle(request);
  });
  await here.federation.courier.round();
  expect(there.room.received).toHaveLength(0);
  expect(await there.count('federation.message_part')).toBeGreaterThan(0);
  here.restart();
  there.restart();
  world.clock.advanceHours(1);
  await here.federation.courier.round();
  expect(there.room.received.filter(({ envelope }) => envelope.typ === 'SYNCR')).toHaveLength(1);
  // what the line carries was learnt once, for whatever comes next
  expect(await here.asNode(async ({ transaction }) => (await sql<{ fits: boolean }>`select part_size <= 50000 as fits from federation.link where peer = ${there.id}`.execute(transaction)).rows)).toEqual([{ fits: true }]);
});

test('a flood meets its quota, is told when to come again, and nothing of it is lost or taken twice', async () => {
  await start({ quota: { requests: 16 } });
  world.clock.advanceHours(1);
  for (let index = 0; index < 60; index++) owe(here, there, `flood ${index}`);
  const refusals: number[] = [];
  let [underWayNow, mostUnderWay] = [0, 0];
  wire.connect(there.address, async (request) => {
    mostUnderWay = Math.max(mostUnderWay, ++underWayNow);
    const answer = await there.federation.handle(request).finally(() => underWayNow--);
    if (answer.status === 429) refusals.push(answer.retryAfter!);
    return answer;
  });
  await here.federation.courier.round();
  expect(withdrawals(there).length).toBeLessThanOrEqual(16);
  expect(refusals).toEqual([expect.any(Number)]);
  // until then the sender leaves it alone, though the peer is heard meanwhile
  owe(there, here, 'sign of life');
  await there.federation.courier.round();
  await here.federation.courier.round();
  expect(refusals).toHaveLength(1);
  for (let minute = 0; minute < 8; minute++) {
    world.clock.advanceHours(1.3 / 60);
    await here.federation.courier.round();
  }
  expect(withdrawals(there)).toHaveLength(60);
  expect(withdrawals(there).map(({ envelope }) => envelope.seq)).toEqual(withdrawals(there).map(({ envelope }) => envelope.seq).toSorted((one, other) => one - other));
  expect(await there.count('probe.received')).toBe(60);
  expect(refusals.length).toBeLessThan(10);
  expect(mostUnderWay).toBe(1);
});

test('a peer that asks everything at once holds no more than its share of this node at a time', async () => {
  await start({ quota: { atOnce: 3 } });
  owe(here, there, 'a');
  const passing = there.federation;
  let request: WireRequest | null = null;
  wire.connect(there.address, (asked) => {
    request = asked;
    return passing.handle(asked);
  });
  await here.federation.courier.round();
  const answers = await Promise.all(Array.from({ length: 20 }, () => passing.handle(request!)));
  const busy = answers.filter(({ status }) => status === 429);
  expect(busy.length).toBeGreaterThan(0);
  expect(busy.every(({ retryAfter }) => retryAfter === 1)).toBe(true);
  expect(answers.filter(({ status }) => status === 200).length).toBe(20 - busy.length);
  expect(await there.count('probe.received')).toBe(1);
});

test('more messages than may wait here unapplied are refused with their cause, and come when there is room', async () => {
  await start({ quota: { parked: 3 } });
  there.room.answer = async () => ({ outcome: 'parked', problem: { code: 'state-changed', details: {} } });
  for (let index = 0; index < 8; index++) owe(here, there, `late ${index}`);
  await world.settle(1);
  const refused = () => here.asNode(async ({ transaction }) =>
    (await sql<{ count: number }>`select count(*)::int as count from federation.sent where receipt is null and problem->>'code' = 'inbox-full'`.execute(transaction)).rows[0]!.count);
  expect({ parked: await there.count('federation.parked'), refused: await refused(), written: await there.count('probe.received') }).toEqual({ parked: 3, refused: 5, written: 0 });
  // what can be applied passes meanwhile: only what would wait is kept out
  there.room.answer = async (_unit, { envelope }) => (envelope.typ === 'RETRACT' ? { outcome: 'applied', recorded: [], answers: [], taken: [] } : { outcome: 'parked', problem: { code: 'state-changed', details: {} } });
  owe(here, there, 'now', { typ: 'RETRACT', body: { group: [{ cid: newChildId(), epoch: 1 }], mode: 'push', reason: 'retracted' } });
  await world.settle(1);
  expect(await there.count('probe.received')).toBe(1);
  there.room.answer = null;
  for (let hour = 0; hour < 4; hour++) {
    world.clock.advanceHours(1);
    await world.settle(1);
  }
  expect({ refused: await refused(), written: await there.count('probe.received') }).toEqual({ refused: 0, written: 9 });
});
