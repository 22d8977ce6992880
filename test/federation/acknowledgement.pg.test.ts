import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { countersign } from '#exchange/federation/envelope/index.ts';
import { accept, deliver, readLinks } from '#rooms/handover/index.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, someDelivery, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';
import { speak } from '#test/support/spoken-word.ts';

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
async function acknowledge(named: string, countersignature: string): Promise<{ status: number; code: string | undefined; reason: unknown }> {
  const body = { group: [{ cid: childId, epoch: 1, blockHash: named, caseFile: 'verified' }], contact: 'not_yet', countersignature };
  const { status, code, details } = await speak(liar, sender, { typ: 'ACK', hid: handoverId, body });
  return { status, code, reason: details?.['reason'] };
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
