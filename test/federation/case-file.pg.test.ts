import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { hashOfBlock, signAcceptance, signBlock, type CustodyBlock } from '#exchange/federation/envelope/index.ts';
import type { DueMessage } from '#exchange/federation/index.ts';
import type { DueCommit } from '#exchange/federation/ports.ts';
import { readLine } from '#test/support/read-line.ts';
import { createFaultyWire } from '#test/support/faulty-wire.ts';
import { agree, applied, createWorld, newChildId, newHandoverId, type FederatedNode, type World } from './world.ts';

const wire = createFaultyWire(1);
let world: World;
let here: FederatedNode;
let there: FederatedNode;
let agreementId: Uuid;
beforeAll(async () => {
  world = await createWorld(wire);
  [here, there] = world.nodes as [FederatedNode, FederatedNode];
  agreementId = (await agree(here, there)).terms.agreementId;
});
afterAll(() => world.close());

/** Custody of children moves from here to there: blocks and acceptance as both nodes would sign them. */
async function release(childIds: readonly ChildId[], flow: Partial<DueCommit['flow']> = {}): Promise<{ key: string; blockHashes: string[] }> {
  const handoverId = newHandoverId();
  const group = childIds.map((cid) => ({ cid, epoch: 1 }));
  const acceptance = await signAcceptance(there.test.services.vault, { acceptId: handoverId, hid: handoverId, from: here.id, mode: 'push', group, acceptedAt: world.clock.now() });
  const blocks = childIds.map((cid): CustodyBlock => ({
    typ: 'custody-block/1', kind: 'handover', cid, epoch: 1, prevHash: 'A'.repeat(43), hid: handoverId, group, from: here.id, fromInc: 0, to: there.id, toInc: 0,
    mode: 'push', agreement: agreementId, purpose: 'custody_transfer', committedAt: world.clock.now(), acceptHash: sha256Of(acceptance), into: null,
  }));
  const members = await Promise.all(blocks.map(async (block) => ({ cid: block.cid, epoch: 1, origin: here.id, release: (await signBlock(here.test.services.vault, block)).release })));
  const due: DueMessage<'COMMIT'> = {
    key: `COMMIT ${handoverId}`, resentUntil: 'answer', to: there.id, typ: 'COMMIT', handoverId, childIds,
    body: { members, acceptance, flow: { agreementId, purpose: 'custody_transfer', category: 'unaccompanied', country: 'MX', ...flow } },
  };
  here.room.owed.set(due.key, due);
  here.federation.courier.wake(childIds);
  return { key: due.key, blockHashes: blocks.map(hashOfBlock) };
}

const fileOf = (node: FederatedNode, childId: ChildId) =>
  node.asNode(async (unit) => valueOf(await operationsOf(unit.node, unit.transaction, childId)).map(({ kind, body, node: made, actorLabel }) => ({ kind, body, made, actorLabel })));
const stateOf = (childId: ChildId) => there.asNode(async ({ transaction }) =>
  (await sql<{ state: string; problem: unknown }>`select state, problem from federation.case_file where child_id = ${childId}`.execute(transaction)).rows);

test('the file comes with custody: as the agreement lets it, with what was withheld said in it', async () => {
  const childId = newChildId();
  await here.see(childId, { name: 'María', asylum: 'HN' });
  await here.see(childId, { workerId: 'x' }, 'probe.worker-assigned');
  await release([childId]);
  await world.settle(1);
  expect(await fileOf(there, childId)).toEqual([{ kind: 'probe.seen', body: { name: 'María', asylum: { withheld: 'class-E' } }, made: here.id, actorLabel: 'Nodo, Nodo 1' }]);
  expect(await stateOf(childId)).toEqual([{ state: 'verified', problem: null }]);
});

test('siblings come together, each with her own file, and a repeated release records nothing twice', async () => {
  const childIds = [newChildId(), newChildId()];
  for (const [index, childId] of childIds.entries()) await here.see(childId, { name: `Niña ${index}` });
  const { key } = await release(childIds);
  await world.settle(1);
  const recorded = await there.count('platform.operation');
  const { due } = { due: here.room.owed.get(key)! };
  here.room.owed.delete(key);
  here.room.owed.set(`${key} again`, { ...due, key: `${key} again` });
  here.federation.courier.wake();
  await world.settle(1);
  expect(there.room.received.filter(({ envelope }) => envelope.typ === 'COMMIT' && envelope.hid === due.handoverId)).toHaveLength(2);
  expect(await there.count('platform.operation')).toBe(recorded);
  for (const [index, childId] of childIds.entries()) expect(await fileOf(there, childId)).toMatchObject([{ body: { name: `Niña ${index}` } }]);
});

test('of a sealed act the receiver learns that there is one, not what, nor by whom', async () => {
  const childId = newChildId();
  const [made] = await here.see(childId, { account: 'told in confidence' }, 'probe.sealed');
  await release([childId]);
  await world.settle(1);
  expect(await fileOf(there, childId)).toEqual([{ kind: 'governance.fact-withheld', body: { withheld: 'class-E' }, made: here.id, actorLabel: '' }]);
  const facts = await there.asNode(async ({ transaction }) => (await sql`select operation_id, reason from governance.withheld_fact where child_id = ${childId}`.execute(transaction)).rows);
  expect(facts).toEqual([{ operation_id: made!.id, reason: 'class-E' }]);
});

