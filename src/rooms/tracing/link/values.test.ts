import { describe, expect, it } from 'vitest';
import { orderOf, readAge, readDate, sexReader } from './values.ts';

describe('values as people write them', () => {
  it.each([
    ['2010-03-12', '2010-03-12'], ['20100312', '2010-03-12'], ['12/03/2010', '2010-03-12'], ['12.3.10', '2010-03-12'], ['03/25/2010', '2010-03-25'],
    ['12 de marzo de 2010', '2010-03-12'], ['March 12, 2010', '2010-03-12'], ['marzo 2010', '2010-03'], ['2010', '2010'], ['2010-03', '2010-03'], ['1651-07-09', '1651-07-09'],
  ])('reads the date %s', (text, date) => { expect(readDate(text)).toBe(date); });

  it.each(['', 'no sabe', '99/99/9999', '123'])('finds no date in %j', (text) => { expect(readDate(text)).toBeUndefined(); });

  it('takes months first only where days prove it', () => {
    expect(orderOf(['03/25/2010', '04/05/2011'])).toBe('month-first');
    expect(orderOf(['04/05/2011'])).toBe('day-first');
    expect(readDate('04/05/2011', 'month-first')).toBe('2011-04-05');
  });

  it('reads M as a woman where men are H', () => {
    expect(sexReader(['H', 'M'])('M')).toBe('F');
    expect(sexReader(['F', 'M'])('M')).toBe('M');
    expect(sexReader([])('Mujer')).toBe('F');
  });

  it('reads ages', () => {
    expect([readAge('11'), readAge('11 años'), readAge('8 meses'), readAge('?')]).toEqual([11, 11, 0, undefined]);
  });
});
