import { expect, test } from 'vitest';
import { readOperation, upcast, type Upcasters } from './upcast.ts';
import type { Operation } from './operation.ts';

/* As if the third version of the records had come: a note got a kind in the second, and its words another name in the third. */
const upcasters: Upcasters = {
  'case.note-written': { 1: (body: { words: string }) => ({ ...body, kind: 'general' }), 2: ({ words, ...body }: { words: string }) => ({ ...body, text: words }) },
};
const stored = { kind: 'case.note-written', schemaVersion: 1, body: { noteId: 'n1', words: 'llegó con su hermano' } } as unknown as Operation;

test('a record of an older version is read as the newest writes it, step by step, and stays as it was', () => {
  const before = structuredClone(stored);
  expect(readOperation(stored, { upcasters, newest: 3 })).toMatchObject({ schemaVersion: 3, body: { noteId: 'n1', kind: 'general', text: 'llegó con su hermano' } });
  expect(readOperation({ ...stored, schemaVersion: 2, body: { noteId: 'n1', kind: 'health', words: 'x' } }, { upcasters, newest: 3 }).body).toEqual({ noteId: 'n1', kind: 'health', text: 'x' });
  expect(stored).toEqual(before);
});

test('of the newest version, and of a kind that did not change, nothing is touched', () => {
  const newest = { ...stored, schemaVersion: 3 };
  expect(readOperation(newest, { upcasters, newest: 3 })).toBe(newest);
  expect(upcast(upcasters, 'case.closed', { reason: 'goals_met' }, 1, 3)).toEqual({ reason: 'goals_met' });
  expect(upcast(upcasters, 'toString', { a: 1 }, 1, 3)).toEqual({ a: 1 });
  expect(readOperation(stored)).toBe(stored);
});
