import { expect, test } from 'vitest';
import { valueOf } from '#kernel/result.ts';
import { sha256Of } from '#platform/vault/index.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { buildReceipt, openReceipt } from './receipt.ts';
import { createSamples } from './samples.ts';

const { sender, receiver, stranger, findSigner, now } = await createSamples(createSeededBytes(3));
const mid = sha256Of('message');
const written = { to: sender.nodeId, mid, seq: 3, inboxHead: { inc: 1, seq: 3, mid }, receivedAt: now };
const expected = { self: sender.nodeId, peer: receiver.nodeId, mid, findSigner, now };

test('a receipt proves that the peer has stored this message of ours', async () => {
  const opened = await openReceipt(await buildReceipt(receiver.vault, written), expected);
  expect(valueOf(opened)).toEqual({ typ: 'receipt/1', from: receiver.nodeId, ...written });
});

test('a receipt for another message, of another node or for another sender does not count', async () => {
  const jws = await buildReceipt(receiver.vault, written);
  const codeOf = async (text: string, changes: Partial<typeof expected> = {}) => {
    const opened = await openReceipt(text, { ...expected, ...changes });
    return opened.ok ? 'opened' : opened.problem.code;
  };
  expect(await codeOf(jws, { mid: sha256Of('another') })).toBe('message-not-for-us');
  expect(await codeOf(jws, { self: stranger.nodeId })).toBe('message-not-for-us');
  expect(await codeOf(await buildReceipt(stranger.vault, written))).toBe('message-not-for-us');
  expect(await codeOf(await receiver.vault.sign('receipt', { ...written, typ: 'receipt/2', from: receiver.nodeId }))).toBe('message-malformed');
  expect(await codeOf(await sender.vault.sign('receipt', { ...written, typ: 'receipt/1', from: receiver.nodeId }))).toBe('signature-invalid');
  expect(await codeOf(await receiver.vault.sign('envelope', { ...written, typ: 'receipt/1', from: receiver.nodeId }))).toBe('signature-invalid');
});
