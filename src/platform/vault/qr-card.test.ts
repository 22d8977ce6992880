import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import { createSeededBytes } from '#test/support/seeded-random.ts';
import { printedLetters } from './base32.ts';
import { createNodeKeys, nodeIdOf, rotateExchangeKeys } from './node-keys.ts';
import { hintOf, issueChildCard, readCardNumber, verifyChildCard } from './qr-card.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const keys = createNodeKeys(now, createSeededBytes(1));
const other = createNodeKeys(now, createSeededBytes(2));
const nodeId = nodeIdOf(keys.root.x);
const card = issueChildCard(nodeId, keys.signing[0]!);
const keysOfHint = (hint: string) => (hint === hintOf(nodeId) ? keys.signing : []);

test('a card is short, fits the alphanumeric mode of a QR code, and differs each time', () => {
  expect(card.code).toMatch(/^[0-9A-Z.]{120}$/);
  expect(card.printed).toMatch(/^(\w{4}-){3}\w{4}$/);
  expect(issueChildCard(nodeId, keys.signing[0]!).number).not.toBe(card.number);
});

test('a scanned card is proven, alone or inside an address, also after the key was rotated', () => {
  expect(valueOf(verifyChildCard(card.code, keysOfHint))).toBe(card.number);
  expect(valueOf(verifyChildCard(`HTTPS://NODE.EXAMPLE/C/${card.code}`, keysOfHint))).toBe(card.number);
  const rotated = rotateExchangeKeys(keys, now, createSeededBytes(3));
  expect(valueOf(verifyChildCard(card.code, () => rotated.signing))).toBe(card.number);
});

test('says why a card does not count', () => {
  const codeOf = (scanned: string, find = keysOfHint) => {
    const verified = verifyChildCard(scanned, find);
    return verified.ok ? 'verified' : verified.problem.code;
  };
  expect(codeOf('https://somewhere.example/')).toBe('input-invalid');
  expect(codeOf(issueChildCard(nodeIdOf(other.root.x), other.signing[0]!).code)).toBe('unknown-sender');
  expect(codeOf(card.code, () => other.signing)).toBe('signature-invalid');
  expect(codeOf(issueChildCard(nodeId, other.signing[0]!).code)).toBe('signature-invalid');
});

test('a typed number may be written as people write; no wrong letter or swap of neighbours passes', () => {
  expect(valueOf(readCardNumber(` ${card.printed.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `))).toBe(card.number);
  expect(readCardNumber('1234')).toMatchObject({ ok: false, problem: { details: { reason: 'form' } } });
  fc.assert(
    fc.property(fc.nat(15), fc.constantFrom(...Array.from(printedLetters)), (index, letter) => {
      const { number } = issueChildCard(nodeId, keys.signing[0]!);
      const wrong = number.slice(0, index) + letter + number.slice(index + 1);
      expect(readCardNumber(wrong).ok).toBe(wrong === number);
      const swapped = number.slice(0, index) + (number[index + 1] ?? '') + number[index] + number.slice(index + 2);
      expect(readCardNumber(swapped).ok).toBe(swapped === number);
    }),
    { numRuns: 300 },
  );
});
