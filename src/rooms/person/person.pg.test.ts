import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import { projectCase, receive } from '#rooms/case/index.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import type { Caller } from '#platform/services.ts';
import { findChildrenByIdentifier, observe, projectPerson, readFieldHistory, readProfile, settle, summariesAfter } from './index.ts';
import type { PartialProfile } from './schema.ts';

let node: TestNode;
let worker: Caller;
beforeAll(async () => {
  node = await createTestNode({ projectors: { person: projectPerson, case: projectCase } });
  worker = node.worker(['case_worker']);
});
afterAll(() => node.close());

const asNode = <T>(work: Parameters<typeof transact<T>>[2]) => transact(node.services.database, nodeScope(node.clock.now()), work);
const received = async (profile: PartialProfile = {}, caller = worker) =>
  valueOf(await receive.run(node.services, caller, { searchedFirst: { candidatesShown: 2 }, profile, source: 'child', found: {} })).childId;
const ledgerOf = async (childId: ChildId) => (valueOf(await asNode((transaction) => operationsOf(node.services, transaction, childId)))).map((operation) => operation.kind);
const profileOf = async (childId: ChildId, caller = worker) => valueOf(await readProfile.run(node.services, caller, { childId }));

const mother = { id: '01890000-0000-7000-8000-00000000000a' as Uuid, relation: 'mother' as const, name: 'Rosa Caal Xol', phone: '+502 5555 0101' };

describe('observing', () => {
  test('adds to who the child is, with one row in the ledger', async () => {
    const childId = await received({ givenNames: 'Ixchel', sex: 'F', nationalities: ['GT'] });
    const answer = await observe.run(node.services, worker, { childId, fields: { firstSurname: 'Xol', people: [mother] }, source: 'companion' });
    expect(answer).toEqual({ ok: true, value: { fields: ['firstSurname', 'people'] } });
    expect((await ledgerOf(childId)).filter((kind) => kind === 'person.observed')).toHaveLength(2);
    expect((await profileOf(childId)).values).toMatchObject({ givenNames: 'Ixchel', firstSurname: 'Xol', people: [mother] });
  });

  test('coded facts become columns; no name and no phone stands in the database', async () => {
    const childId = await received({ givenNames: 'Nicté', birth: { precision: 'year', year: 2014 }, nationalities: ['GT', 'MX'], company: 'alone', people: [mother] });
    const row = await asNode((transaction) => sql<Record<string, unknown>>`select * from person.child where child_id = ${childId}`.execute(transaction));
    expect(row.rows[0]).toMatchObject({ birth_earliest: '2014-01-01', birth_latest: '2014-12-31', nationalities: ['GT', 'MX'], label_mexican: 'unaccompanied', has_disputes: false });
    const dump = await asNode((transaction) => sql<{ text: string }>`
      select string_agg(t::text, ' ') as text from (select c::text as t from person.child c union all select i::text from person.identifier_token i
        union all select f::text from "case".file f union all select o::text from platform.operation o) x`.execute(transaction));
    const isThere = (name: string) => [name, Buffer.from(name).toString('hex')].some((form) => dump.rows[0]!.text.includes(form));
    expect(['Nicté', 'Rosa Caal Xol', '5555 0101'].filter(isThere)).toEqual([]);
  });

  test('what was written offline without knowing of a change shows as two answers until settled', async () => {
    const childId = await received({ givenNames: 'Mari' });
    const base = (await profileOf(childId)).versions;
    node.clock.advanceHours(1);
    await observe.run(node.services, worker, { childId, fields: { givenNames: 'María' }, source: 'document', base });
    node.clock.advanceHours(1);
    await observe.run(node.services, worker, { childId, fields: { givenNames: 'Marisol' }, source: 'child', base });
    const view = await profileOf(childId);
    expect(view).toMatchObject({ values: { givenNames: 'Marisol' }, disputes: ['givenNames'] });
    expect(view.answers.givenNames!.map((answer) => answer.value)).toEqual(['Marisol', 'María']);

    const settles = view.answers.givenNames!.map((answer) => answer.operationId);
    node.clock.advanceHours(1);
    expect(valueOf(await settle.run(node.services, worker, { childId, field: 'givenNames', value: 'María', settles, reason: 'birth certificate seen' }))).toEqual({});
    expect(await profileOf(childId)).toMatchObject({ values: { givenNames: 'María' }, disputes: [] });
    const history = valueOf(await readFieldHistory.run(node.services, worker, { childId, field: 'givenNames' }));
    expect(history.answers.map((answer) => [answer.value, answer.standing, answer.source])).toEqual([
      ['María', 'current', 'settled'], ['Marisol', 'replaced', 'child'], ['María', 'replaced', 'document'], ['Mari', 'replaced', 'child'],
    ]);
    expect(await settle.run(node.services, worker, { childId, field: 'givenNames', value: 'María', settles, reason: 'again' })).toMatchObject({ problem: { code: 'state-changed' } });
  });

  test.each([
    ['a role without files', () => node.worker(['monitoring_officer']), 'not-allowed'],
    ['another team', () => node.worker(['case_worker'], { teamIds: [node.teams[1]] }), 'not-found'],
  ])('%s is refused and leaves nothing', async (_name, caller, code) => {
    const childId = await received();
    const before = await ledgerOf(childId);
    for (const verb of [observe.run(node.services, caller(), { childId, fields: { sex: 'F' }, source: 'child' }), readProfile.run(node.services, caller(), { childId })]) {
      expect(await verb).toMatchObject({ ok: false, problem: { code } });
    }
    expect(await ledgerOf(childId)).toEqual(before);
  });

  test('invalid input is refused with the field', async () => {
    const childId = await received();
    expect(await observe.run(node.services, worker, { childId, fields: { nationalities: ['Guatemala'] }, source: 'child' })).toMatchObject({ problem: { code: 'input-invalid' } });
    expect(await observe.run(node.services, worker, { childId, fields: { favouriteColour: 'red' }, source: 'child' })).toMatchObject({ problem: { code: 'input-invalid' } });
    expect(await observe.run(node.services, worker, { childId, fields: {}, source: 'child' })).toMatchObject({ problem: { code: 'input-invalid' } });
  });

  test('sent twice with the same request, it is recorded once', async () => {
    const childId = await received();
    const again = { ...worker, requestId: '01890000-0000-7000-8000-0000000000f1' as Uuid };
    const input = { childId, fields: { sex: 'F' }, source: 'child' };
    expect(await observe.run(node.services, again, input)).toEqual(await observe.run(node.services, again, input));
    expect((await ledgerOf(childId)).filter((kind) => kind === 'person.observed')).toHaveLength(2);
  });

  test('shelter staff may observe but not settle', async () => {
    const childId = await received({ sex: 'F' });
    const staff = node.worker(['shelter_staff']);
    expect((await observe.run(node.services, staff, { childId, fields: { nickname: 'Chela' }, source: 'child' })).ok).toBe(true);
    const { versions } = await profileOf(childId);
    expect(await settle.run(node.services, staff, { childId, field: 'sex', value: 'X', settles: [versions.sex], reason: 'x' })).toMatchObject({ problem: { code: 'not-allowed' } });
  });
});

