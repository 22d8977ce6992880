import { expect, test } from 'vitest';
import { nothingAsked, questionOf } from './asked.ts';

const today = '2026-11-24';

test('without at least two letters of a name nothing is asked', () => {
  expect(questionOf({ ...nothingAsked, names: ' m ' }, today)).toBeNull();
  expect(questionOf({ ...nothingAsked, names: ' Marisol ' }, today)).toEqual({ names: 'Marisol' });
});

test('the year counts before the age, and what is no year or age is left out', () => {
  const asked = { names: 'Marisol Xol', age: '14', year: '2012', nationality: 'GT', sex: 'F' };
  expect(questionOf(asked, today)).toEqual({ names: 'Marisol Xol', birth: '2012', nationality: 'GT', sex: 'F' });
  expect(questionOf({ ...asked, year: '2031' }, today)).toMatchObject({ age: 14 });
  expect(questionOf({ ...asked, year: '', age: '99' }, today)).toEqual({ names: 'Marisol Xol', nationality: 'GT', sex: 'F' });
});
