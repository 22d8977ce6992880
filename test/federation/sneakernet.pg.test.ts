import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { attach, bytesOfFile } from '#rooms/case/index.ts';
import { accept, deliver } from '#rooms/handover/index.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, someDelivery, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';

/* Two agencies without any line between them: everything goes by files on a stick. */

const mostBytes = 1_000_000;
let corridor: SmallCorridor;
let north: Agency;
let south: Agency;
beforeAll(async () => {
  corridor = await createSmallCorridor(['Norte', 'Sur', 'Otra']);
  [north, south] = corridor.agencies as [Agency, Agency];
  corridor.wire.part(north.address, south.address);
});
afterAll(() => corridor.close());

const saved = async (from: Agency, to: Agency) => valueOf(await from.federation.exportMail(to.nodeId, mostBytes));
/** Carries a stick from one to the other. */
async function carry(from: Agency, to: Agency) {
  const { content } = await saved(from, to);
  const taken = valueOf(await to.federation.importMail(content));
  await to.quiet();
  expect(taken.refused).toEqual([]);
  corridor.clock.advanceHours(0.1);
  return { content, taken };
}
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n').toString('base64');
const outgoing = (handoverId: Uuid) => north.within(async ({ transaction }) => (await sql<{ status: string }>`select status from handover.outgoing where handover_id = ${handoverId}`.execute(transaction)).rows[0]!.status);
const bytesAt = async (agency: Agency, childId: ChildId) => agency.within(async (unit) => valueOf(await bytesOfFile(unit, childId)).length);

test('a whole handover, with its document, is completed by stick alone', async () => {
  const childId = await corridor.receiveChild(north);
  await done(north, attach, { childId, kind: 'identity_document', title: 'Acta', bytes: pdf });
  const reached = corridor.wire.sent.length;
  const handoverId = await corridor.offerTo(north, south, [childId]);
  await carry(north, south);
  await done(south, accept, { handoverId, plan: somePlan, teamId: south.team });
  await carry(south, north);
  await done(north, deliver, { handoverId, delivery: someDelivery(corridor.clock.now()) });
  expect(await custodyRow(south, childId)).toBeUndefined();
  const { taken } = await carry(north, south);
  expect(taken.files).toBe(1);
  expect(await custodyRow(south, childId)).toMatchObject({ status: 'hold', epoch: 1, pointer: south.nodeId });
  expect(await bytesAt(south, childId)).toBe(await bytesAt(north, childId));
  expect(await outgoing(handoverId)).toBe('committed');
  await carry(south, north);
  expect(await outgoing(handoverId)).toBe('acknowledged');
  expect(await custodyRow(north, childId)).toMatchObject({ status: 'past', pointer: south.nodeId });
  expect(corridor.wire.sent.slice(reached)).toEqual([]);
  // both know that the other has everything: nothing is left to carry but receipts
  await carry(north, south);
  expect(await saved(south, north)).toMatchObject({ messages: 0, files: 0, left: 0 });
  expect(await saved(north, south)).toMatchObject({ messages: 0, files: 0, left: 0 });
});

test('the same file twice, an older one after a newer one, and one that never arrived do no harm', async () => {
  const childId = await corridor.receiveChild(north);
  const first = await corridor.offerTo(north, south, [childId]);
  const lost = await saved(north, south);
  const { content } = await carry(north, south);
  const rows = await south.within(async ({ transaction }) => (await sql<{ count: number }>`select count(*)::int as count from platform.operation`.execute(transaction)).rows[0]!.count);
  for (const again of [content, lost.content]) {
    const taken = valueOf(await south.federation.importMail(again));
    expect(taken).toMatchObject({ accepted: 0, refused: [] });
    expect(taken.duplicates).toBeGreaterThan(0);
  }
  expect(await south.within(async ({ transaction }) => (await sql<{ count: number }>`select count(*)::int as count from platform.operation`.execute(transaction)).rows[0]!.count)).toBe(rows);
  await done(south, accept, { handoverId: first, plan: somePlan, teamId: south.team });
  const answer = await saved(south, north);
  expect(answer.receipts).toBeGreaterThan(0);
  await carry(south, north);
  expect(await outgoing(first)).toBe('agreed');
});

test('a file that was cut, altered, is for another, or comes from a stranger is refused with its cause, and changes nothing', async () => {
  const childId = await corridor.receiveChild(north);
  await corridor.offerTo(north, south, [childId]);
  const { content } = await saved(north, south);
  const inbox = () => south.within(async ({ transaction }) => (await sql<{ count: number }>`select count(*)::int as count from federation.inbox`.execute(transaction)).rows[0]!.count);
  const before = await inbox();
  const middle = Math.floor(content.length / 2);
  const swapped = content[middle] === 'A' ? 'B' : 'A';
  const refusals = {
    'cut': content.slice(0, -2000),
    'altered': content.slice(0, middle) + swapped + content.slice(middle + 1),
    'format': '{"hello":"world"}',
  };
  for (const [reason, text] of Object.entries(refusals)) expect(await south.federation.importMail(text), reason).toMatchObject({ problem: { code: 'file-invalid', details: { reason } } });
  expect(await south.federation.importMail('')).toMatchObject({ problem: { code: 'file-invalid' } });
  expect(await corridor.agencies[2]!.federation.importMail(content)).toMatchObject({ problem: { code: 'message-not-for-us' } });
  // somebody else puts the sender's name on his own words
  const other = await saved(corridor.agencies[2]!, south);
  expect(await south.federation.importMail(other.content.replace(corridor.agencies[2]!.nodeId, north.nodeId))).toMatchObject({ problem: { code: 'signature-invalid' } });
  expect(await inbox()).toBe(before);
  await carry(north, south);
  expect(await inbox()).toBeGreaterThan(before);
});

test('neither what stands in the clear nor the size tells of a child', async () => {
  const empty = (await saved(corridor.agencies[2]!, north)).content;
  const childId = await corridor.receiveChild(north, { givenNames: 'Itzel', firstSurname: 'Nombreclaro' });
  await corridor.offerTo(north, south, [childId]);
  const { content, messages } = await saved(north, south);
  expect(messages).toBeGreaterThan(0);
  for (const word of [childId, 'Itzel', 'Nombreclaro', 'OFFER']) expect(content).not.toContain(word);
  const sealedOf = (text: string) => (JSON.parse(text) as { sealed: string }).sealed.length;
  expect(sealedOf(content)).toBe(sealedOf(empty));
});

test('keys that were changed while there was no line prove themselves by the card in the file', async () => {
  const childId = await corridor.receiveChild(north);
  await north.rotateKeys();
  const handoverId = await corridor.offerTo(north, south, [childId]);
  const { taken } = await carry(north, south);
  expect(taken.accepted).toBeGreaterThan(0);
  await done(south, accept, { handoverId, plan: somePlan, teamId: south.team });
  await carry(south, north);
  expect(await outgoing(handoverId)).toBe('agreed');
});
