import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { buildEnvelope, openEnvelope, verifyChain } from '#exchange/federation/envelope/index.ts';
import { defaultQuota } from '#exchange/federation/quota.ts';
import { signersOf } from '#exchange/federation/signers.ts';
import { uuidFrom } from '#kernel/identifier.ts';
import type { Vault } from '#platform/vault/index.ts';
import { findPeer } from '#rooms/governance/index.ts';
import { nodeStanding, readLinks } from '#rooms/handover/index.ts';
import { createAgency, custodyRow, federate, type Agency } from '#test/support/agency.ts';
import { acceptAt, deliverFrom, offerTo, receiveAt } from '#test/support/custody-acts.ts';
import { createFaultyWire, type FaultyWire } from '#test/support/faulty-wire.ts';
import { handOverWith, hourlyRounds, onLine } from '#test/support/on-the-line.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

/* The keys of a node change, end, and are stolen: what was signed stays provable, what a thief signs counts nowhere. */

let wire: FaultyWire;
let clock: VirtualClock;
let north: Agency;
let south: Agency;
const start = (name: string, seed: number): Promise<Agency> => createAgency({ name, seed, clock, ...onLine(wire) });
beforeAll(async () => {
  wire = createFaultyWire(23);
  clock = createVirtualClock();
  [north, south] = [await start('Norte', 1), await start('Sur', 2)];
  await federate([north, south], { validUntil: '2027-12-31' });
});
afterAll(() => Promise.all([north, south].map((agency) => agency.close())));

const settle = (rounds = 4): Promise<void> => hourlyRounds([north, south], clock, rounds);
const handOver = (from: Agency, to: Agency, childId: ChildId) => handOverWith(settle, [2, 2, 3], from, to, childId);
const knownAt = async (agency: Agency, peer: Agency) => (await agency.within(({ transaction }) => findPeer(transaction, peer.nodeId)))!;
const lastPlaceAt = (agency: Agency, type: string) => agency.within(async ({ transaction }) => {
  const { rows } = await (await import('kysely')).sql<{ mid: string; inc: number; tinc: number; seq: number; type: string }>`
    select mid, incarnation as inc, own_incarnation as tinc, sequence::int as seq, type from federation.inbox order by incarnation desc, own_incarnation desc, sequence desc limit 1`.execute(transaction);
  return type === '' || rows[0]!.type === type ? rows[0]! : null;
});

test('a chain that was signed with two keys in turn is proven link by link with the key of its time', async () => {
  const childId = await receiveAt(north);
  await settle(1);
  await handOver(north, south, childId);
  for (const days of [85]) {
    clock.advanceHours(24 * days);
    for (const agency of [north, south]) await agency.rotateKeys();
    await settle(3);
    clock.advanceHours(24 * 8);
    await settle(1);
  }
  await handOver(south, north, childId);
  const chain = await north.within(async (unit) => {
    const links = await readLinks(unit, childId);
    const kids = new Set(links.map(({ release }) => (JSON.parse(Buffer.from(release.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid));
    return { kids: kids.size, proven: await verifyChain(links.map(({ release, acceptance }) => ({ release, acceptance })), signersOf(unit)) };
  });
  expect(chain.kids).toBe(2);
  expect(chain.proven).toMatchObject({ ok: true, value: { custodian: north.nodeId, epoch: 2 } });
});

test('keys that were changed only after they had ended are learnt from the card, which proves itself', async () => {
  clock.advanceHours(24 * 140);
  await north.rotateKeys();
  const { signing } = (await knownAt(south, north)).card;
  await settle(2);
  expect((await knownAt(south, north)).card.signing.length).toBe(signing.length + 1);
  expect(wire.sent.filter(({ from, request }) => from === north.address && request.path === '/fed/1/card').length).toBe(1);
  await south.rotateKeys();
  await settle(3);
  const childId = await receiveAt(north);
  await handOver(north, south, childId);
  expect(await custodyRow(south, childId)).toMatchObject({ status: 'hold' });
});

/** A message that somebody writes in the name of `from` with its key, at the next place of its line. */
async function forge(stolen: Vault, from: Agency, to: Agency): Promise<{ mid: string; jws: string }> {
  const last = (await lastPlaceAt(to, ''))!;
  return buildEnvelope({ ...stolen, nodeId: from.nodeId }, {
    typ: 'WITHDRAW', to: to.nodeId, inc: last.inc, tinc: last.tinc, seq: last.seq + 1, prevMid: last.mid, sentAt: clock.now(), hid: uuidFrom(clock.milliseconds(), new Uint8Array(10).fill(last.seq)),
    body: { reason: 'withdrawn', redirect: null, canTake: [] },
  });
}

test('what a thief signed is void from the last good message on, is listed, and custody goes on with new keys', async () => {
  const [given, underWay] = [await receiveAt(north), await receiveAt(north)];
  await settle(1);
  await handOver(north, south, given);
  const { handoverId } = valueOf(await offerTo(north, south, [underWay]));
  await settle(1);
  valueOf(await acceptAt(south, handoverId));
  await settle(1);
  valueOf(await deliverFrom(north, handoverId));
  const stolen = north.services.vault;
  const stolenAt = clock.now();
  clock.advanceHours(1);
  const forged = await forge(stolen, north, south);
  const request = { jws: forged.jws, via: 'file', from: null, sealedTo: '' } as const;
  const { acceptMessage } = await import('#exchange/federation/inbox.ts');
  const partsOf = (agency: Agency) => ({ node: agency.services, caller: agency.caller, incarnation: { current: () => 0, raise: () => 0 }, ports: [], limits: defaultQuota, onAccepted: () => undefined, onFailure: () => undefined }) as never;
  expect(await acceptMessage(partsOf(south), request)).toMatchObject({ ok: true });
  const secondForged = await forge(stolen, north, south);

  const kid = await north.revokeKey(stolenAt);
  await settle(6);
  const known = await knownAt(south, north);
  expect(known.revokedKeys).toMatchObject([{ kid, reason: 'compromised', since: stolenAt, voided: [forged.mid] }]);
  const opening = (jws: string) => south.within((unit) => openEnvelope(jws, { self: south.nodeId, findSigner: signersOf(unit), now: unit.now }));
  expect(await opening(secondForged.jws)).toMatchObject({ problem: { code: 'signature-invalid', details: { reason: 'key-revoked' } } });
  expect(await opening(forged.jws)).toMatchObject({ ok: false });
  expect((await north.within(nodeStanding)).mode).toBe('up');
  for (const childId of [given, underWay]) {
    expect(await custodyRow(south, childId)).toMatchObject({ status: 'hold' });
    expect(await custodyRow(north, childId)).toMatchObject({ status: 'past', pointer: south.nodeId });
  }
  await expectRebuilt([north, south], ['governance.own_revocation']);
  const next = await receiveAt(north);
  await handOver(north, south, next);
  expect(await custodyRow(south, next)).toMatchObject({ status: 'hold' });
});

test('a peer that lost its database still knows which keys of others count no more', async () => {
  const [known] = (await knownAt(south, north)).revokedKeys;
  await south.federation.keepPeers();
  const kept = await south.backUp();
  await south.restore(kept);
  await kept.drop();
  await south.federation.alignIncarnation();
  await settle(4);
  expect((await knownAt(south, north)).revokedKeys.map(({ kid }) => kid)).toEqual([known!.kid]);
});
