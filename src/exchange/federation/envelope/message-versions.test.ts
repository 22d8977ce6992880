import { expect, test } from 'vitest';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { openEnvelope } from './envelope.ts';
import { readBody, type MessageVersions } from './message-versions.ts';
import { createSamples } from './samples.ts';
import { canonicalJson, sha256Of } from '#platform/vault/index.ts';

/* As if two releases on: a withdrawal named one child whom somebody could take, then several. */
const later: MessageVersions = { newest: 3, oldest: 2, upcasters: { WITHDRAW: { 2: ({ canTakeOne, ...body }: { canTakeOne: string | null }) => ({ ...body, canTake: canTakeOne === null ? [] : [canTakeOne] }) } } };
const ofVersion2 = { reason: 'withdrawn', redirect: null, canTakeOne: '1GLRbT0AbuRu-oKcGhbGyQ' };

test('a body of the release before is raised to the newest form, one of the newest is left alone', () => {
  expect(readBody('WITHDRAW', 2, ofVersion2, later)).toEqual({ ok: true, value: { reason: 'withdrawn', redirect: null, canTake: ['1GLRbT0AbuRu-oKcGhbGyQ'] } });
  expect(readBody('WITHDRAW', 3, ofVersion2, later)).toEqual({ ok: true, value: ofVersion2 });
  expect(readBody('SYNC', 2, {}, later)).toEqual({ ok: true, value: {} });
});

test('outside of the window it says who must update', () => {
  expect(readBody('WITHDRAW', 1, ofVersion2, later)).toMatchObject({ ok: false, problem: { code: 'version-unsupported', details: { version: 1, oldest: 2, newest: 3, is: 'older' } } });
  expect(readBody('WITHDRAW', 4, ofVersion2, later)).toMatchObject({ ok: false, problem: { code: 'version-unsupported', details: { version: 4, is: 'newer' } } });
});

test('a signed message of a form that is not known yet is refused with that cause, whatever it holds', async () => {
  const { sender, receiver, findSigner, now, letters } = await createSamples(createSeededBytes(1));
  const letter = letters.find(({ typ }) => typ === 'WITHDRAW')!;
  const unnamed = { ...letter, v: 2, from: sender.nodeId, body: { whatever: 'comes next' } };
  const jws = await sender.vault.sign('envelope', { ...unnamed, mid: sha256Of(canonicalJson(unnamed)) });
  expect(await openEnvelope(jws, { self: receiver.nodeId, findSigner, now })).toMatchObject({ ok: false, problem: { code: 'version-unsupported', details: { version: 2, newest: 1, is: 'newer' } } });
});
