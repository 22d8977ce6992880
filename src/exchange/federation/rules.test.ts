import fc from 'fast-check';
import { expect, test } from 'vitest';
import { busyPause, checkPosition, leastPart, longestPause, paddedLength, pauseAfter, sentStateOf, smallerPart, type InboundLine, type Position } from './rules.ts';

test('pauses grow from a minute to six hours, spread by chance, and never end', () => {
  expect([pauseAfter(1, 255), pauseAfter(2, 255), pauseAfter(3, 255)]).toEqual([60_000, 120_000, 240_000]);
  fc.assert(fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 0, max: 255 }), (attempts, chance) => {
    const pause = pauseAfter(attempts, chance);
    expect(pause).toBeGreaterThanOrEqual(30_000);
    expect(pause).toBeLessThanOrEqual(longestPause);
    if (attempts > 9) expect(pause).toBeGreaterThanOrEqual(longestPause / 2);
  }));
});

const line: InboundLine = { ownIncarnation: 2, fence: 1, lastSequence: 7, midAtSequence: null, midBefore: 'before' };
const message: Position = { mid: 'new', incarnation: 1, addresseeIncarnation: 2, sequence: 8, previousMid: 'before' };

test.each([
  ['for an older incarnation of this node', {}, { addresseeIncarnation: 1 }, 'own-incarnation'],
  ['in the place of another', { midAtSequence: 'other' }, {}, 'rewound'],
  ['after another than the one received', {}, { previousMid: 'other' }, 'rewound'],
] as const)('a message %s is old', (_name, changedLine, changedMessage, reason) => {
  expect(checkPosition({ ...line, ...changedLine }, { ...message, ...changedMessage }, false)).toMatchObject({ ok: false, problem: { code: 'message-old', details: { reason, lastSeq: 7, incarnation: 2 } } });
});

test('late and reordered messages stand in order; a restored node may announce itself', () => {
  expect(checkPosition(line, message, false).ok).toBe(true);
  expect(checkPosition({ ...line, midBefore: null }, { ...message, sequence: 3 }, false).ok).toBe(true);
  expect(checkPosition(line, { ...message, addresseeIncarnation: 0 }, true).ok).toBe(true);
  expect(checkPosition(line, { ...message, addresseeIncarnation: 5 }, false).ok).toBe(true);
});

test('an item has one state', () => {
  const item = { hasReceipt: false, isRefused: false, attempts: 0, isObsolete: false };
  expect(sentStateOf(item)).toBe('waiting');
  expect(sentStateOf({ ...item, attempts: 3 })).toBe('sent');
  expect(sentStateOf({ ...item, attempts: 3, isRefused: true })).toBe('refused');
  expect(sentStateOf({ ...item, isRefused: true, isObsolete: true })).toBe('obsolete');
  expect(sentStateOf({ hasReceipt: true, isRefused: true, attempts: 3, isObsolete: true })).toBe('received');
});

test('a line that was cut is tried with half, down to a least; one where nobody was is not', () => {
  expect(smallerPart(262_144, 'ECONNRESET')).toBe(131_072);
  expect(smallerPart(17_000, 'UND_ERR_SOCKET')).toBe(8500);
  expect(smallerPart(leastPart * 2, 'ECONNRESET')).toBeNull();
  for (const reason of ['TimeoutError', 'ECONNREFUSED', 'status-502', undefined]) expect(smallerPart(262_144, reason)).toBeNull();
});

test('a peer that asks to be spared is spared as long as it says, never for ever', () => {
  expect(busyPause({ code: 'too-many-requests', details: { seconds: 20 } }, 0)).toBe(20_000);
  expect(busyPause({ code: 'too-many-requests', details: { seconds: 20 } }, 255)).toBe(25_000);
  expect(busyPause({ code: 'too-many-requests', details: {} }, 0)).toBe(60_000);
  expect(busyPause({ code: 'too-many-requests', details: { seconds: 1e12 } }, 0)).toBe(longestPause);
});

test('a carried file has one of few sizes, never less than what is in it, and wastes little', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 30 }), (length) => {
    const padded = paddedLength(length);
    expect(padded).toBeGreaterThanOrEqual(length);
    if (length > 65_536) expect(padded / length).toBeLessThanOrEqual(1.12);
  }));
  expect(new Set(Array.from({ length: 65_536 }, (_, length) => paddedLength(length + 1))).size).toBe(1);
});
