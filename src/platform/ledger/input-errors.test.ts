import { Type, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { expect, test } from 'vitest';
import { text } from '#kernel/text-types.ts';
import { mendable } from './input-errors.ts';

const errorsOf = (schema: TSchema, input: unknown): string[] => mendable(Compile(schema).Errors(input)).map(({ path, keyword }) => `${path}: ${keyword}`);
const closed = { additionalProperties: false };
const Day = Type.Object({ precision: Type.Literal('day'), day: Type.String() }, closed);
const Year = Type.Object({ precision: Type.Literal('year'), year: Type.Integer({ minimum: 1900 }) }, closed);
const Unanswered = Type.Object({ answer: Type.Enum(['unknown', 'declined']) }, closed);
const Child = Type.Object({ birth: Type.Optional(Type.Union([Type.Union([Day, Year]), Unanswered])), sex: Type.Optional(Type.Union([Type.Enum(['F', 'M']), Unanswered])), name: text(20) }, closed);

test('of a field with several forms only the form that was meant is spoken of', () => {
  expect(errorsOf(Child, { name: 'Ana', birth: { precision: 'year', year: 1890 } })).toEqual(['/birth/year: minimum']);
  expect(errorsOf(Child, { name: 'Ana', birth: { precision: 'day' } })).toEqual(['/birth/day: required']);
  expect(errorsOf(Child, { name: 'Ana', sex: 'Z' })).toEqual(['/sex: enum']);
});

test('what is missing and what nobody knows are named', () => {
  expect(errorsOf(Child, {})).toEqual(['/name: required']);
  expect(errorsOf(Child, { name: 'Ana', shoe: 3 })).toEqual(['/shoe: additionalProperties']);
});

test('text has something to see, and nothing that acts unseen: control characters, turned writing', () => {
  for (const wrong of ['   ', 'A\u0000B', 'A\u001bB', '\u202Eabc', 'a\u2066b']) expect(errorsOf(Child, { name: wrong })).toEqual(['/name: pattern']);
  for (const right of ['Ana', '  Ana ', 'K’iche’', 'Ñandú\t', 'dos\nrenglones', 'שלום', '👧🏽']) expect(errorsOf(Child, { name: right })).toEqual([]);
});
