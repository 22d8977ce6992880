import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NodeId } from '#kernel/identifier.ts';
import { onwardJudge } from './onward.ts';

const nodes = ['a', 'b', 'c', 'd'].map((letter) => `n_${letter.repeat(26)}` as NodeId);
const [self, giver, third, author] = nodes as [NodeId, NodeId, NodeId, NodeId];
const rule = fc.constantFrom('forbidden', 'with_consent', 'same_terms' as const);

test('what came from others goes on only as far as the strictest agreement under which it came', () => {
  fc.assert(fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), fc.boolean(), (rules, hasConsent) => {
    const judge = onwardJudge({ self, to: third, received: rules.map((onwardSharing) => ({ from: giver, onwardSharing })), hasConsent });
    const expected = rules.includes('forbidden') ? 'onward-forbidden' : rules.includes('with_consent') && !hasConsent ? 'onward-consent' : null;
    for (const node of [giver, author]) expect(judge({ kind: 'person.observed', node })).toBe(expected);
    expect(judge({ kind: 'person.observed', node: self })).toBeNull();
    expect(judge({ kind: 'person.observed', node: third })).toBeNull();
    expect(judge({ kind: 'handover.tracking-set', node: giver })).toBeNull();
  }));
});

test('it goes back to who gave it, and what never came from anybody is free', () => {
  expect(onwardJudge({ self, to: giver, received: [{ from: giver, onwardSharing: 'forbidden' }], hasConsent: false })({ kind: 'person.observed', node: author })).toBeNull();
  expect(onwardJudge({ self, to: third, received: [], hasConsent: false })({ kind: 'person.observed', node: author })).toBeNull();
});
