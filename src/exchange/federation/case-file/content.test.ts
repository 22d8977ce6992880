import { Type } from 'typebox';
import { expect, test } from 'vitest';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { admissible, textsIn } from './content.ts';

const childId = 'AAAAAAAAAAAAAAAAAAAAAA' as ChildId;
const self = `n_${'a'.repeat(26)}` as NodeId;
const other = `n_${'b'.repeat(26)}` as NodeId;
const shapes = { 'probe.seen': { body: Type.Object({}) }, 'probe.assigned': 'local' } as const;
const operation = {
  id: '01890000-0000-7000-8000-000000000001', kind: 'probe.seen', childId, actor: 'worker', actorLabel: 'Ana', device: 'd', node: other,
  madeAt: '2026-03-02T15:00:00.000Z/0000/d', base: {}, schemaVersion: 1, body: { a: 1 },
};
const fileWith = (change: Record<string, unknown>) => ({ v: 1, operations: [{ ...operation, ...change }], files: [], withheld: null });
const take = (content: unknown) => admissible(content, childId, self, shapes);

test.each([
  ['another child', fileWith({ childId: 'B'.repeat(22) })],
  ['the node itself', fileWith({ childId: null })],
  ['more than an operation has', fileWith({ more: 1 })],
  ['no file', { v: 2 }],
])('a file with something of %s is refused as a whole', (_name, content) => {
  expect(take(content)).toMatchObject({ ok: false, problem: { code: 'message-malformed', details: { reason: 'case-file' } } });
});

test('nobody else adds to what was done here', () => {
  expect(take(fileWith({ node: self }))).toMatchObject({ ok: true, value: { operations: [] } });
});

test.each(['governance.peer-added', 'access.account-created', 'probe.assigned', 'probe.unheard'])('%s from another node becomes a note that something is missing', (kind) => {
  expect(take(fileWith({ kind }))).toMatchObject({ ok: true, value: { operations: [{ id: operation.id, kind: 'governance.fact-withheld', body: { withheld: 'unknown-kind' } }] } });
});

test('a known operation and a note of something withheld are taken as they are', () => {
  expect(take(fileWith({}))).toMatchObject({ ok: true, value: { operations: [operation] } });
  const note = { kind: 'governance.fact-withheld', body: { withheld: 'class-E' } };
  expect(take(fileWith(note))).toMatchObject({ ok: true, value: { operations: [note] } });
  expect(take(fileWith({ ...note, body: { withheld: 'anything' } }))).toMatchObject({ ok: true, value: { operations: [{ body: { withheld: 'unknown-kind' } }] } });
});

test('what a newer release wrote beside the known is kept as it came', () => {
  const newer = { schemaVersion: 2, body: { a: 1, addedLater: { deep: ['x'] } } };
  expect(take(fileWith(newer))).toMatchObject({ ok: true, value: { operations: [{ ...operation, ...newer }] } });
  expect(take(fileWith({ ...newer, schemaVersion: 3 }))).toMatchObject({ ok: true, value: { operations: [{ kind: 'governance.fact-withheld', body: { withheld: 'unknown-version' } }] } });
});

test('every text inside a value is found', () => {
  expect([...textsIn({ a: ['x', { b: 'y' }], c: 1, d: null })]).toEqual(['x', 'y']);
});
