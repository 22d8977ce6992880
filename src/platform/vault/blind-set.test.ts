import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueOf } from '#kernel/result.ts';
import { createBlinding, maskedTag, multiply, pairTag, placeOf, pointOf } from './blind-set.ts';

const salt = Buffer.alloc(32, 7);

test('what is asked blinded and unblinded again is what the other side would have evaluated itself', () => {
  fc.assert(fc.property(fc.string({ minLength: 1 }), (fact) => {
    const [asking, answering] = [createBlinding(randomBytes), createBlinding(randomBytes)];
    const asked = valueOf(multiply(asking.secret, pointOf(salt, fact)));
    const evaluated = valueOf(multiply(asking.inverse, valueOf(multiply(answering.secret, asked))));
    expect(evaluated).toEqual(valueOf(multiply(answering.secret, pointOf(salt, fact))));
    expect(asked).not.toEqual(pointOf(salt, fact));
  }), { numRuns: 40 });
});

test('the same fact is another point under another salt, and asked twice it looks different', () => {
  expect(pointOf(salt, 'ana lopez')).not.toEqual(pointOf(Buffer.alloc(32, 8), 'ana lopez'));
  const ask = () => valueOf(multiply(createBlinding(randomBytes).secret, pointOf(salt, 'ana lopez')));
  expect(ask()).not.toEqual(ask());
});

test('points of small order, of the wrong length or beyond the field are refused', () => {
  const { secret } = createBlinding(randomBytes);
  const field = Buffer.from(`ed${'ff'.repeat(30)}7f`, 'hex');
  for (const point of [Buffer.alloc(32), Buffer.from(`01${'00'.repeat(31)}`, 'hex'), Buffer.alloc(31, 9), Buffer.alloc(33, 9), Buffer.alloc(32, 0xff), field,
    Buffer.from('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800', 'hex')]) expect(multiply(secret, point)).toMatchObject({ problem: { code: 'message-malformed' } });
});

test('a pair is the same in both orders, and only who has both reads the place', () => {
  const [one, other, third] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  expect(pairTag(one, other)).toEqual(pairTag(other, one));
  const masked = maskedTag(pairTag(one, other), 4_000_000_000);
  expect(placeOf(pairTag(other, one), masked)).toBe(4_000_000_000);
  expect(placeOf(pairTag(one, third), masked)).not.toBe(4_000_000_000);
});