test('the file of a child who was not taken is not opened', async () => {
  const childId = newChildId();
  await here.see(childId, { name: 'María' });
  there.room.answer = async () => applied([]);
  await release([childId]);
  await world.settle(1);
  there.room.answer = null;
  expect(await fileOf(there, childId)).toEqual([]);
});

test('custody does not wait for a file that cannot be recorded; it is shown and taken up when it can be', async () => {
  const childId = newChildId();
  await here.see(childId, { name: 'before' });
  const planted = { ...there.test.services.projectors };
  const failing = { fails: true };
  Object.assign(there.test.services.projectors, { probe: async (...parts: Parameters<(typeof planted)['probe'] & object>) => {
    if (failing.fails) throw new Error('planted');
    await planted['probe']!(...parts);
  } });
  await release([childId]);
  await world.settle(1);
  expect(there.room.received.at(-1)!.envelope.typ).toBe('COMMIT');
  expect(await stateOf(childId)).toMatchObject([{ state: 'unreadable', problem: { code: 'conflict' } }]);
  expect(await there.count('federation.parked')).toBe(1);
  failing.fails = false;
  world.clock.advanceHours(1);
  expect((await there.federation.courier.round()).settled).toBe(1);
  expect(await fileOf(there, childId)).toMatchObject([{ body: { name: 'before' } }]);
  expect(await stateOf(childId)).toEqual([{ state: 'verified', problem: null }]);
  Object.assign(there.test.services.projectors, planted);
});

test('photos that an operation names follow in parts, the record does not wait, and a broken line resumes where it stopped', async () => {
  const childId = newChildId();
  const photo = here.files.add(childId, 'photo-1', randomBytes(2_500_000));
  const secret = here.files.add(childId, 'photo-2', randomBytes(100));
  await here.see(childId, { name: 'María', photo: 'photo-1' });
  await release([childId]);
  await here.federation.courier.round();
  expect(await fileOf(there, childId)).toHaveLength(1);
  wire.faults = { ...wire.faults, dropAnswer: 0.5 };
  for (let attempt = 0; attempt < 20; attempt++) {
    await there.federation.courier.round();
    world.clock.advanceHours(7);
  }
  wire.faults = { ...wire.faults, dropAnswer: 0 };
  expect(there.files.kept.get(photo.hash)?.content.equals(here.files.kept.get(photo.hash)!.content)).toBe(true);
  expect(there.files.kept.has(secret.hash)).toBe(false);
  expect(await there.count('federation.file_part')).toBe(0);
  const answered = wire.sent.filter(({ request }) => request.path.startsWith(`/fed/1/files/${photo.hash}`)).map(({ request }) => Number(/from=(\d+)/.exec(request.path)![1]));
  // every part is asked for until it comes, and none that came is asked for again
  expect(answered).toEqual(answered.toSorted((one, other) => one - other));
  expect(new Set(answered).size).toBe(Math.ceil(2_500_000 / 262_144));
});

test('a file too large for its message is fetched, and the acknowledgement says that it is pending', async () => {
  const childId = newChildId();
  for (let index = 0; index < 8; index++) await here.see(childId, { name: randomBytes(90_000).toString('hex') });
  const { blockHashes } = await release([childId]);
  await here.federation.courier.round();
  expect(await fileOf(there, childId)).toEqual([]);
  expect(await stateOf(childId)).toMatchObject([{ state: 'pending' }]);
  const handoverId = newHandoverId();
  there.room.owed.set('ACK', { key: 'ACK', resentUntil: 'receipt', to: here.id, typ: 'ACK', handoverId, childIds: [childId], body: { group: [{ cid: childId, epoch: 1, blockHash: blockHashes[0]! }], contact: 'not_yet' } });
  there.federation.courier.wake([childId]);
  await there.federation.courier.round();
  expect(here.room.received.at(-1)!.envelope.body).toMatchObject({ group: [{ caseFile: 'pending' }] });
  world.clock.advanceHours(1);
  await there.federation.courier.round();
  expect(await fileOf(there, childId)).toHaveLength(8);
  expect(await stateOf(childId)).toEqual([{ state: 'verified', problem: null }]);
});

test('without cover there is nothing in the file but the reason, and custody moves all the same', async () => {
  const childId = newChildId();
  await here.see(childId, { name: 'María' });
  await release([childId], { category: 'trafficking' });
  await world.settle(1);
  expect(await fileOf(there, childId)).toEqual([]);
  expect(await stateOf(childId)).toEqual([{ state: 'verified', problem: null }]);
});

test('what rests in the federation tables and travels on the line shows no name', async () => {
  const childId = newChildId();
  await here.see(childId, { name: 'Xochiquétzal' });
  await release([childId]);
  await world.settle(1);
  for (const node of world.nodes) for (const table of ['inbox', 'sent', 'file_offer', 'file_wanted', 'file_part']) {
    const { rows } = await sql`select * from ${sql.table(`federation.${table}`)}`.execute(node.test.services.database);
    expect(JSON.stringify(rows.map((row) => Object.values(row as object).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : value))))).not.toContain('Xochiqu');
  }
  expect(wire.sent.some(({ request }) => request.body.includes('Xochiqu'))).toBe(false);
  const messages = await Promise.all(wire.sent.filter(({ request }) => request.path === '/fed/1/inbox').map(({ to, request }) => readLine(world.nodes.find(({ address }) => address === to)!.test.services.vault, request)));
  expect(messages.some((message) => message.includes('"typ":"COMMIT"'))).toBe(true);
  // the case file is sealed once more inside: where messages are kept, nobody reads it
  expect(messages.some((message) => message.includes('Xochiqu'))).toBe(false);
});
