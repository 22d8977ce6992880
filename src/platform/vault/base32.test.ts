import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base32Letters, base32Of, bytesOfBase32, printedLetters } from './base32.ts';

test('agrees with the examples of RFC 4648', () => {
  const encoded = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32Of(Buffer.from(text), base32Letters));
  expect(encoded).toEqual(['', 'my', 'mzxq', 'mzxw6', 'mzxw6yq', 'mzxw6ytb', 'mzxw6ytboi']);
});

test('reads back what it wrote and no second spelling of it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), (bytes) => {
      const text = base32Of(bytes, printedLetters);
      expect(bytesOfBase32(text, printedLetters)).toEqual(bytes);
      expect(bytesOfBase32(`${text}0`, printedLetters)).not.toEqual(bytes);
      expect(bytesOfBase32(text.toLowerCase().replace(/^./, 'u'), printedLetters)).toBeUndefined();
    }),
  );
});
