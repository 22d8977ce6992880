import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { createBlinding, keyedHash, randomToken } from '#platform/vault/index.ts';
import type { comparison } from '#rooms/tracing/index.ts';
import { encodingsOf, entryBytes, joinEncodings } from './encodings.ts';
import { blindPersons, evaluatePoints, meet, tagsOf, tagsOfChild } from './facts.ts';
import { runKey } from './run-key.ts';
import { shuffled } from './shuffle.ts';

const person = (key: string, givenNames: readonly string[], surnames: readonly string[], date: string, more: object = {}): comparison.ComparedPerson =>
  ({ childId: key as ChildId, requestId: null, record: { key, givenNames, surnames, birth: { date }, sex: 'F', municipality: 'Cobán', ...more } });
const ana = person('ana', ['Xiomara', 'Isabel'], ['Caal', 'Pop'], '2014-05-09');
const sister = person('sister', ['Otilia'], ['Caal', 'Pop'], '2011-02-01');
const stranger = person('stranger', ['Brenda'], ['Zelaya'], '2009-12-24', { municipality: 'La Ceiba' });
const salt = randomBytes(32);

async function run(asked: readonly comparison.ComparedPerson[], there: readonly comparison.ComparedPerson[]) {
  const { blinding, points } = await blindPersons(asked, salt, randomBytes);
  const { secret } = createBlinding(randomBytes);
  return { blinding, evaluated: valueOf(await evaluatePoints(secret, points)), tags: await tagsOf(there, salt, secret, randomBytes) };
}

test('who asks learns the place of whom both have, in how many facts, and nothing of her sister or of strangers', async () => {
  const asked = [stranger, person('asked', ['Ysabel'], ['Kaal'], '2014-05-09')];
  const answer = await run(asked, [sister, ana]);
  const met = valueOf(await meet(asked, answer));
  expect(met).toMatchObject([{ person: { childId: 'asked' }, place: 1 }]);
  expect(met[0]!.common).toBeGreaterThanOrEqual(2);
  expect(answer.tags.length).toBe(64 * tagsOfChild);
  expect((await run(asked, [])).tags.length).toBe(answer.tags.length);
});

test('another run has other points and other tags for the same persons', async () => {
  const [one, other] = [await run([ana], [ana]), await run([ana], [ana])];
  expect(one.evaluated.equals(other.evaluated)).toBe(false);
  // tags of one run are of no use with the points of another
  expect(valueOf(await meet([ana], { ...one, tags: other.tags }))).toEqual([]);
});

test('an answer that is no answer is refused: too short, points of small order, tags that are none', async () => {
  const answer = await run([ana], [ana]);
  for (const lie of [{ evaluated: answer.evaluated.subarray(32) }, { evaluated: Buffer.alloc(answer.evaluated.length) }, { tags: answer.tags.subarray(1) }]) {
    expect(await meet([ana], { ...answer, ...lie })).toMatchObject({ problem: { code: 'message-malformed' } });
  }
  const { secret } = createBlinding(randomBytes);
  for (const points of [Buffer.alloc(0), Buffer.alloc(32), Buffer.alloc(24 * 32)]) expect(await evaluatePoints(secret, points)).toMatchObject({ problem: { code: 'message-malformed' } });
});

test('encodings meet a misspelled name among invented persons, under the key of the run alone, and are wiped', async () => {
  const key = randomBytes(32);
  const { content, places } = encodingsOf([ana, stranger], key, randomBytes);
  expect([places.length, content.length]).toEqual([64, places.length * entryBytes]);
  expect(places.filter((place) => place !== null).toSorted()).toEqual(['ana', 'stranger']);
  const copy = Buffer.from(content);
  const found = valueOf(await joinEncodings([person('here', ['Xiomara', 'Ysabel'], ['Kaal', 'Pop'], '2014-05-09')], content, key));
  expect(found.map(({ place }) => places[place])).toContain('ana');
  expect(content.every((byte) => byte === 0)).toBe(true);
  expect(valueOf(await joinEncodings([ana], copy, randomBytes(32)))).toEqual([]);
  expect(await joinEncodings([ana], Buffer.alloc(entryBytes + 1), key)).toMatchObject({ problem: { code: 'message-malformed' } });
});

test('the key of a run needs both halves, and is of this run, this agreement and these two nodes', () => {
  const of = (more: object) => Buffer.from(runKey({ runId: 'r' as Uuid, agreement: 'a' as Uuid, asking: 'n_a' as NodeId, answering: 'n_b' as NodeId, shares: [half, half], ...more })).toString('hex');
  const half = randomToken();
  const keys = [of({}), of({ runId: 's' }), of({ agreement: 'b' }), of({ asking: 'n_b' }), of({ answering: 'n_c' }), of({ shares: [half, randomToken()] }), of({ shares: [randomToken(), half] })];
  expect(new Set(keys).size).toBe(keys.length);
  expect(of({})).toBe(keys[0]);
});

test('an order of chance loses nobody and favours no place', () => {
  const seeds = keyedHash(Buffer.alloc(32));
  let turn = 0;
  const chance = (bytes: number) => seeds(String(turn++)).subarray(0, bytes);
  const firsts = new Map<number, number>();
  for (let times = 0; times < 2000; times++) {
    const order = shuffled([0, 1, 2, 3], chance);
    expect(order.toSorted()).toEqual([0, 1, 2, 3]);
    firsts.set(order[0]!, (firsts.get(order[0]!) ?? 0) + 1);
  }
  for (const count of firsts.values()) expect(Math.abs(count - 500)).toBeLessThan(120);
});
