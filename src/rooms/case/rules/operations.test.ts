import { describe, expect, test } from 'vitest';
import type { HybridTime } from '#kernel/hybrid-clock.ts';
import type { NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { entryOf } from '#rooms/person/rules.ts';
import { caseEntryOf } from './operations.ts';
import { caseShapes, sealedCodes } from './shapes.ts';

const [own, other] = ['n_own', 'n_other'] as unknown as [NodeId, NodeId];
const id = '01890000-0000-7000-8000-000000000001';
const from = (node: NodeId, kind: string, body: unknown): Operation =>
  ({ id: id as never, kind, childId: null, actor: 'w', actorLabel: 'Ana, DIF', device: 'd', node, madeAt: '2026-03-02T15:00:00.000Z/0000/d' as HybridTime, base: {}, schemaVersion: 1, body });

describe('an operation of another agency', () => {
  test('is taken without what was held back', () => {
    const body = { teamId: id, workerId: null, found: { by: 'police', circumstances: { withheld: 'class-D' } }, urgency: { withheld: 'class-B' }, flags: { withheld: 'class-D' }, searchedFirst: { candidatesShown: 1 } };
    expect(caseEntryOf(from(other, 'case.child-received', body), own)!.body).toEqual({ teamId: id, workerId: null, found: { by: 'police' }, urgency: 'medium', flags: [], searchedFirst: { candidatesShown: 1 } });
  });

  test.each([
    ['a form that is not ours', 'case.concerns-recorded', { concerns: [{ code: 'x'.repeat(500), severity: 99 }] }],
    ['the essential part held back', 'case.contact-added', { contact: { withheld: 'class-D' } }],
    ['no body at all', 'case.closed', null],
    ['a path for a file name', 'case.attachment-added', { attachmentId: id, kind: 'photo', title: 't', mediaType: 'image/jpeg', size: 1, hash: 'h', fileName: '../../etc/passwd', previewName: null }],
    ['a kind from tomorrow', 'case.teleported', {}],
    ['a kind with the name of a built-in', 'case.constructor', {}],
  ])('with %s shapes no file', (_name, kind, body) => expect(caseEntryOf(from(other, kind, body), own)).toBeNull());

  test('on a person is taken likewise', () => {
    expect(entryOf(from(other, 'person.observed', { fields: { givenNames: { withheld: 'class-C' }, sex: 'F', people: [{ withheld: 'class-D' }] }, source: { withheld: 'class-A' } }), own)).toBeNull();
    expect(entryOf(from(other, 'person.observed', { fields: { givenNames: { withheld: 'class-C' }, sex: 'F' }, source: 'child' }), own)!.body).toEqual({ fields: { sex: 'F' }, source: 'child' });
    expect(entryOf(from(other, 'person.observed', { fields: { sex: 'girl' }, source: 'child' }), own)).toBeNull();
    expect(entryOf(from(other, 'person.renamed', {}), own)).toBeNull();
  });
});

test('sealed risks, health notes and what only concerns this agency do not leave unnoticed', () => {
  const classOf = (kind: string, body: unknown) => {
    const shape = caseShapes[kind]!;
    return shape === 'local' ? shape : shape.sensitivityOf?.(body);
  };
  const [sealed] = sealedCodes;
  expect(classOf('case.concerns-recorded', { concerns: [{ code: sealed }, { code: 'T05' }] })).toBe('E');
  expect(classOf('case.note-written', { kind: 'health' })).toBe('D');
  expect(classOf('case.note-written', { kind: 'supervision_private' })).toBe('E');
  expect(classOf('case.attachment-added', { kind: 'medical' })).toBe('D');
  expect(classOf('case.worker-assigned', {})).toBe('local');
});
