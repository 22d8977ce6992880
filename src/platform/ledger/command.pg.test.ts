import { sql } from 'kysely';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, valueOf } from '#kernel/result.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { eachByItself, type UnitOfWork } from '#platform/services.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import { command } from './command.ts';
import { operationsOf } from './operations.ts';
import { query } from './query.ts';
import { firstBrokenLink } from './verify.ts';

let node: TestNode;
beforeAll(async () => {
  node = await createTestNode({ projectors: { probe: eachByItself(async (unit, operation) => {
    await sql`insert into access.child_scope (child_id, team_id, standing, since)
      values (${operation.childId}, ${node.teams[0]}, 'open', now()) on conflict do nothing`.execute(unit.transaction);
  }) } });
});
afterAll(() => node.close());

const note = command({
  name: 'probe.note',
  input: Type.Object({ text: Type.String({ minLength: 1 }), childId: Type.Optional(Type.String()) }, { additionalProperties: false }),
  scope: { roles: ['case_worker'] },
  load: () => Promise.resolve(succeed(null)),
  decide: (_state, input, facts) => {
    if (input.text === 'refuse') return refuse('conflict');
    const childId = (input.childId as ChildId | undefined) ?? facts.newChildId();
    return succeed({ operations: [{ kind: 'probe.noted', childId, body: { text: input.text } }], output: { childId } });
  },
});

const history = query({
  name: 'probe.history',
  input: Type.Object({ childId: Type.String() }),
  scope: { roles: ['case_worker', 'supervisor'] },
  child: (input) => input.childId as ChildId,
  read: async (unit, input) => {
    const operations = valueOf(await operationsOf(unit.node, unit.transaction, input.childId as ChildId));
    return operations.length === 0 ? refuse('not-found') : succeed(operations);
  },
});

const count = async (table: string) => {
  const rows = await transact(node.services.database, nodeScope(node.clock.now()), (transaction) =>
    sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(transaction));
  return rows.rows[0]!.count;
};

test('an act is authorised, recorded under the chain and readable with its author', async () => {
  const worker = node.worker(['case_worker']);
  const { childId } = valueOf(await note.run(node.services, worker, { text: 'María come y duerme' }));
  const operations = valueOf(await history.run(node.services, worker, { childId })) as { body: unknown; actor: string }[];
  expect(operations).toMatchObject([{ kind: 'probe.noted', actor: worker.actor, body: { text: 'María come y duerme' } }]);
});

test.each([
  ['wrong role', ['monitoring_officer'] as const, { text: 'x' }, 'not-allowed'],
  ['invalid input', ['case_worker'] as const, { text: '' }, 'input-invalid'],
  ['unknown field', ['case_worker'] as const, { text: 'x', more: 1 }, 'input-invalid'],
  ['a rule says no', ['case_worker'] as const, { text: 'refuse' }, 'conflict'],
])('%s leaves nothing behind', async (_name, roles, input, code) => {
  const before = await count('platform.operation');
  const answer = await note.run(node.services, node.worker(roles), input);
  expect(answer).toMatchObject({ ok: false, problem: { code } });
  expect(await count('platform.operation')).toBe(before);
});

test('another team sees nothing, not even that the child exists; a supervisor sees', async () => {
  const { childId } = valueOf(await note.run(node.services, node.worker(['case_worker']), { text: 'x' }));
  const other = node.worker(['case_worker'], { teamIds: [node.teams[1]] });
  expect(await history.run(node.services, other, { childId })).toMatchObject({ ok: false, problem: { code: 'not-found' } });
  expect((await history.run(node.services, node.worker(['supervisor']), { childId })).ok).toBe(true);
});

test('a request sent twice acts once and gets the same answer', async () => {
  const requestId = '01890000-0000-7000-8000-000000000001' as Uuid;
  const worker = node.worker(['case_worker'], { requestId });
  const before = await count('platform.operation');
  const first = await note.run(node.services, worker, { text: 'x' });
  expect(await note.run(node.services, worker, { text: 'x' })).toEqual(first);
  expect(await count('platform.operation')).toBe(before + 1);
});

test('two acts that wait for each other are both done', async () => {
  let arrived = 0;
  let bothHold: () => void = () => undefined;
  const both = new Promise<void>((resolve) => { bothHold = resolve; });
  const lock = (which: number, { transaction }: UnitOfWork) => sql`select pg_advisory_xact_lock(${which})`.execute(transaction);
  const crossing = command({
    name: 'probe.cross',
    input: Type.Object({ first: Type.Integer() }, { additionalProperties: false }),
    scope: { roles: ['case_worker'] },
    async load(unit, { first }) {
      await lock(first, unit);
      if (++arrived === 2) bothHold();
      await both;
      await lock(1 - first, unit);
      return succeed(null);
    },
    decide: (_state, { first }, facts) => succeed({ operations: [{ kind: 'probe.noted', childId: facts.newChildId(), body: { text: String(first) } }], output: first }),
  });
  const before = await count('platform.operation');
  const answers = await Promise.all([0, 1].map((first) => crossing.run(node.services, node.worker(['case_worker']), { first })));
  expect(answers).toEqual([succeed(0), succeed(1)]);
  expect(await count('platform.operation')).toBe(before + 2);
  expect(arrived).toBe(3);
});

test('every reading of a file is logged; the chain holds and a changed link is found', async () => {
  const worker = node.worker(['case_worker']);
  const { childId } = valueOf(await note.run(node.services, worker, { text: 'x' }));
  const before = await count('platform.access_log');
  await history.run(node.services, worker, { childId });
  expect(await count('platform.access_log')).toBe(before + 1);
  const scope = nodeScope(node.clock.now());
  expect(await transact(node.services.database, scope, firstBrokenLink)).toBeNull();
  await expect(transact(node.services.database, scope, (transaction) =>
    sql`update platform.operation set actor = 'x' where sequence = 2`.execute(transaction))).rejects.toThrow(/permission denied|append-only/);
  await sql`alter table platform.operation disable trigger append_only`.execute(node.services.database);
  await sql`update platform.operation set actor = 'x' where sequence = 2`.execute(node.services.database);
  expect(await transact(node.services.database, scope, firstBrokenLink)).toBe(2);
});
