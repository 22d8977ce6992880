import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { field } from '#kernel/field.ts';
import { Profile } from '#rooms/person/schema.ts';
import { controlOf, faultsOf, type JsonSchema } from './schema-shape.ts';

const person = Profile as unknown as JsonSchema;
const controlFor = (name: string) => controlOf(person.properties![name]!);

test('draws the fields of a child’s profile from their schema', () => {
  expect(controlFor('givenNames')).toMatchObject({ kind: 'text', unanswered: ['unknown', 'declined', 'later'] });
  expect(controlFor('sex')).toMatchObject({ kind: 'one', choices: ['F', 'M', 'X'] });
  expect(controlFor('birth')).toMatchObject({ kind: 'partial-date' });
  expect(controlFor('needsInterpreter')).toMatchObject({ kind: 'yes-no' });
});

test('leaves shapes that need a screen of their own to that screen', () => {
  expect(controlFor('people')).toBeNull();
  expect(controlFor('originPlace')).toBeNull();
});

const form = Type.Object({
  reason: field(Type.String({ minLength: 5, maxLength: 300 }), 'case.reason', 'D'),
  beds: Type.Optional(Type.Integer({ minimum: 0, maximum: 40 })),
  day: Type.Optional(Type.String({ format: 'date' })),
  needs: Type.Optional(Type.Array(Type.Enum(['food', 'health']))),
}) as unknown as JsonSchema;

test('a long text gets an area, a day a calendar, a list of codes boxes to tick', () => {
  expect(['reason', 'beds', 'day', 'needs'].map((name) => controlOf(form.properties![name]!)?.kind)).toEqual(['area', 'number', 'day', 'several']);
});

test('names what is missing and what does not fit', () => {
  expect([...faultsOf(form, {})]).toEqual([['reason', 'missing']]);
  expect([...faultsOf(form, { reason: 'no', beds: 41 })]).toEqual([['reason', 'tooShort'], ['beds', 'tooLarge']]);
  expect([...faultsOf(form, { reason: 'porque sí', beds: 1.5 })]).toEqual([['beds', 'wrong']]);
  expect(faultsOf(form, { reason: 'porque sí' }).size).toBe(0);
});
