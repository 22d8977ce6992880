import { expect, test } from 'vitest';
import type { Instant } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { fingerprintWords } from './fingerprint-words.ts';
import { fingerprintOf, signNodeCard, verifyNodeCard, type NodeCard, type NodeCardAttributes } from './node-card.ts';
import { createNodeKeys, nodeIdOf, rotateExchangeKeys } from './node-keys.ts';
import { signJson } from './sign.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const keys = createNodeKeys(now, createSeededBytes(1));
const other = createNodeKeys(now, createSeededBytes(2));
const about: NodeCardAttributes = {
  name: 'Procuraduría de Protección, Tapachula', member: 'DIF Chiapas', country: 'MX', endpoint: 'https://dif.example:8443',
  softwareVersion: '0.1.0', dutyPhone: '+529621234567', serial: 1, issuedAt: now,
};

const refusalOf = async (card: unknown, root = keys.root) => {
  const verified = await verifyNodeCard(await signJson('node-card', card, root));
  return verified.ok ? 'verified' : `${verified.problem.code} ${String(verified.problem.details.reason)}`;
};

test('a card proves the node it names and carries every key it ever had', async () => {
  const rotated = rotateExchangeKeys(keys, now, createSeededBytes(3));
  const card = valueOf(await verifyNodeCard(await signNodeCard(rotated, about)));
  expect(card).toMatchObject({ ...about, nodeId: nodeIdOf(keys.root.x) });
  expect(card.signing.map(({ kid }) => kid)).toEqual(rotated.signing.map(({ kid }) => kid));
  expect(JSON.stringify(card)).not.toContain('secret');
});

test('nobody can make a card for another node, or list a key under a name that is not its own', async () => {
  const card = valueOf(await verifyNodeCard(await signNodeCard(keys, about))) satisfies NodeCard;
  const stolen = { ...card, root: { kid: other.root.kid, x: other.root.x } };
  expect(await refusalOf(card)).toBe('verified');
  expect(await refusalOf(card, other.root)).toBe('signature-invalid card-keys');
  expect(await refusalOf(card, { ...other.root, kid: keys.root.kid })).toBe('signature-invalid signature');
  expect(await refusalOf(stolen, other.root)).toBe('signature-invalid card-keys');
  expect(await refusalOf({ ...card, signing: [{ ...card.signing[0], x: other.root.x }] })).toBe('signature-invalid card-keys');
  expect(await refusalOf({ ...card, sealing: [{ ...card.sealing[0], kid: card.root.kid }] })).toBe('signature-invalid card-keys');
  expect(await refusalOf({ ...card, extra: 1 })).toBe('message-malformed card');
  expect(await refusalOf({ ...card, endpoint: 'javascript:alert(1)' })).toBe('message-malformed card');
  await expect(signNodeCard(keys, { ...about, country: 'Mexico' })).rejects.toThrow('node card');
});

test('six words to compare by telephone, the same at both ends and others for another card', async () => {
  const [one, two] = [await signNodeCard(keys, about), await signNodeCard(keys, { ...about, serial: 2 })];
  const words = await fingerprintOf(one);
  expect(words).toHaveLength(6);
  expect(words.every((word) => fingerprintWords.includes(word))).toBe(true);
  expect(await fingerprintOf(one)).toEqual(words);
  expect(await fingerprintOf(two)).not.toEqual(words);
});

test('the words are 2048, short, plain, in order, and no two sound alike', () => {
  expect(fingerprintWords).toHaveLength(2048);
  expect(fingerprintWords.every((word) => /^[a-z]{4,9}$/.test(word))).toBe(true);
  expect([...fingerprintWords].sort()).toEqual(fingerprintWords);
  const sounds = fingerprintWords.map((word) =>
    word.replace(/ch/g, '*').replace(/h/g, '').replace(/\*/g, 'ch').replace(/qu|c(?![eih])/g, 'k').replace(/[czx](?!h)/g, 's').replace(/v/g, 'b').replace(/ll/g, 'y'),
  );
  expect(new Set(sounds).size).toBe(2048);
});