test('a child is found by phone or document however it is written, and not any more once it is corrected', async () => {
  const document = { id: '01890000-0000-7000-8000-00000000000b' as Uuid, kind: 'national_id' as const, number: '2456 12345 1601' };
  const childId = await received({ identityDocuments: [document], phone: '+52 962 555 0199' });
  const find = (kind: 'phone' | 'document', text: string) => asNode((transaction) => findChildrenByIdentifier({ node: node.services, transaction }, kind, text));
  expect(await find('document', '2456-12345-1601')).toEqual([childId]);
  expect(await find('phone', '(962) 5550199')).toEqual([childId]);
  expect(await find('phone', '1')).toEqual([]);
  const { versions } = await profileOf(childId);
  await observe.run(node.services, worker, { childId, fields: { phone: { answer: 'unknown' } }, source: 'child', base: { phone: versions.phone } });
  expect(await find('phone', '(962) 5550199')).toEqual([]);
});

test('a search index is filled page by page', async () => {
  const all = await asNode((transaction) => summariesAfter({ node: node.services, transaction }, null, 1000));
  const first = await asNode((transaction) => summariesAfter({ node: node.services, transaction }, null, 3));
  const rest = await asNode((transaction) => summariesAfter({ node: node.services, transaction }, first.at(-1)!.childId, 1000));
  expect([...first, ...rest].map((summary) => summary.childId)).toEqual(all.map((summary) => summary.childId));
  expect(all.length).toBeGreaterThan(5);
});

test('row-level security: without a scope, or with another team, no row is there', async () => {
  await received();
  const countIn = (table: string, teamId: string | null) =>
    transact(node.services.database, { reach: teamId === null ? 'none' : 'team', workerId: null, teamIds: teamId === null ? [] : [teamId], now: node.clock.now() },
      async (transaction) => (await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(transaction)).rows[0]!.count);
  for (const table of ['person.child', 'person.identifier_token']) {
    expect(await countIn(table, null)).toBe(0);
    expect(await countIn(table, node.teams[1])).toBe(0);
    expect(await countIn(table, node.teams[0])).toBeGreaterThan(0);
  }
});
