import { expect, test } from 'vitest';
import { filterOf, searchOf, toggled } from './filters.ts';

test('an address gives its filter, and the filter its address', () => {
  const search = new URLSearchParams('due=overdue&workerId=none&nationality=GT');
  expect(filterOf(search)).toEqual({ due: 'overdue', workerId: 'none', nationality: 'GT' });
  expect(new URLSearchParams(searchOf(filterOf(search))).toString()).toBe('workerId=none&nationality=GT&due=overdue');
});

test('what is no filter, or no value of one, is left out', () => {
  expect(filterOf(new URLSearchParams('due=tomorrow&status=open&name=Ana&cursor=x'))).toEqual({ status: 'open' });
});

test('pressing a filter again takes it away', () => {
  expect(toggled({ due: 'overdue' }, 'due', 'overdue')).toEqual({});
  expect(toggled({ due: 'overdue' }, 'due', 'today')).toEqual({ due: 'today' });
  expect(toggled({ due: 'overdue' }, 'urgency', '')).toEqual({ due: 'overdue' });
});
