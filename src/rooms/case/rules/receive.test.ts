import { describe, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import { getClock, prioritiesOf, startClocks } from '#rooms/law/index.ts';
import type { InputOf } from '#kernel/endpoint.ts';
import type { receiveChild } from '../schema.ts';
import type { CaseBodies } from './operations.ts';
import { decideReceive, type Actor } from './receive.ts';

const law = { country: 'MX', startClocks: (happening: Omit<Parameters<typeof startClocks>[0], 'country'>) => startClocks({ ...happening, country: 'MX' }), getClock, isSealed: () => false, prioritiesOf };
let minted = 0;
const actor: Actor = {
  now: '2026-03-02T15:00:00.000Z' as Instant, actor: 'w', workerId: 'w' as Uuid, roles: ['case_worker'], teamIds: ['team-1' as Uuid],
  newIdentifier: () => `id-${minted++}` as Uuid, newChildId: () => 'AAAAAAAAAAAAAAAAAAAAAA' as ChildId,
};
const intake = (more: Partial<InputOf<typeof receiveChild>> = {}): InputOf<typeof receiveChild> =>
  ({ searchedFirst: { candidatesShown: 0 }, profile: {}, source: 'child', found: {}, ...more });
const bodies = (input: InputOf<typeof receiveChild>, who = actor) =>
  Object.fromEntries(valueOf(decideReceive({ law }, input, who)).operations.map((operation) => [operation.kind, operation.body])) as { [Kind in keyof CaseBodies as `case.${Kind}`]: CaseBodies[Kind] };

describe('intake', () => {
  test('with nothing known opens a file in the own team, for the own work', () => {
    const recorded = bodies(intake());
    expect(recorded['case.child-received']).toMatchObject({ teamId: 'team-1', workerId: 'w', urgency: 'low' });
    expect(Object.keys(recorded)).toEqual(['case.child-received', 'person.observed', 'case.deadlines-started']);
  });

  test('a child of nine found alone by a migration officer: urgent, and the clocks of the law run', () => {
    const recorded = bodies(intake({
      profile: { birth: { precision: 'estimated', age: 9, recordedOn: '2026-03-02' }, company: 'alone', nationalities: ['HN'] },
      found: { by: 'migration_officer', when: { precision: 'minute', at: '2026-03-02T13:30:00.000Z' as Instant } },
    }));
    expect(recorded['case.child-received'].urgency).toBe('high');
    const notify = recorded['case.deadlines-started'].deadlines.find(({ clock }) => clock === 'CLK-MX-NOTIFY');
    expect(notify).toMatchObject({ triggeredAt: '2026-03-02T13:30:00.000Z', dueAt: '2026-03-02T15:30:00.000Z', basis: 'policy' });
    expect(recorded['case.deadlines-started'].deadlines.map(({ clock }) => clock)).toContain('CLK-CM-HIGH-RESPONSE');
  });

  test.each([
    ['found tomorrow', { found: { when: { precision: 'day', day: '2026-03-03' } } }, 'input-invalid'],
    ['found on a day that never was', { found: { when: { precision: 'minute', at: '2026-02-30T10:00:00.000Z' } } }, 'input-invalid'],
    ['born tomorrow', { profile: { birth: { precision: 'day', day: '2026-03-03' } } }, 'input-invalid'],
    ['one risk twice', { concerns: [{ code: 'P01', severity: 1, source: 'child' }, { code: 'P01', severity: 2, source: 'child' }] }, 'input-invalid'],
    ["another's team", { teamId: 'team-2' }, 'not-allowed'],
    ['a toddler who consents', {
      profile: { birth: { precision: 'year', year: 2024 } },
      consent: { answers: { sharing: 'granted' }, givenBy: 'child', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'said_yes' },
    }, 'consent-missing'],
  ] as const)('%s is refused', (_name, more, code) => {
    expect(decideReceive({ law }, intake(more as never), actor)).toMatchObject({ ok: false, problem: { code } });
  });

  test('a supervisor receives for another team, without taking the file herself', () => {
    const recorded = bodies(intake({ teamId: 'team-2' as Uuid }), { ...actor, roles: ['supervisor'] });
    expect(recorded['case.child-received']).toMatchObject({ teamId: 'team-2', workerId: null });
  });
});
