import { expect, test } from 'vitest';
import { addHours } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { bodySchemas, messageTypes } from './bodies.ts';
import { buildEnvelope, openEnvelope } from './envelope.ts';
import { createSamples } from './samples.ts';
import type { Letter } from './schema.ts';

const samples = await createSamples(createSeededBytes(1));
const { sender, receiver, stranger, findSigner, now } = samples;
const open = (jws: string, at = now, self = receiver.nodeId) => openEnvelope(jws, { self, findSigner, now: at });
const letterOf = (typ: string) => samples.letters.find((letter) => letter.typ === typ)!;
const problemOf = async (...parameters: Parameters<typeof open>) => {
  const opened = await open(...parameters);
  return opened.ok ? 'opened' : `${opened.problem.code} ${String(opened.problem.details.reason ?? opened.problem.details.nodeId ?? '')}`.trim();
};

test.each(messageTypes)('a %s arrives as it was written', async (typ) => {
  const letter = letterOf(typ);
  const { mid, jws } = await buildEnvelope(sender.vault, letter);
  const { envelope, kid, warnings } = valueOf(await open(jws));
  expect(envelope).toEqual({ ...letter, v: 1, mid, from: sender.nodeId });
  expect(kid).toBe(sender.keys.signing[0]!.kid);
  expect(warnings).toEqual([]);
});

test('the same content has the same name, other content another', async () => {
  const letter = letterOf('DECLINE');
  const { mid } = await buildEnvelope(sender.vault, letter);
  expect((await buildEnvelope(sender.vault, { ...letter })).mid).toBe(mid);
  expect((await buildEnvelope(sender.vault, { ...letter, sentAt: addHours(now, 1) })).mid).not.toBe(mid);
});

test('every body is bounded and closed: an unknown member or a missing one is never sent', async () => {
  for (const { typ, body, ...rest } of samples.letters) {
    const spoiled = [{ ...body, remark: 'x' }, ...((bodySchemas[typ] as { required?: readonly string[] }).required ?? []).map((name) => Object.fromEntries(Object.entries(body).filter(([other]) => other !== name)))];
    for (const other of spoiled) await expect(buildEnvelope(sender.vault, { ...rest, typ, body: other } as Letter)).rejects.toThrow(typ);
  }
});

test('a message about a handover names it, another does not; only the first of a link has none before it', async () => {
  const { hid, ...decline } = letterOf('DECLINE');
  await expect(buildEnvelope(sender.vault, decline as Letter)).rejects.toThrow('hid');
  await expect(buildEnvelope(sender.vault, { ...letterOf('SYNC'), hid } as Letter)).rejects.toThrow('hid');
  await expect(buildEnvelope(sender.vault, { ...letterOf('SYNC'), prevMid: null })).rejects.toThrow('prevMid');
  await expect(buildEnvelope(sender.vault, { ...letterOf('SYNC'), seq: 1 })).rejects.toThrow('prevMid');
});

test('refusals name the cause', async () => {
  const { jws } = await buildEnvelope(sender.vault, letterOf('OFFER'));
  const strangers = await buildEnvelope(stranger.vault, letterOf('OFFER'));
  expect(await problemOf(strangers.jws)).toBe(`unknown-sender ${stranger.nodeId}`);
  expect(await problemOf(jws, now, stranger.nodeId)).toBe('message-not-for-us');
  expect(await problemOf(jws, now, sender.nodeId)).toBe('message-not-for-us');
  expect(await problemOf(jws.slice(0, -4) + 'AAAA')).toMatch(/signature|form/);
  expect(await problemOf('x'.repeat(1_048_577))).toBe('too-large');
  expect(await problemOf('')).toBe('message-malformed form');
  expect(await problemOf(jws, addHours(now, 24 * 300))).toBe('signature-invalid key-expired');
});

test('a clock that is wrong by an hour is a warning on a message that counts', async () => {
  const { jws } = await buildEnvelope(sender.vault, letterOf('OFFER'));
  expect(valueOf(await open(jws, addHours(now, 0.08))).warnings).toEqual([]);
  expect(valueOf(await open(jws, addHours(now, 1))).warnings).toEqual([{ code: 'clock-skew', details: { minutes: -60 } }]);
  expect(valueOf(await open(jws, addHours(now, -1))).warnings).toEqual([{ code: 'clock-skew', details: { minutes: 60 } }]);
});

test('what a refusal says about a place is a place in our schema, never what the sender wrote', async () => {
  const body = { ...letterOf('DECLINE').body, 'Marisol Tzoc': 'Marisol Tzoc' };
  await expect(buildEnvelope(sender.vault, { ...letterOf('DECLINE'), body } as Letter)).rejects.toThrow(/^(?!.*Marisol).*additionalProperties/);
});
