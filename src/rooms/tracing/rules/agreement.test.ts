import { expect, it } from 'vitest';
import { isAgreement } from './agreement.ts';
import { extraField, isContradiction, levelCount, levelName } from './outcome.ts';

it('a level agrees unless it contradicts, whatever it weighs', () => {
  for (let field = 0; field <= extraField; field++) for (let level = 1; level < levelCount(field); level++) {
    expect(isAgreement(levelName(field, level)), `${field} ${levelName(field, level)}`).toBe(!isContradiction(field, level));
  }
});
