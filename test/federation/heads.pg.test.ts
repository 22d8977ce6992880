import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { valueOf } from '#kernel/result.ts';
import { signLedgerHead } from '#exchange/federation/envelope/index.ts';
import { compareAllHeads } from '#exchange/federation/heads.ts';
import { signRequest } from '#exchange/federation/request-signature.ts';
import { logAccess } from '#platform/ledger/access-log.ts';
import { walkChain } from '#platform/ledger/verify.ts';
import { createFaultyWire } from '#test/support/faulty-wire.ts';
import { createWorld, newChildId, type FederatedNode, type World } from './world.ts';

/** Whoever owns the server can cut off the end of a chain and write its head anew: only those elsewhere remember. */

const wire = createFaultyWire(1);
let world: World;
let one: FederatedNode;
let two: FederatedNode;
let three: FederatedNode;
let four: FederatedNode;
beforeAll(async () => {
  world = await createWorld(wire, 4);
  [one, two, three, four] = world.nodes as [FederatedNode, FederatedNode, FederatedNode, FederatedNode];
});
afterAll(() => world.close());

const heldOf = (owner: FederatedNode) => Promise.all(world.nodes.map(async (node) =>
  (await sql<{ count: number }>`select count(*)::int as count from federation.deposited_head where peer = ${owner.id}`.execute(node.test.services.database)).rows[0]!.count));
const compared = async (node: FederatedNode) => {
  const found = await compareAllHeads({ node: node.test.services, caller: node.test.nodeCaller, wire: wire.endOf(node.address), incarnation: { current: () => node.incarnation, raise: () => 0 } });
  return Object.fromEntries(found.map(({ peer, compared: answer }) => [peer, answer.ok ? (answer.value.differsAt ?? answer.value.held) : answer.problem.code]));
};
const hourPasses = async (node: FederatedNode) => {
  world.clock.advanceHours(1);
  await node.federation.courier.round();
};
const warningsOf = async (node: FederatedNode) => {
  const { verb } = node.federation.routes.find(({ endpoint }) => endpoint.path === '/api/federation/peers')!;
  const { peers } = valueOf(await verb.run(node.test.services, node.test.worker(['administrator']), {})) as { peers: { name: string; warnings: string[] }[] };
  return peers.filter(({ warnings }) => warnings.includes('heads-differ')).map(({ name }) => name);
};
const look = (node: FederatedNode) => node.asNode(({ transaction, now }) => logAccess(transaction, node.test.nodeCaller, newChildId(), 'probe.look', now));

test('every hour the heads lie with two peers, and once more with others where one is away', async () => {
  expect((await heldOf(one)).reduce((sum, count) => sum + count)).toBe(2);
  const before = await heldOf(one);
  await one.see(newChildId(), { name: 'Ana' });
  await one.federation.courier.round();
  expect(await heldOf(one)).toEqual(before);
  const holder = world.nodes.find((_node, index) => before[index]! > 0)!;
  wire.disconnect(holder.address);
  await hourPasses(one);
  expect((await heldOf(one)).reduce((sum, count) => sum + count)).toBe(4);
  holder.restart();
  expect(Object.values(await compared(one)).every((held) => typeof held === 'number')).toBe(true);
  expect(await warningsOf(one)).toEqual([]);
});

test.each(['operation', 'access'] as const)('the end of the %s chain cut off, with a head that fits: the chain holds in itself, and the peers show it', async (chain) => {
  const table = chain === 'operation' ? 'platform.operation' : 'platform.access_log';
  for (let turn = 0; turn < 3; turn++) {
    await look(two);
    await two.see(newChildId(), { name: 'Luz' });
  }
  await hourPasses(two);
  expect(await warningsOf(two)).toEqual([]);
  const { database } = two.test.services;
  const kept = await sql<{ sequence: number; hash: string }>`select sequence, hash from ${sql.table(table)} order by sequence desc offset 2 limit 1`.execute(database);
  const { sequence, hash } = kept.rows[0]!;
  await sql`alter table ${sql.table(table)} disable trigger all`.execute(database);
  await sql`delete from ${sql.table(table)} where sequence > ${sequence}`.execute(database);
  await sql`alter table ${sql.table(table)} enable trigger all`.execute(database);
  await sql`update platform.chain_head set sequence = ${sequence}, hash = ${hash} where chain = ${chain}`.execute(database);
  expect(await two.asNode(async ({ transaction }) => (await walkChain(transaction, chain)).brokenAt)).toBeNull();
  const differing = Object.values(await compared(two)).filter((found) => typeof found === 'object');
  expect(differing).toContainEqual({ chain, sequence: sequence + 2 });
  // new links in the place of the old ones do not help
  for (let turn = 0; turn < 5; turn++) await (chain === 'operation' ? two.see(newChildId(), { name: 'Eva' }) : look(two));
  expect(Object.values(await compared(two))).toContainEqual({ chain, sequence: sequence + 2 });
  for (let turn = 0; turn < 3; turn++) await hourPasses(two);
  expect((await warningsOf(two)).length).toBeGreaterThanOrEqual(1);
  // as it is after a restore: of the chains of before nothing can be said
  two.incarnation++;
  expect(Object.values(await compared(two)).every((held) => held === 0)).toBe(true);
});

test('a head of another node, or signed by another key, is not kept', async () => {
  const head = { inc: 0, at: world.clock.now(), operation: { sequence: 9, hash: 'A'.repeat(43) }, access: { sequence: 0, hash: '' } };
  const deposited = async (from: FederatedNode, jws: string) => {
    const body = JSON.stringify({ head: jws });
    const request = await signRequest(from.id, from.test.services.vault.requestSigner(), four.address, { method: 'POST', path: '/fed/1/heads', contentType: 'application/json', idempotencyKey: 'x', body }, world.clock.milliseconds(), 'nonce');
    return JSON.parse((await four.federation.handle(request)).body) as object;
  };
  const before = await heldOf(three);
  expect(await deposited(three, await signLedgerHead(one.test.services.vault, head))).toMatchObject({ code: 'message-not-for-us' });
  expect(await deposited(three, await three.test.services.vault.sign('envelope', { typ: 'ledger-head/1', node: three.id, ...head }))).toMatchObject({ code: 'signature-invalid' });
  expect(await deposited(three, 'x.y.z')).toMatchObject({ code: 'message-malformed' });
  expect(await heldOf(three)).toEqual(before);
});
