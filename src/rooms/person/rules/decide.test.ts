import { describe, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import { decideObservation, decideSettlement, profileProblems } from './decide.ts';
import { foldProfile } from './profile.ts';
import type { HybridTime } from '#kernel/hybrid-clock.ts';

const now = '2026-03-02T15:00:00.000Z' as Instant;
const childId = 'AAAAAAAAAAAAAAAAAAAAAA' as ChildId;

describe('observing', () => {
  test('bases each changed field on what is current, or on what the device saw', () => {
    const current = { versions: { givenNames: 'op-1' as Uuid, sex: 'op-2' as Uuid } };
    const input = { childId, fields: { givenNames: 'Ana', sex: 'F' as const }, source: 'child' as const };
    expect(valueOf(decideObservation(current, input, now)).operations[0]!.base).toEqual({ givenNames: 'op-1', sex: 'op-2' });
    expect(valueOf(decideObservation(current, { ...input, base: { givenNames: 'op-0' } }, now)).operations[0]!.base).toEqual({ givenNames: 'op-0', sex: 'op-2' });
  });

  test('refuses an empty observation and an impossible birth', () => {
    expect(decideObservation({ versions: {} }, { childId, fields: {}, source: 'child' }, now)).toMatchObject({ ok: false, problem: { code: 'input-invalid' } });
    expect(profileProblems({ birth: { precision: 'day', day: '2013-02-30' } }, '2026-03-02')).toEqual(['/fields/birth: date']);
    expect(profileProblems({ birth: { precision: 'year', year: 2027 } }, '2026-03-02')).toEqual(['/fields/birth: future']);
    expect(profileProblems({ birth: { precision: 'month', month: '2026-13' } }, '2026-03-02')).toEqual(['/fields/birth: date']);
    expect(profileProblems({ birth: { precision: 'month', month: '2026-03' } }, '2026-03-02')).toEqual([]);
    expect(profileProblems({ birth: { answer: 'unknown' } }, '2026-03-02')).toEqual([]);
  });
});

const ids = (...names: string[]) => names as Uuid[];

describe('settling', () => {
  const state = foldProfile([
    { id: 'op-1' as never, kind: 'person.observed', actorLabel: '', madeAt: '2026-03-01T00:00:00.000Z/0000/a' as HybridTime, base: {}, body: { fields: { sex: 'F' }, source: 'child' } },
    { id: 'op-2' as never, kind: 'person.observed', actorLabel: '', madeAt: '2026-03-01T00:00:00.000Z/0000/b' as HybridTime, base: {}, body: { fields: { sex: 'M' }, source: 'document' } },
  ]);

  test('names the answers it decides between', () => {
    const decision = valueOf(decideSettlement(state, { childId, field: 'sex', value: 'F', settles: ids('op-1', 'op-2'), reason: 'asked again' }, now));
    expect(decision.operations[0]).toMatchObject({ kind: 'person.settled', body: { field: 'sex', fields: { sex: 'F' } } });
  });

  test('refuses a value the field cannot have, and answers that are not there', () => {
    expect(decideSettlement(state, { childId, field: 'sex', value: 'female', settles: ids('op-1'), reason: 'x' }, now)).toMatchObject({ problem: { code: 'input-invalid' } });
    expect(decideSettlement(state, { childId, field: 'sex', value: 'F', settles: ids('op-9'), reason: 'x' }, now)).toMatchObject({ problem: { code: 'state-changed' } });
  });
});
