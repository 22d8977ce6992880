import { expect, test } from 'vitest';
import { createVirtualClock } from '#test/support/virtual-clock.ts';
import { createKeyCache } from './key-cache.ts';

const id = Buffer.alloc(8, 1);
const key = (byte: number) => Buffer.alloc(32, byte);

test('keeps the keys used last, up to its limit', () => {
  const cache = createKeyCache(2, createVirtualClock().now);
  cache.keep('a', id, key(1));
  cache.keep('b', id, key(2));
  cache.find('a', id);
  cache.keep('c', id, key(3));
  expect([cache.find('a', id), cache.find('b', id), cache.find('c', id)]).toEqual([key(1), undefined, key(3)]);
});

test('forgets at once when told, by itself after a minute, and overwrites what it forgets', () => {
  const clock = createVirtualClock();
  const cache = createKeyCache(10, clock.now);
  const held = key(1);
  cache.keep('a', id, held);
  expect(cache.find('a', Buffer.alloc(8, 2))).toBeUndefined();
  clock.advanceHours(1 / 60);
  expect(cache.find('a', id)).toEqual(key(1));
  clock.advanceHours(0.001);
  expect(cache.find('a', id)).toBeUndefined();
  expect(held).toEqual(key(0));
  cache.keep('b', id, key(2));
  cache.forget('b');
  expect(cache.find('b', id)).toBeUndefined();
});
