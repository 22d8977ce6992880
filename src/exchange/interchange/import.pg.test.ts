import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { TSchema } from 'typebox';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import { write, list as listFiles } from '#rooms/case/index.ts';
import { custodiansOf } from '#rooms/handover/index.ts';
import { proof } from '#rooms/monitoring/service/work.ts';
import { searchVerb } from '#rooms/tracing/index.ts';
import { createAgency, type Agency } from '#test/support/agency.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';
import { check, importSome, list, open, undo } from './index.ts';
import type { ImportBatch, RowChild } from './schema.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';

let agency: Agency;
beforeAll(async () => {
  agency = await createAgency({ name: 'Tapachula', seed: 41, clock: createVirtualClock(), wireAt: () => ({ post: () => Promise.reject(new Error('no line')) }) as never, connect: () => undefined });
});
afterAll(() => agency.close());

const run = <I extends TSchema, Output>(verb: Verb<I, Output>, input: unknown, caller = agency.worker) => verb.run(agency.services, caller, input);
let files = 0;
const digest = () => String(++files).padStart(64, 'a');
const child = (givenNames: string, firstSurname = 'Tzoc', more: object = {}): RowChild => ({ profile: { givenNames, firstSurname, birth: { precision: 'year', year: 2012 }, sex: 'F' }, source: 'other', found: {}, ...more });
const openBatch = async (of = digest()) => valueOf(await run(open, { digest: of, fileName: 'ingresos.csv', rowCount: 3 })).batchId;
const send = (batchId: Uuid, children: readonly RowChild[], from = 2, more: object = {}) =>
  run(importSome, { batchId, rows: children.map((each, index) => ({ number: from + index, child: each, candidatesShown: 0 })), ...more });
const kindsOf = async (childId: ChildId) => valueOf(await agency.within((unit) => operationsOf(agency.services, unit.transaction, childId))).map(({ kind }) => kind);
const statusOf = (childId: ChildId) => agency.within(async ({ transaction }) =>
  (await sql<{ status: string; standing: string; closed: boolean }>`select f.status, s.standing, c.closed from "case".file f join access.child_scope s using (child_id) join handover.custody c using (child_id) where child_id = ${childId}`.execute(transaction)).rows[0]);
const batchOf = async (batchId: Uuid): Promise<ImportBatch> => valueOf(await run(list, {})).batches.find((batch) => batch.batchId === batchId)!;
const found = async (names: string) => {
  await agency.quiet();
  return valueOf(await run(searchVerb(agency.registry, custodiansOf), { names })).hits.map(({ reference }) => reference);
};

const filesNow = () => agency.within(async ({ transaction }) =>
  (await sql`select (select count(*) from platform.operation) as operations, (select count(*) from "case".file) as files`.execute(transaction)).rows[0]);

describe('import', () => {
  test('each row becomes a child whose ledger says where she came from', async () => {
    const batchId = await openBatch();
    const { rows } = valueOf(await send(batchId, [child('Ixmucané'), child('Nimajay')]));
    expect(rows.map(({ number, outcome }) => [number, outcome])).toEqual([[2, 'created'], [3, 'created']]);
    const kinds = await kindsOf(rows[0]!.childId!);
    expect(kinds.slice(0, 2)).toEqual(['case.child-received', 'person.observed']);
    expect(kinds.at(-1)).toBe('interchange.row-imported');
    expect(await batchOf(batchId)).toMatchObject({ fileName: 'ingresos.csv', imported: 2, annulled: 0, undoneAt: null });
    expect(await found('Ixmucané Tzoc')).toContain(rows[0]!.childId);
  });

  test('the same file again is the same batch and does nothing twice, also when it was broken off', async () => {
    const of = digest();
    const batchId = await openBatch(of);
    const first = valueOf(await send(batchId, [child('Akabal')])).rows[0]!;
    expect(valueOf(await run(open, { digest: of, fileName: 'otra.csv', rowCount: 3 }))).toEqual({ batchId, isNew: false, imported: [2] });
    const again = valueOf(await send(batchId, [child('Akabal'), child('Sucely')])).rows;
    expect(again).toMatchObject([{ outcome: 'already', childId: first.childId }, { outcome: 'created' }]);
    expect((await kindsOf(first.childId!)).filter((kind) => kind === 'interchange.row-imported')).toHaveLength(1);
  });

  test('a row that cannot be is refused alone and says why; a call that dies half-way leaves no row', async () => {
    const batchId = await openBatch();
    const rows = valueOf(await send(batchId, [child('Futura', 'Tzoc', { profile: { givenNames: 'Futura', birth: { precision: 'year', year: 2090 } } }), child('Presente')])).rows;
    expect(rows).toMatchObject([{ outcome: 'refused', childId: null, problems: ['/profile/birth: future'] }, { outcome: 'created' }]);
    const before = await filesNow();
    const dying = { ...agency.services, projectors: { ...agency.services.projectors, interchange: () => Promise.reject(new Error('power cut')) } };
    await expect(importSome.run(dying, agency.worker, { batchId, rows: [{ number: 9, child: child('Ausente'), candidatesShown: 0 }] })).rejects.toThrow('power cut');
    expect(await batchOf(batchId)).toMatchObject({ imported: 1 });
    expect(await filesNow()).toEqual(before);
  });

  test('the check names possible duplicates by initials and writes nothing', async () => {
    await send(await openBatch(), [child('Wendoly Amarilis', 'Chavajay')]);
    await agency.quiet();
    const before = await filesNow();
    const { rows } = valueOf(await run(check(agency.registry, custodiansOf), { digest: digest(), rows: [{ number: 2, child: child('Wendoli Amariliz', 'Chavajai') }, { number: 3, child: child('Rosmery', 'Otzoy') }] }));
    expect(rows[0]!.duplicates).toMatchObject([{ initials: 'W. A. C.', standing: 'open' }]);
    expect(JSON.stringify(rows)).not.toContain('Wendoly');
    expect(rows[1]).toEqual({ number: 3, problems: [], duplicates: [], isImported: false });
    expect(await filesNow()).toEqual(before);
  });
});

