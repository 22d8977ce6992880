import { randomBytes } from 'node:crypto';
import { setInterval } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { valueOf } from '#kernel/result.ts';
import { createBlinding, multiply, pointLength, pointOf } from './blind-set.ts';
import { manyPoints, multiplyAll } from './curve-work.ts';

const salt = randomBytes(32);
const { secret, inverse } = createBlinding(randomBytes);
const facts = Array.from({ length: manyPoints + 88 }, (_, index) => `fact ${index}`);

test('many points in a thread of their own are what they are one by one, and the node takes many turns meanwhile', async () => {
  let turns = 0;
  const counting = new AbortController();
  const count = async (): Promise<void> => { for await (const _ of setInterval(0, undefined, { signal: counting.signal })) turns++; };
  const counted = count().catch(() => undefined);
  const points = valueOf(await multiplyAll({ secret, salt, facts }));
  counting.abort();
  await counted;
  expect(turns).toBeGreaterThan(50);
  expect(points.equals(Buffer.concat(facts.map((fact) => valueOf(multiply(secret, pointOf(salt, fact))))))).toBe(true);
  const back = valueOf(await multiplyAll({ secret: inverse, points }));
  expect(back.equals(Buffer.concat(facts.map((_, place) => valueOf(multiply(inverse, points.subarray(place * pointLength, (place + 1) * pointLength))))))).toBe(true);
});

test('few points are multiplied here, to the same result', async () => {
  const few = facts.slice(0, 70);
  expect(valueOf(await multiplyAll({ secret, salt, facts: few })).equals(valueOf(await multiplyAll({ secret, salt, facts })).subarray(0, few.length * pointLength))).toBe(true);
  expect(valueOf(await multiplyAll({ secret, salt, facts: [] }))).toHaveLength(0);
});

test.each([1, manyPoints])('a point that is none is refused among %i', async (count) => {
  expect(await multiplyAll({ secret, points: Buffer.alloc(count * pointLength) })).toMatchObject({ problem: { code: 'message-malformed', details: { reason: 'point' } } });
});
