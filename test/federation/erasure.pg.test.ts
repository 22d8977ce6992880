import { readdirSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId } from '#kernel/identifier.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import { walkChain } from '#platform/ledger/verify.ts';
import { attach, openFile, openTimeline } from '#rooms/case/index.ts';
import { closing, erasure, findErasures, withdraw } from '#rooms/handover/index.ts';
import { custody } from '#rooms/handover/service/views.ts';
import type { CustodyView, ErasureView, RetainedChild } from '#rooms/handover/schema.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import { custodyRow, type Agency } from '#test/support/agency.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';
import { createSmallCorridor, done, type SmallCorridor } from '#test/support/small-corridor.ts';
import { speak } from '#test/support/spoken-word.ts';

/* A child went over three agencies; the second destroys her file when its time is over: two people, a ground, a word to her neighbours, and for good. */

let corridor: SmallCorridor;
let first: Agency;
let second: Agency;
let third: Agency;
let childId: ChildId;

const pdf = Buffer.from('%PDF-1.7\n%%EOF\n').toString('base64');
const ground = { reason: 'retention_ended', basis: { kind: 'agreement', text: 'Convenio de prueba, 90 días', certainty: 'verified' } };
const early = { reason: 'subject_request', basis: { kind: 'law', text: 'Solicitud de la familia', certainty: 'memory' } };
const refusalOf = async (agency: Agency, verb: unknown, input: object, caller = agency.worker) => {
  const answer = await agency.run(verb as Verb<never, unknown>, input, caller);
  return answer.ok ? null : [answer.problem.code, answer.problem.details['reason']].filter(Boolean).join(' ');
};
const colleague = (agency: Agency) => agency.workerWith(['coordinator'], { hasSteppedUp: true, displayName: 'Colega' });
const list = (agency: Agency) => done<{ children: RetainedChild[]; erased: ErasureView[] }>(agency, erasure.list, {});
const keyOf = (agency: Agency, of = childId) => agency.within(async ({ transaction }) =>
  (await sql<{ is_here: boolean }>`select wrapped is not null as is_here from vault.child_key where child_id = ${of}`.execute(transaction)).rows[0]?.is_here ?? null);
