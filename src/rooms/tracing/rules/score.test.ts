import fc from 'fast-check';
import { expect, it } from 'vitest';
import { priorModel } from '../prior-model.ts';
import { createScorer } from './model.ts';
import { createOutcome, extraField, isContradiction, levelCount } from './outcome.ts';

const scorer = createScorer(priorModel, 2);
const fieldCount = extraField + 2;
const outcomes = fc.tuple(...Array.from({ length: fieldCount }, (_, index) => fc.tuple(fc.nat(levelCount(index) - 1), fc.double({ min: 0, max: 15, noNaN: true })))).map((found) => {
  const outcome = createOutcome(2);
  for (const [index, [level, rarity]] of found.entries()) {
    outcome.levels[index] = level;
    outcome.rarity[index] = level === 0 || isContradiction(index, level) ? 0 : rarity;
  }
  return outcome;
});

it('the explanation of any comparison sums to its score', () => {
  fc.assert(fc.property(outcomes, (outcome) => {
    const { score, prior, fields } = scorer.explain(outcome);
    expect(fields.reduce((sum, bits) => sum + bits, prior)).toBeCloseTo(score, 6);
    expect(score).toBeCloseTo(scorer.score(outcome), 9);
  }));
});

it('a contradiction never raises a score above what silence would give', () => {
  fc.assert(fc.property(outcomes, fc.nat(fieldCount - 1), (outcome, index) => {
    const contradictions = Array.from({ length: levelCount(index) }, (_, level) => level).filter((level) => level > 0 && isContradiction(index, level));
    outcome.levels[index] = 0;
    outcome.rarity[index] = 0;
    const silent = scorer.score(outcome);
    for (const level of contradictions) {
      outcome.levels[index] = level;
      expect(scorer.score(outcome)).toBeLessThanOrEqual(silent + 1e-9);
    }
  }));
});
