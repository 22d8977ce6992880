import { expect, test } from 'vitest';
import type { ChildId } from '#kernel/identifier.ts';
import { Check } from 'typebox/value';
import { openTracing } from '../schema.ts';
import { childFaultsOf, childInputOf, childSteps, newChildDraft } from './child-draft.ts';

const childId = 'AAAAAAAAAAAAAAAAAAAAAA' as ChildId;

test('only her answer, who it is to her and a name are asked for', () => {
  const draft = newChildDraft();
  expect(childSteps.flatMap((step) => childFaultsOf(draft, step))).toEqual(['answer', 'inquirer.relation', 'givenNames']);
  const told = { ...draft, answer: 'yes' as const, inquirer: { relation: 'mother' as const }, sought: { nickname: 'Doña Chayo' } };
  expect(childSteps.flatMap((step) => childFaultsOf(told, step))).toEqual([]);
  expect(childFaultsOf({ ...told, feared: [{ relation: '', name: 'Marvin' }] }, 'wishes')).toEqual(['feared']);
});

test('what is sent names the child, her wishes and whom she fears, and no consent', () => {
  const input = childInputOf({
    ...newChildDraft(), answer: 'yes', inquirer: { relation: 'mother' }, sought: { nickname: 'Doña Chayo', phone: '4111 2233' }, story: ' vende tortillas ',
    wishes: ['call'], feared: [{ relation: 'step_parent', name: ' Marvin ' }, { relation: '', name: '' }],
  }, childId, 'Yeimi');
  expect(input).toEqual({
    side: 'child', channel: 'in_person', childId, inquirer: { name: 'Yeimi', relation: 'mother' }, sought: { nickname: 'Doña Chayo', phone: '4111 2233' }, story: 'vende tortillas',
    wishes: ['call'], feared: [{ relation: 'step_parent', name: 'Marvin' }],
  });
  expect(Check(openTracing.input, input)).toBe(true);
});
