import { expect, test } from 'vitest';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { verifyTrack } from './commit.ts';
import { createSamples } from './samples.ts';
import type { Envelope } from './schema.ts';

const samples = await createSamples(createSeededBytes(5));
const { sender, receiver, stranger, findSigner } = samples;
const letter = samples.letters.find(({ typ }) => typ === 'TRACK') as unknown as Envelope<'TRACK'>;
const saidBy = (from: typeof sender, body: Partial<Envelope<'TRACK'>['body']> = {}): Envelope<'TRACK'> => ({ ...letter, v: 1, mid: '', from: from.nodeId, body: { ...letter.body, ...body } });
const [member] = letter.body.members;

test('who was given the child may say that she is there', async () => {
  expect(await verifyTrack(saidBy(receiver), findSigner)).toMatchObject({ ok: true, value: [{ block: { cid: samples.cid, to: receiver.nodeId } }] });
});

test.each([
  ['by another than she was released to', saidBy(sender)],
  ['by a third', saidBy(stranger)],
  ['without the release', saidBy(receiver, { members: [{ ...member!, release: null }] })],
  ['without the acceptance', saidBy(receiver, { acceptance: null })],
  ['of a later epoch than was released', saidBy(receiver, { members: [{ ...member!, epoch: 9 }] })],
  ['of another child', saidBy(receiver, { members: [{ ...member!, cid: stranger.nodeId as never }] })],
])('a pointer is not drawn away %s', async (_, message) => {
  expect(await verifyTrack(message, findSigner)).toMatchObject({ ok: false, problem: { code: 'message-malformed' } });
});
