import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { HybridTime } from '#kernel/hybrid-clock.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { compareProfiles, copiedActs, survivorOf } from './reconcile.ts';

const standing = fc.record({ childId: fc.stringMatching(/^[a-f]{4}$/).map((id) => id as ChildId), epoch: fc.nat(3), since: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z') as fc.Arbitrary<Instant> });

test('the same file goes on whichever of the two is named first, and never the shorter chain', () => {
  fc.assert(fc.property(standing, standing, (one, other) => {
    const survivor = survivorOf(one, other);
    expect(survivor).toEqual(survivorOf(other, one));
    expect(survivor.epoch).toBe(Math.max(one.epoch, other.epoch));
  }));
});

test('each field says by its own rule what becomes of two answers', () => {
  const compared = compareProfiles(
    { givenNames: 'Jazmín', sex: 'F', languages: ['es'], nickname: 'Jaz' },
    { givenNames: 'Jasmin', sex: 'F', languages: ['quc'], firstSurname: 'Pérez' },
  );
  const outcomes = Object.fromEntries(compared.map(({ field, outcome }) => [field, outcome]));
  expect(outcomes).toEqual({ givenNames: 'both_kept', sex: 'same', languages: 'joined', nickname: 'only_one', firstSurname: 'only_one' });
  expect(compared.find(({ field }) => field === 'givenNames')).toMatchObject({ surviving: 'Jazmín', joining: 'Jasmin' });
});

const act = (id: string, kind: string, body: unknown, base: Record<string, string> = {}): Operation => ({
  id: id as Uuid, kind, childId: 'L' as ChildId, actor: 'w', actorLabel: 'Ana, DIF', device: 'd', node: 'n' as NodeId, madeAt: `t${id}` as HybridTime, base, schemaVersion: 1, body,
});

test('acts come along with who and when, refer to the copies, and leave how the file was run behind', () => {
  const acts = [
    act('a', 'person.observed', { fields: { givenNames: 'Jaz' } }), act('b', 'person.observed', { fields: { givenNames: 'Jazmín' } }, { givenNames: 'a' }), act('c', 'person.settled', { settles: ['a', 'b'] }),
    act('d', 'case.child-received', {}), act('e', 'case.attachment-added', { fileName: 'old' }), act('f', 'handover.linked', {}),
  ];
  let next = 0;
  const copies = copiedActs(acts, 'S' as ChildId, () => `new${next++}` as Uuid, new Map([['old', 'new-file']]));
  expect(copies.map(({ kind }) => kind)).toEqual(['person.observed', 'person.observed', 'person.settled', 'case.attachment-added']);
  expect(copies.every(({ childId, actorLabel }) => childId === 'S' && actorLabel === 'Ana, DIF')).toBe(true);
  expect(copies.map(({ madeAt }) => madeAt)).toEqual(['ta', 'tb', 'tc', 'te']);
  expect(copies[1]!.base).toEqual({ givenNames: copies[0]!.id });
  expect(copies[2]!.body).toEqual({ settles: [copies[0]!.id, copies[1]!.id] });
  expect(copies[3]!.body).toEqual({ fileName: 'new-file' });
});
