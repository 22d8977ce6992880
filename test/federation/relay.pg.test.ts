import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { NodeId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { issueOwnCard } from '#rooms/governance/index.ts';
import { createFaultyWire, type FaultyWire } from '#test/support/faulty-wire.ts';
import { acquaint, createFederatedNode, createWorld, offerAndWant, owe, type FederatedNode, type World } from './world.ts';

/* Behind a poor line nobody can reach a node: what is for it lies with a relay, which can read nothing. */

let world: World;
let wire: FaultyWire;
let sender: FederatedNode;
let relay: FederatedNode;
let hidden: FederatedNode;
afterEach(async () => {
  await hidden.test.close();
  await world.close();
});
const start = async (relayParts = {}) => {
  wire = createFaultyWire(5);
  world = await createWorld(wire, 2);
  [sender, relay] = world.nodes as [FederatedNode, FederatedNode];
  relay.restartWith({ isRelay: true, ...relayParts });
  hidden = await createFederatedNode({ seed: 8, clock: world.clock, wire });
  goesThrough(hidden);
  for (const other of world.nodes) await acquaint(other, hidden);
  wire.disconnect(hidden.address);
};
const goesThrough = (node: FederatedNode) => void Object.assign(node.test.services.settings, { relays: [relay.id] satisfies NodeId[] });
const arrived = (node: FederatedNode) => node.room.received.filter(({ envelope }) => envelope.typ === 'WITHDRAW').length;
const parcels = () => relay.asNode(async ({ transaction }) => (await sql<Record<string, unknown>>`select * from federation.relay_parcel where addressee = ${hidden.id}`.execute(transaction)).rows);
const unreceipted = (node: FederatedNode) => node.asNode(async ({ transaction }) => (await sql<{ count: number }>`select count(*)::int as count from federation.sent where type = 'WITHDRAW' and receipt is null and obsolete_at is null`.execute(transaction)).rows[0]!.count);

test('what is for a node behind a relay is left there sealed, fetched, and signed for; the relay learns addressee, size and time', async () => {
  await start();
  owe(sender, hidden, 'a');
  owe(sender, hidden, 'b');
  await sender.federation.courier.round();
  const kept = await parcels();
  expect(kept.length).toBeGreaterThanOrEqual(2);
  for (const row of kept) {
    expect(Object.keys(row).toSorted()).toEqual(['addressee', 'name', 'received_at', 'sealed', 'size']);
    expect(JSON.stringify(row)).not.toContain(sender.id);
    for (const due of sender.room.owed.values()) for (const childId of due.childIds) expect(JSON.stringify(row)).not.toContain(childId);
    expect((await relay.test.services.vault.openSealed(String(row['sealed']), 'parcel', hidden.id)).ok).toBe(false);
  }
  // of messages of one kind all are of one size
  expect(new Set(kept.map(({ size }) => size)).size).toBeLessThanOrEqual(2);
  expect(await unreceipted(sender)).toBe(2);
  await hidden.federation.courier.round();
  expect(arrived(hidden)).toBe(2);
  expect(await unreceipted(sender)).toBe(0);
  expect(await parcels()).toEqual([]);
});

test('between two nodes that nobody can reach, messages and receipts go both ways over relays', async () => {
  await start();
  goesThrough(sender);
  valueOf(await issueOwnCard.run(sender.test.services, sender.test.nodeCaller, {}));
  await sender.federation.courier.round();
  await hidden.federation.courier.round();
  wire.disconnect(sender.address);
  owe(sender, hidden, 'there');
  owe(hidden, sender, 'back');
  for (let round = 0; round < 3; round++) {
    await sender.federation.courier.round();
    await hidden.federation.courier.round();
    world.clock.advanceHours(0.1);
  }
  expect([arrived(hidden), arrived(sender)]).toEqual([1, 1]);
  await sender.federation.courier.round();
  expect([await unreceipted(sender), await unreceipted(hidden)]).toEqual([0, 0]);
});

test('a parcel that expires, a relay that is off, and one that loses everything lose no message: its sender keeps it until the receipt', async () => {
  await start();
  owe(sender, hidden, 'a');
  await sender.federation.courier.round();
  expect(await parcels()).not.toEqual([]);
  await relay.asNode(({ transaction }) => sql`delete from federation.relay_parcel`.execute(transaction));
  wire.disconnect(relay.address);
  world.clock.advanceHours(24 * 20);
  await sender.federation.courier.round();
  relay.restartWith({ isRelay: true });
  world.clock.advanceHours(7);
  await sender.federation.courier.round();
  world.clock.advanceHours(24 * 20);
  await sender.federation.courier.round();
  expect((await parcels()).every(({ received_at: at }) => at === world.clock.now())).toBe(true);
  await hidden.federation.courier.round();
  expect(arrived(hidden)).toBe(1);
  expect(await hidden.count('probe.received')).toBe(1);
  expect(await unreceipted(sender)).toBe(0);
});

test('a full box is said to the sender, who waits; everything arrives once it has been emptied', async () => {
  await start({ quota: { relayed: 40_000 } });
  for (let index = 0; index < 12; index++) owe(sender, hidden, `m${index}`);
  await sender.federation.courier.round();
  const bytes = (await parcels()).reduce((sum, { size }) => sum + Number(size), 0);
  expect(bytes).toBeLessThanOrEqual(40_000);
  expect((await parcels()).length).toBeLessThan(12);
  for (let turn = 0; turn < 8 && arrived(hidden) < 12; turn++) {
    await hidden.federation.courier.round();
    world.clock.advanceHours(2);
    await sender.federation.courier.round();
  }
  await hidden.federation.courier.round();
  expect(arrived(hidden)).toBe(12);
  expect(await unreceipted(sender)).toBe(0);
});

test('a node that is no relay keeps nothing for others, and nobody fetches what is for another', async () => {
  await start();
  owe(sender, hidden, 'a');
  await sender.federation.courier.round();
  const before = (await parcels()).length;
  Object.assign(sender.test.services.settings, { relays: [relay.id] });
  await sender.federation.courier.round();
  expect((await parcels()).length).toBe(before);
  relay.restartWith({ isRelay: false });
  world.clock.advanceHours(24);
  owe(sender, hidden, 'b');
  await sender.federation.courier.round();
  expect((await parcels()).length).toBe(before);
  expect(await unreceipted(sender)).toBe(2);
});

/** Rounds of both ends until the file is there. @param meanwhile after the one who wants it has asked @returns how many were needed */
async function untilThere(file: string, from: FederatedNode, to: FederatedNode, meanwhile: (round: number) => Promise<void> = async () => undefined): Promise<number> {
  for (let round = 0; round < 30; round++) {
    if (to.files.kept.has(file)) return round;
    await to.federation.courier.round();
    await meanwhile(round);
    await from.federation.courier.round();
    world.clock.advanceHours(0.1);
  }
  throw new Error('the file did not come');
}
const bytesAt = (node: FederatedNode) => node.asNode(async ({ transaction }) => (await sql<{ bytes: number }>`select coalesce(sum(size), 0)::int as bytes from federation.file_part`.execute(transaction)).rows[0]!.bytes);

test('a photo of a node that nobody can reach comes in parts over its relay, goes on where it stopped, and the relay learns nothing of it', async () => {
  await start();
  const content = randomBytes(1_700_000);
  const { hash, childId } = await offerAndWant(hidden, sender, content);
  const seen: string[] = [];
  let had = 0;
  await untilThere(hash, hidden, sender, async (round) => {
    seen.push(...(await parcels()).map((row) => JSON.stringify(row)));
    if (round === 2) {
      had = await bytesAt(sender);
      for (const node of [sender, hidden]) node.restart();
      await relay.asNode(({ transaction }) => sql`delete from federation.relay_parcel`.execute(transaction));
      // what was asked and is lost is asked again after a while
      world.clock.advanceHours(2);
    }
    if (round > 2 && had > 0 && !sender.files.kept.has(hash)) expect(await bytesAt(sender)).toBeGreaterThanOrEqual(had);
  });
  expect(sender.files.kept.get(hash)?.content.equals(content)).toBe(true);
  expect(had).toBeGreaterThan(0);
  expect(seen.length).toBeGreaterThan(0);
  for (const row of seen) for (const secret of [hash, childId, sender.id]) expect(row).not.toContain(secret);
  // it was never tried over the line that is not there
  expect(wire.sent.filter(({ to, request }) => to === hidden.address && request.path.startsWith('/fed/1/files')).length).toBe(0);
});

test('between two nodes that nobody can reach a document goes over both relays, and only to whom it was offered', async () => {
  await start();
  goesThrough(sender);
  valueOf(await issueOwnCard.run(sender.test.services, sender.test.nodeCaller, {}));
  await sender.federation.courier.round();
  await hidden.federation.courier.round();
  wire.disconnect(sender.address);
  const content = randomBytes(700_000);
  const { hash } = await offerAndWant(hidden, sender, content);
  await untilThere(hash, hidden, sender);
  expect(sender.files.kept.get(hash)?.content.equals(content)).toBe(true);
  const other = await offerAndWant(hidden, sender, randomBytes(3000), false);
  for (let round = 0; round < 3; round++) for (const node of [sender, hidden]) await node.federation.courier.round();
  expect(sender.files.kept.has(other.hash)).toBe(false);
});