describe('undo', () => {
  test('annuls whom nothing happened to, lists who stays and why; nothing is deleted', async () => {
    const of = digest();
    const batchId = await openBatch(of);
    const [gone, kept] = valueOf(await send(batchId, [child('Zunilda', 'Ajcet'), child('Marleny', 'Ajcet')])).rows.map(({ childId }) => childId!);
    valueOf(await run(write, { childId: kept, kind: 'general', text: 'Llegó con fiebre' }));
    const answer = valueOf(await run(undo, { batchId, reason: 'Hoja equivocada' }));
    expect(answer).toEqual({ annulled: 1, stayed: [{ number: 3, childId: kept, because: 'case.note-written' }], nextAfter: null });
    expect((await kindsOf(gone!)).slice(-3)).toEqual(['interchange.row-annulled', 'case.deadlines-started', 'case.annulled']);
    expect(await statusOf(gone!)).toEqual({ status: 'annulled', standing: 'past', closed: true });
    expect(await statusOf(kept!)).toEqual({ status: 'open', standing: 'open', closed: false });
    expect(await batchOf(batchId)).toMatchObject({ imported: 2, annulled: 1, undoneAt: agency.services.clock.now() });
    expect(await found('Zunilda Ajcet')).not.toContain(gone);
    const listed = valueOf(await run(listFiles, { limit: '100' })).items.map(({ childId }) => childId);
    expect(listed).toContain(kept);
    expect(listed).not.toContain(gone);
    expect(valueOf(await run(proof, {}))).toMatchObject({ isProven: true });
    expect(valueOf(await run(undo, { batchId, reason: 'Otra vez' }))).toMatchObject({ annulled: 0 });
    // a file that was undone may be imported anew, as another batch
    expect(await openBatch(of)).not.toBe(batchId);
    expect(await send(batchId, [child('Tardía')], 9)).toMatchObject({ problem: { code: 'already-done' } });
  });

  test('a search index that starts anew does not find who was annulled', async () => {
    const batchId = await openBatch();
    const { childId } = valueOf(await send(batchId, [child('Anacleta', 'Xitumul')])).rows[0]!;
    expect(await found('Anacleta Xitumul')).toContain(childId);
    await run(undo, { batchId, reason: 'Hoja equivocada' });
    agency.restart();
    expect(await found('Anacleta Xitumul')).not.toContain(childId);
  });
});

describe('who may', () => {
  const verbs: [string, Verb, () => Promise<object>][] = [
    ['open', open, async () => ({ digest: digest(), fileName: 'a.csv', rowCount: 1 })],
    ['import', importSome, async () => ({ batchId: await openBatch(), rows: [{ number: 2, child: child('Elvia'), candidatesShown: 0 }] })],
    ['undo', undo, async () => ({ batchId: await openBatch(), reason: 'x' })],
    ['list', list, async () => ({})],
  ];
  test.each(verbs)('%s: those who see the whole agency, and the node; nobody else', async (_name, verb, input) => {
    for (const role of ['case_worker', 'lawyer', 'monitoring_officer', 'administrator'] as const) {
      expect(await verb.run(agency.services, agency.workerWith([role]), await input())).toMatchObject({ problem: { code: 'not-allowed' } });
    }
    for (const role of ['supervisor', 'coordinator'] as const) expect(await verb.run(agency.services, agency.workerWith([role]), await input())).toMatchObject({ ok: true });
    expect(await verb.run(agency.services, agency.worker, { ...(await input()), more: 1 })).toMatchObject({ problem: { code: 'input-invalid' } });
  });

  test('the node names the team; an unknown team or batch is not found', async () => {
    const batchId = await openBatch();
    const rows = [{ number: 2, child: child('Delmi'), candidatesShown: 0 }];
    expect(await run(importSome, { batchId, rows }, agency.caller)).toMatchObject({ problem: { code: 'input-invalid' } });
    expect(await run(importSome, { batchId, rows, teamId: agency.otherTeam }, agency.caller)).toMatchObject({ ok: true });
    const nowhere = '00000000-0000-7000-8000-000000000009';
    expect(await run(importSome, { batchId, rows, teamId: nowhere })).toMatchObject({ problem: { code: 'not-found', details: { what: 'team' } } });
    expect(await run(importSome, { batchId: nowhere, rows })).toMatchObject({ problem: { code: 'not-found', details: { what: 'batch' } } });
  });
});

test('batches and their rows come out of the log again', () => expectRebuilt([agency], ['interchange.batch', 'interchange.imported_row']));
