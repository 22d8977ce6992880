import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { valueOf } from '#kernel/result.ts';
import { transact } from '#platform/db/transact.ts';
import type { Caller } from '#platform/services.ts';
import { projectPerson } from '#rooms/person/index.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import * as room from './index.ts';
import type { listFiles } from './schema.ts';
import type { InputOf } from '#kernel/endpoint.ts';

let node: TestNode;
let worker: Caller;
let supervisor: Caller;
let childIds: string[];

const children: { profile: PartialProfile; urgency: 'emergency' | 'high' | 'medium' | 'low' }[] = [
  { profile: { givenNames: 'Ana', firstSurname: 'Pop', birth: { precision: 'day', day: '2022-05-01' }, nationalities: ['GT'], company: 'alone' }, urgency: 'emergency' },
  { profile: { givenNames: 'Beto', birth: { precision: 'year', year: 2016 }, nationalities: ['HN'], company: 'with_others' }, urgency: 'high' },
  { profile: { givenNames: 'Caro', birth: { precision: 'estimated', age: 13, recordedOn: '2026-03-02' }, nationalities: ['GT', 'MX'], company: 'alone' }, urgency: 'medium' },
  { profile: { givenNames: 'Dani', birth: { precision: 'month', month: '2009-01' }, nationalities: ['SV'] }, urgency: 'low' },
  { profile: {}, urgency: 'low' },
];

beforeAll(async () => {
  node = await createTestNode({ projectors: { person: projectPerson, case: room.projectCase } });
  worker = node.worker(['case_worker']);
  supervisor = node.worker(['supervisor'], { teamIds: [...node.teams] });
  childIds = [];
  for (const { profile, urgency } of children) {
    childIds.push(valueOf(await room.receive.run(node.services, worker, { searchedFirst: { candidatesShown: 0 }, profile, urgency, source: 'child', found: {} })).childId);
    node.clock.advanceHours(0.1);
  }
  childIds.push(valueOf(await room.receive.run(node.services, supervisor, { searchedFirst: { candidatesShown: 0 }, profile: { givenNames: 'Eva' }, urgency: 'low', source: 'child', found: {}, teamId: node.teams[1] })).childId);
});
afterAll(() => node.close());

const list = async (filter: InputOf<typeof listFiles> = {}, caller = worker) => valueOf(await room.list.run(node.services, caller, filter));
const names = async (filter: InputOf<typeof listFiles>, caller = worker) => (await list(filter, caller)).items.map((item) => item.displayName).toSorted();

describe('a list', () => {
  test('shows what is due first, with who the child is', async () => {
    const { items } = await list();
    expect(items.slice(0, 3).map((item) => item.displayName)).toEqual(['Ana Pop', 'Beto', 'Caro']);
    expect(items).toHaveLength(5);
    expect(items[0]).toMatchObject({
      childId: childIds[0], initials: 'A. P.', ages: { youngest: 3, statistical: '0-5' }, nationalities: ['GT'], labels: { mexican: 'unaccompanied' },
      urgency: 'emergency', workerId: worker.workerId, isOverdue: false, hasDisputes: false,
    });
  });

  test.each<[string, InputOf<typeof listFiles>, string[]]>([
    ['urgency', { urgency: 'high' }, ['Beto']],
    ['nationality', { nationality: 'GT' }, ['Ana Pop', 'Caro']],
    ['age band', { ageBand: '0-5' }, ['Ana Pop']],
    ['age band, in doubt the younger', { ageBand: '12-14' }, ['Caro']],
    ['unknown age', { ageBand: 'unknown' }, ['']],
    ['label', { label: 'unaccompanied' }, ['Ana Pop', 'Caro']],
    ['due within the day', { due: 'today' }, ['Ana Pop']],
    ['due within the week', { due: 'week' }, ['', 'Ana Pop', 'Beto', 'Caro', 'Dani']],
    ['nothing overdue yet', { due: 'overdue' }, []],
    ['nobody’s', { workerId: 'none' }, []],
    ['two at once', { nationality: 'GT', urgency: 'medium' }, ['Caro']],
    ['closed', { status: 'closed' }, []],
  ])('filters by %s, and counts what it shows', async (_name, filter, expected) => {
    expect(await names(filter)).toEqual(expected);
    expect((await list(filter)).counts.total).toBe(expected.length);
  });

  test('holds the own team’s children only; a supervisor sees those of every team', async () => {
    expect(await names({}, node.worker(['case_worker'], { teamIds: [node.teams[1]] }))).toEqual(['Eva']);
    expect(await names({ teamId: node.teams[1] }, supervisor)).toEqual(['Eva']);
    expect((await list({}, supervisor)).counts).toMatchObject({ total: 6, withoutWorker: 1, emergency: 1, high: 1, medium: 1, low: 3 });
    expect(await room.list.run(node.services, node.worker(['administrator']), {})).toMatchObject({ problem: { code: 'not-allowed' } });
  });

  test.each(['due', 'received'] as const)('by %s goes through all pages without a gap or a repeat', async (order) => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ order, limit: '2', ...(cursor === null ? {} : { cursor }) });
      seen.push(...page.items.map((item) => item.childId));
      expect(page.counts.total).toBe(5);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual((await list({ order })).items.map((item) => item.childId));
    expect(new Set(seen).size).toBe(5);
  });

  test('refuses a cursor that is none', async () => {
    for (const cursor of ['x', `yesterday~${childIds[0]}`, `2026-02-30T10:00:00.000Z~${childIds[0]}`, '~short']) expect(await room.list.run(node.services, worker, { cursor })).toMatchObject({ problem: { code: 'input-invalid' } });
  });

  test('leaves out who was handed over', async () => {
    await sql`update access.child_scope set standing = 'past' where child_id = ${childIds[1]!}`.execute(node.services.database);
    expect(await names({}, supervisor)).not.toContain('Beto');
    await sql`update access.child_scope set standing = 'open' where child_id = ${childIds[1]!}`.execute(node.services.database);
  });

  test('counts what is overdue as time goes by', async () => {
    node.clock.advanceHours(48);
    expect((await list()).counts.overdue).toBe(2);
    expect(await names({ due: 'overdue' })).toEqual(['Ana Pop', 'Beto']);
  });
});

test('row-level security: without a scope, or with another team, no row of the file is there', async () => {
  const countIn = (table: string, teamId: string | null) =>
    transact(node.services.database, { reach: teamId === null ? 'none' : 'team', workerId: null, teamIds: teamId === null ? [] : [teamId], now: node.clock.now() },
      async (transaction) => (await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)} where child_id = ${childIds[0]!}`.execute(transaction)).rows[0]!.count);
  await sql`insert into "case".attachment values (${childIds[0]!}, ${node.teams[0]}, 'other', '', 'application/pdf', 1, 'h', ${'0'.repeat(32)}, null, now())`.execute(node.services.database);
  for (const table of ['case.file', 'case.deadline', 'case.attachment']) {
    expect(await countIn(table, null)).toBe(0);
    expect(await countIn(table, node.teams[1])).toBe(0);
    expect(await countIn(table, node.teams[0])).toBeGreaterThan(0);
  }
});