/** What can still be read of her: a later word about her custody has a key of its own, what was recorded before must stay closed. */
const readableAt = (agency: Agency) => agency.within(async (unit) => {
  const operations = await operationsOf(unit.node, unit.transaction, childId);
  return operations.ok ? operations.value.map(({ kind }) => kind).filter((kind) => !kind.startsWith('handover.')) : [];
});
const filesOf = (agency: Agency) => readdirSync(agency.services.settings.fileFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
const chainHolds = (agency: Agency) => agency.within(async ({ transaction }) => (await walkChain(transaction, 'operation')).brokenAt);
const eraseAt = async (agency: Agency, of: ChildId, why = ground) => {
  await done(agency, erasure.propose, { childId: of, ...why });
  await done(agency, erasure.answer, { childId: of, isApproved: true }, colleague(agency));
};

beforeAll(async () => {
  corridor = await createSmallCorridor(['Primera', 'Segunda', 'Tercera']);
  [first, second, third] = corridor.agencies as [Agency, Agency, Agency];
  childId = await corridor.receiveChild(first, { birth: { precision: 'year', year: 2014 } });
  await corridor.handOver(first, second, [childId]);
  await done(second, attach, { childId, kind: 'other', title: 'Medida', bytes: pdf });
}, 120_000);
afterAll(() => corridor.close());

test('nobody is erased for whom this agency answers, while a receipt is awaited, while an authority has her file kept, or before her time', async () => {
  expect(await refusalOf(second, erasure.propose, { childId, ...early })).toBe('erasure-blocked custody_held');
  const handoverId = await corridor.offerTo(second, third, [childId]);
  expect(await refusalOf(second, erasure.propose, { childId, ...early })).toBe('erasure-blocked custody_held');
  await done(second, withdraw, { handoverId });
  await corridor.settle();
  await corridor.handOver(second, third, [childId]);
  expect(await refusalOf(second, erasure.propose, { childId, ...ground })).toBe('erasure-blocked retention_runs');
  await done(second, erasure.hold, { childId, authority: 'Juzgado Primero', reference: 'EXP 12/2026' });
  expect(await refusalOf(second, erasure.hold, { childId, authority: 'Otro', reference: 'x' })).toBe('already-done');
  expect(await refusalOf(second, erasure.propose, { childId, ...early })).toBe('erasure-blocked authority_hold');
  expect((await list(second)).children).toMatchObject([{ childId, standing: 'handed_over', isDue: false, obstacle: 'authority_hold', hold: { authority: 'Juzgado Primero' }, initials: null }]);
  await done(second, erasure.lift, { childId, reason: 'Se levantó la medida' });
  expect((await list(second)).children).toMatchObject([{ obstacle: null, hold: null }]);
  expect(await refusalOf(second, erasure.lift, { childId, reason: 'otra vez' })).toBe('not-found');
});

let last: ChildId;
const found = async () => (await list(third)).children.find((child) => child.childId === last);

test('a closed file is the last and is kept for its time', async () => {
  last = await corridor.receiveChild(third, { birth: { precision: 'year', year: 2010 } });
  await done(third, closing.propose, { childId: last, reason: 'goals_met', summary: 'Con su tía', noSuccessor: 'not_needed' });
  await done(third, closing.answer, { childId: last, isApproved: true }, colleague(third));
  expect(await refusalOf(third, erasure.propose, { childId: last, ...early })).toBe('erasure-blocked retention_runs');
  expect(await found()).toMatchObject({ standing: 'closed', initials: 'X. P.', isDue: false, obstacle: 'retention_runs' });
});

let beforeErasure: Awaited<ReturnType<Agency['backUp']>>;

test('two people erase; the key is gone, the bytes too, the log still holds, and the neighbours hear of it once over a bad line', async () => {
  await corridor.pass(24 * 91);
  beforeErasure = await second.backUp();
  expect(filesOf(second)).toBe(1);
  await done(second, erasure.propose, { childId, ...ground });
  expect(await refusalOf(second, erasure.propose, { childId, ...ground })).toBe('already-done');
  expect(await refusalOf(second, erasure.answer, { childId, isApproved: true })).toBe('step-up-needed');
  expect(await refusalOf(second, erasure.answer, { childId, isApproved: true }, { ...second.worker, hasSteppedUp: true })).toBe('four-eyes-needed');
  expect(await keyOf(second)).toBe(true);
  await done(second, erasure.answer, { childId, isApproved: true }, colleague(second));
  expect(await keyOf(second)).toBe(false);
  await corridor.overBadLine(second);
  await second.quiet();
  // erasing her made no key anew, here or there
  expect(await keyOf(second)).toBe(false);
  expect(filesOf(second)).toBe(0);
  expect(await chainHolds(second)).toBeNull();
  expect(await custodyRow(second, childId)).toMatchObject({ status: 'past', epoch: 2, pointer: third.nodeId });
  expect((await list(second)).children).toEqual([]);
  const kept: ErasureView = { childId, at: expect.any(String) as never, ...ground, proposedBy: expect.stringContaining('Trabajadora') as string, approvedBy: expect.stringContaining('Colega') as string } as ErasureView;
  expect((await list(second)).erased).toEqual([kept]);
  expect(await done(second, erasure.view, { childId }, second.workerWith(['case_worker']))).toEqual({ erasure: kept });
  for (const neighbour of [first, third]) {
    expect(await keyOf(neighbour)).toBe(true);
    const { chain } = await done<CustodyView>(neighbour, custody, { childId }, neighbour.caller);
    expect(chain.map(({ agency, erasedAt }) => [agency.nodeId, erasedAt])).toEqual([[third.nodeId, null], [second.nodeId, expect.any(String)], [first.nodeId, null]]);
    const heard = await neighbour.within(async ({ transaction }) => (await sql<{ count: number }>`select count(*)::int as count from platform.operation where kind = 'handover.purged-there'`.execute(transaction)).rows[0]!.count);
    expect(heard).toBe(1);
  }
  expect((await list(first)).children).toMatchObject([{ childId, purgedBy: [{ agency: { nodeId: second.nodeId } }] }]);
});

test('nothing that told of her is left where she was erased', async () => {
  const rows = await second.within(async ({ transaction }) => {
    const { rows: tables } = await sql<{ name: string }>`select format('%I.%I', table_schema, table_name) as name from information_schema.columns where column_name = 'child_id' and table_schema not in ('platform', 'vault')
      and table_name in (select tablename from pg_tables where schemaname = table_schema) order by 1`.execute(transaction);
    const found: string[] = [];
    for (const { name } of tables) if ((await sql.raw<{ count: number }>(`select count(*)::int as count from ${name} where child_id = '${childId}'`).execute(transaction)).rows[0]!.count > 0) found.push(name);
    return found;
  });
  expect(rows).toEqual(['handover.chain_link', 'handover.custody', 'handover.erasure', 'handover.member', 'handover.tenure', 'handover.witnessed']);
  const supervisor = second.workerWith(['supervisor']);
  expect(await refusalOf(second, openFile, { childId }, supervisor)).toBe('not-found');
  expect(await second.within((unit) => unit.node.vault.openForChild(unit.transaction, childId, Buffer.concat([Buffer.of(1), Buffer.alloc(40)]), 'person.profile'))).toMatchObject({ ok: false, problem: { code: 'erased' } });
  await second.registry.refresh();
  expect(second.registry.size).toBe(0);
});

test('who never had the child cannot say that she was erased', async () => {
  const stranger = await corridor.receiveChild(first, { birth: { precision: 'year', year: 2012 } });
  const words = { typ: 'PURGED', body: { cid: stranger, epoch: 0, destroyed: ['file'], remains: [], at: corridor.clock.now() } };
  expect(await speak(second, first, words)).toEqual({ status: 200 });
  expect(await first.within(async ({ transaction }) => (await sql`select from handover.purged_there where child_id = ${stranger}`.execute(transaction)).rows)).toEqual([]);
});

test('a backup from before does not bring her back, by the note beside the keys, and where that is lost by what the node told its peers', async () => {
  await second.restore(await beforeErasure.copy());
  expect(await readableAt(second)).toContain('case.child-received');
  await second.federation.alignIncarnation();
  expect(await keyOf(second)).toBe(false);
  await corridor.pass(2);
  await corridor.pass(8);
  expect(await readableAt(second)).toEqual([]);
  expect((await list(second)).erased).toMatchObject([{ childId, reason: 'retention_ended' }]);
  expect(await chainHolds(second)).toBeNull();
  second.loseErasureBook();
  await second.restore(beforeErasure);
  await second.federation.alignIncarnation();
  expect(await readableAt(second)).toContain('case.child-received');
  for (let round = 0; round < 4; round++) await corridor.pass(4);
  expect(await readableAt(second)).toEqual([]);
  expect((await list(second)).erased).toMatchObject([{ childId, reason: 'before_restore', basis: null }]);
  expect((await list(second)).children).toEqual([]);
});

test('a child who comes back has her whole file again, under a new key', async () => {
  await corridor.handOver(third, second, [childId]);
  await corridor.pass(1);
  expect(await keyOf(second)).toBe(true);
  const file = await done<{ initials: string; attachments: unknown[] }>(second, openFile, { childId }, second.workerWith(['supervisor']));
  expect(file).toMatchObject({ initials: 'X. P.', standing: 'open' });
  expect(await done(second, erasure.view, { childId })).toEqual({ erasure: null });
  const { entries } = await done<{ entries: { kind: string }[] }>(second, openTimeline, { childId }, second.workerWith(['supervisor']));
  expect(entries.map(({ kind }) => kind)).toContain('case.child-received');
  expect(await chainHolds(second)).toBeNull();
});

test('its time over, a closed file goes, too, unless the second person says no', async () => {
  await done(third, erasure.propose, { childId: last, ...early });
  await done(third, erasure.answer, { childId: last, isApproved: false }, colleague(third));
  expect(await found()).toMatchObject({ proposal: null, isDue: true });
  await eraseAt(third, last);
  expect(await keyOf(third, last)).toBe(false);
  expect((await third.within((unit) => findErasures(unit, last)))).toHaveLength(1);
});

test('all of it comes out of the log again, also of those who were erased', async () => {
  const waiting = await corridor.receiveChild(first, { birth: { precision: 'year', year: 2013 } });
  await corridor.handOver(first, third, [waiting]);
  await done(first, erasure.hold, { childId: waiting, authority: 'Juzgado', reference: '1' });
  await done(first, erasure.lift, { childId: waiting, reason: 'Se levantó' });
  await done(first, erasure.propose, { childId: waiting, ...early });
  await corridor.settle(2);
  expect(await chainHolds(first)).toBeNull();
  await expectRebuilt(corridor.agencies, ['handover.erasure', 'handover.purged_there', 'handover.erasure_proposal', 'handover.legal_hold', 'handover.chain_link', 'handover.tenure']);
});
