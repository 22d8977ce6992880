import { expect, test } from 'vitest';
import fc from 'fast-check';
import { orderOf, readAge, readDate } from './dates.ts';

const today = '2026-11-27';
const day = (text: string) => ({ precision: 'day', day: text });

test.each([
  ['2010-03-14', day('2010-03-14')], ['14/03/2010', day('2010-03-14')], ['03/14/2010', day('2010-03-14')], ['14-3-10', day('2010-03-14')], ['14.03.2010 00:00:00', day('2010-03-14')],
  ['14 de marzo de 2010', day('2010-03-14')], ['14 mar. 2010', day('2010-03-14')], ['March 14th, 2010', day('2010-03-14')], ['5/5/2010', day('2010-05-05')], ['14/03/98', day('1998-03-14')],
  ['marzo 2010', { precision: 'month', month: '2010-03' }], ['03/2010', { precision: 'month', month: '2010-03' }], ['2010', { precision: 'year', year: 2010 }],
  ['31/02/2010', { fault: 'impossible' }], ['2010-13-01', { fault: 'impossible' }], ['ayer', { fault: 'unreadable' }], ['40251', { fault: 'unreadable' }], ['', { fault: 'unreadable' }],
  ['03/04/2010', { fault: 'ambiguous', readings: ['2010-04-03', '2010-03-04'] }],
])('%s is read as it is meant', (cell, expected) => expect(readDate(cell, 'undecided', today)).toEqual(expected));

test('the column decides what one cell cannot: one day above 12 is enough, a contradiction is not', () => {
  expect(orderOf(['03/04/2010', '25/12/2009'])).toBe('day-first');
  expect(orderOf(['03/04/2010', '12/25/2009'])).toBe('month-first');
  expect(orderOf(['25/12/2009', '12/25/2009'])).toBe('undecided');
  expect(readDate('03/04/2010', 'day-first', today)).toEqual(day('2010-04-03'));
  expect(readDate('03/04/2010', 'month-first', today)).toEqual(day('2010-03-04'));
});

test.each([['14', 14], ['14 años', 14], ['aprox. 14 años', 14], ['Unos 9', 9], ['8 meses', 0], ['18 meses', 1], ['15 years old', 15], ['3 semanas', 0], ['mayor', null], ['140', null], ['', null]])('%s is the age %s', (cell, age) =>
  expect(readAge(cell)).toBe(age));

test('any day that is written day first, month first or in words comes back', () => {
  fc.assert(fc.property(fc.date({ min: new Date('1950-01-01'), max: new Date('2026-11-26'), noInvalidDate: true }), (date) => {
    const [year, month, number] = date.toISOString().slice(0, 10).split('-') as [string, string, string];
    const expected = day(`${year}-${month}-${number}`);
    expect(readDate(`${number}/${month}/${year}`, 'day-first', today)).toEqual(expected);
    expect(readDate(`${Number(month)}-${Number(number)}-${year}`, 'month-first', today)).toEqual(expected);
  }));
});

test('whatever stands in a cell, reading it gives an answer', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('day-first', 'month-first', 'undecided'), (cell, order) => {
    readDate(cell, order, today);
    readAge(cell);
  }));
});
