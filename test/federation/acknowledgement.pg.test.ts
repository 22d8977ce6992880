import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { buildEnvelope, countersign, type Letter } from '#exchange/federation/envelope/index.ts';
import { sealMessage } from '#exchange/federation/line.ts';
import { signRequest } from '#exchange/federation/request-signature.ts';
import { accept, deliver, readLinks } from '#rooms/handover/index.ts';
import { getActivePeer } from '#rooms/governance/index.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, someDelivery, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';

/* A peer that took a child, and says so with words that are not proven. */

let corridor: SmallCorridor;
let sender: Agency;
let liar: Agency;
let stranger: Agency;
let childId: ChildId;
let handoverId: Uuid;
let blockHash: string;

beforeAll(async () => {
  corridor = await createSmallCorridor(['Salida', 'Mentira', 'Ajena']);
  [sender, liar, stranger] = corridor.agencies as [Agency, Agency, Agency];
  childId = await corridor.receiveChild(sender);
  handoverId = await corridor.offerTo(sender, liar, [childId]);
  await corridor.settle();
  await done(liar, accept, { handoverId, plan: somePlan, teamId: liar.team });
  await corridor.settle();
  await done(sender, deliver, { handoverId, delivery: someDelivery(corridor.clock.now()) });
  await sender.federation.courier.round();
  await liar.quiet();
  blockHash = (await liar.within((unit) => readLinks(unit, childId))).find(({ epoch }) => epoch === 1)!.blockHash;
}, 120_000);
afterAll(() => corridor.close());

const statusAtSender = () => sender.within(async ({ transaction }) =>
  (await sql<{ status: string }>`select status from handover.outgoing where handover_id = ${handoverId}`.execute(transaction)).rows[0]!.status);
const received = (type: string) => sender.within(async ({ transaction }) =>
  (await sql<{ count: number }>`select count(*)::int as count from federation.inbox where type = ${type}`.execute(transaction)).rows[0]!.count);

/** Says an ACK in the place that the liar's own would have, signed by it in every other respect. */
async function acknowledge(named: string, countersignature: string): Promise<{ status: number; code: string; reason: unknown }> {
  const { services } = liar;
  const last = await liar.within(async ({ transaction }) =>
    (await sql<{ sequence: number; mid: string }>`select sequence, mid from federation.line_out where peer = ${sender.nodeId}`.execute(transaction)).rows[0]!);
  const letter = {
    typ: 'ACK', to: sender.nodeId, hid: handoverId, inc: 0, tinc: 0, seq: last.sequence + 1, prevMid: last.mid, sentAt: corridor.clock.now(),
    body: { group: [{ cid: childId, epoch: 1, blockHash: named, caseFile: 'verified' }], contact: 'not_yet', countersignature },
  } as Letter;
  const { mid, jws } = await buildEnvelope(services.vault, letter);
  const { card } = valueOf(await liar.within((unit) => getActivePeer(unit, sender.nodeId)));
  const body = await sealMessage({ now: corridor.clock.now() }, card, mid, jws);
  const unsigned = { method: 'POST', path: '/fed/1/inbox', body, contentType: 'application/octet-stream', idempotencyKey: mid } as const;
  const request = await signRequest(services.nodeId, services.vault.requestSigner(), sender.address, unsigned, corridor.clock.milliseconds(), 'nonce-of-the-liar');
  const answer = await sender.federation.handle(request);
  const { code, details } = JSON.parse(answer.body) as { code: string; details: Record<string, unknown> };
  return { status: answer.status, code, reason: details['reason'] };
}

test('an acknowledgement of other blocks, or that its sender did not sign, is refused as its fault and the release stays open', async () => {
  expect(await custodyRow(liar, childId)).toMatchObject({ status: 'hold', epoch: 1 });
  const other = sha256Of('another block');
  expect(await acknowledge(other, await countersign(liar.services.vault, handoverId, [other]))).toEqual({ status: 400, code: 'message-malformed', reason: 'ack-other' });
  expect(await acknowledge(blockHash, await countersign(liar.services.vault, handoverId, [other]))).toMatchObject({ status: 401, code: 'signature-invalid' });
  expect(await acknowledge(blockHash, await countersign(stranger.services.vault, handoverId, [blockHash]))).toMatchObject({ status: 401, code: 'signature-invalid', reason: 'key-unknown' });
  expect(await statusAtSender()).toBe('committed');
  expect(await received('ACK')).toBe(0);
});

test('the true one, signed over the very blocks, ends the wait', async () => {
  await corridor.settle(2);
  expect(await statusAtSender()).toBe('acknowledged');
  expect(await received('ACK')).toBe(1);
});
