import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { addHours } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import { nodeScope, transact, type Transaction } from '#platform/db/transact.ts';
import { openOperation, type OperationTables } from '#platform/ledger/operations.ts';
import { record, recordCompleted } from '#platform/ledger/record.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import { filterOperations, type Flow } from '#rooms/governance/rules.ts';
import type { AgreementTerms } from '#rooms/governance/schema.ts';
import { findProfileState, observe, projectPerson } from '#rooms/person/index.ts';
import { personShapes } from '#rooms/person/rules.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import * as room from './index.ts';
import { arrivalOperations, caseShapes } from './rules.ts';

const projectors = { person: projectPerson, case: room.projectCase };
let origin: TestNode;
let childId: ChildId;
const others: TestNode[] = [];

beforeAll(async () => {
  origin = await createTestNode({ seed: 7, projectors });
  const { services: node, clock, teams } = origin;
  const worker = origin.worker(['case_worker']);
  const supervisor = origin.worker(['supervisor']);
  await sql`insert into access.team values (${teams[1]}, 'Mam')`.execute(node.database);
  const pdf = Buffer.from('%PDF-1.7\n%%EOF\n').toString('base64');
  for (let count = 0; count < 3; count++) {
    const consent = { answers: { registration: 'granted', sharing: 'granted' }, givenBy: 'child', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'own_words' } as const;
    childId = valueOf(await room.receive.run(node, worker, {
      searchedFirst: { candidatesShown: 1 }, source: 'child', consent, urgency: 'medium', found: { by: 'migration_officer', circumstances: 'Sola en el puente' },
      profile: { givenNames: `Ixchel ${count}`, birth: { precision: 'year', year: 2010 }, phone: `555 010${count}`, languages: ['mam'], nationalities: ['GT'] },
      concerns: [{ code: 'P01', severity: 3, source: 'child', note: 'amenazas' }, { code: 'N08', severity: 2, source: 'observed' }],
    })).childId;
    const act = async (verb: { run(...parts: [typeof node, typeof worker, unknown]): Promise<{ ok: boolean }> }, input: object, caller = worker) => {
      clock.advanceHours(0.5);
      expect(await verb.run(node, caller, { childId, ...input })).toMatchObject({ ok: true });
    };
    await act(observe, { fields: { givenNames: 'Ixchel María', ...(count === 0 ? { phone: { answer: 'unknown' } } : {}) }, source: 'document' });
    await act(observe, { fields: { givenNames: 'Ixchel Rosa', languages: ['spa'] }, source: 'companion', base: {} });
    await act(room.write, { kind: 'general', text: 'Come bien' });
    await act(room.settleOneConcern, { code: 'P01', severity: 2, reason: 'lejos de ahí' }, supervisor);
    await act(room.setUrgency, { urgency: 'emergency', reason: 'x' });
    await act(room.remind, { title: 'Llamar a su tía', dueAt: addHours(clock.now(), 100) });
    await act(room.attach, { kind: 'court', title: 'Medida', bytes: pdf });
    await act(room.contact, { id: '01890000-0000-7000-8000-0000000000bb', role: 'family', name: 'Tía Juana' });
    if (count === 1) await act(room.move, { teamId: teams[1], reason: 'habla mam' }, supervisor);
    if (count === 2) await act(room.setUrgency, { urgency: 'low', reason: 'x' }, supervisor);
    if (count === 2) await act(room.close, { reason: 'goals_met', summary: 'Con su tía' }, supervisor);
  }
});
afterAll(() => Promise.all([origin, ...others].map((node) => node.close())));

const asNode = <T>(node: TestNode, work: (transaction: Transaction) => Promise<T>) => transact(node.services.database, nodeScope(node.clock.now()), work);

async function log(): Promise<Operation[]> {
  return asNode(origin, async (transaction) => {
    const rows = await transaction.withTables<OperationTables>().selectFrom('platform.operation').selectAll().orderBy('sequence').execute();
    return Promise.all(rows.map(async (row) => valueOf(await openOperation(origin.services, transaction, row))));
  });
}

const tables = { 'person.child': 'child_id', 'person.identifier_token': 'token', 'case.file': 'child_id', 'case.deadline': 'deadline_id', 'case.attachment': 'attachment_id', 'access.child_scope': 'child_id' };
const contexts: Readonly<Record<string, string>> = {
  'person.child.profile_sealed': 'person.profile', 'person.child.history_sealed': 'person.history', 'case.file.history_sealed': 'case.history',
  'case.deadline.title_sealed': 'case.deadline-title', 'case.attachment.label_sealed': 'case.attachment-label',
};

/** Every row of every derived table, in order, with what is sealed opened. */
const contentOf = (node: TestNode) => asNode(node, async (transaction) => {
  const content: Record<string, unknown[]> = {};
  for (const [table, order] of Object.entries(tables)) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)} order by child_id, ${sql.ref(order)}`.execute(transaction);
    content[table] = await Promise.all(rows.map(async (row) => Object.fromEntries(await Promise.all(Object.entries(row).map(async ([column, value]) => {
      const context = contexts[`${table}.${column}`];
      if (column.endsWith('_sealed') && context === undefined) throw new Error(`${table}.${column} has no context here`);
      return [column, context === undefined || value === null ? value : valueOf(await node.services.vault.openForChild(transaction, String(row.child_id), value as Buffer, context))];
    })))));
  }
  return content;
});

test('every table of person and case is rebuilt from the log alone', async () => {
  const rebuilt = await createTestNode({ seed: 7, projectors });
  others.push(rebuilt);
  await asNode(rebuilt, async (transaction) => recordCompleted(unitOf(rebuilt.services, transaction, rebuilt.nodeCaller), await log()));
  const before = await contentOf(origin);
  expect(await contentOf(rebuilt)).toEqual(before);
  expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true);
  expect(JSON.stringify(before)).toContain('Sola en el puente');
});

test('at another agency the file is the same, and team, worker and deadlines are its own', async () => {
  const receiver = await createTestNode({ seed: 8, projectors, settings: { country: 'GT' } });
  others.push(receiver);
  const travelling = (await log()).filter((operation) => operation.childId === childId);
  const worker = receiver.worker(['case_worker']);
  await asNode(receiver, async (transaction) => {
    const unit = unitOf(receiver.services, transaction, receiver.nodeCaller);
    await recordCompleted(unit, travelling);
    await recordCompleted(unit, travelling);
    const file = valueOf((await room.findCaseState(unit, childId))!);
    const { values } = valueOf((await findProfileState(unit, childId))!);
    const arrival = { childId, teamId: receiver.teams[0], workerId: null, isReturn: true };
    await record(unit, arrivalOperations({ law: room.lawOf(receiver.services), file, values }, arrival, unit));
  });
  const view = valueOf(await room.openFile.run(receiver.services, worker, { childId }));
  expect(view).toMatchObject({ received: { circumstances: 'Sola en el puente' }, team: { teamId: receiver.teams[0], workerId: null }, standing: 'open' });
  expect(view.profile).toEqual(valueOf(await room.openFile.run(origin.services, origin.worker(['case_worker']), { childId })).profile);
  expect(view.deadlines.map((deadline) => deadline.clock)).toContain('CLK-GT-CNR');
  expect(view.deadlines.some((deadline) => deadline.clock?.startsWith('CLK-MX'))).toBe(false);
  const timeline = valueOf(await room.openTimeline.run(receiver.services, worker, { childId, limit: '100' }));
  expect(timeline.entries).toHaveLength(travelling.length + 2);
});

describe('what another agency held back', () => {
  const terms: AgreementTerms = {
    type: 'agreement/1', agreementId: '01890000-0000-7000-8000-0000000000cc' as Uuid, version: 1, parties: ['n_a', 'n_b'] as unknown as AgreementTerms['parties'], purposes: ['custody_transfer'], categories: ['unaccompanied'],
    territory: ['MX'], validFrom: '2026-01-01', validUntil: '2026-12-31', onwardSharing: 'forbidden', escalationHours: { emergency: 4, forced: 24, planned: 120 }, retentionDays: 90, legalBasis: 'x',
    fieldPolicy: { byClass: { A: 'at_offer', B: 'after_acceptance', C: 'after_acceptance', D: 'never' }, byField: {} },
  };
  const flow: Flow = { purpose: 'custody_transfer', from: 'n_a' as NodeId, to: 'n_b' as NodeId, receiver: 'civil_society', category: 'unaccompanied', country: 'MX', moment: 'accepted' };
  const arriveWith = async (seed: number, policy: AgreementTerms['fieldPolicy']['byClass']) => {
    const receiver = await createTestNode({ seed, projectors: { ...projectors, governance: () => Promise.resolve() } });
    others.push(receiver);
    const own = (await log()).filter((operation) => operation.childId === childId);
    const left = valueOf(filterOperations({ ...terms, fieldPolicy: { ...terms.fieldPolicy, byClass: policy } }, flow, own, { ...personShapes, ...caseShapes }));
    await asNode(receiver, async (transaction) => {
      const unit = unitOf(receiver.services, transaction, receiver.nodeCaller);
      await recordCompleted(unit, left);
      await room.recordArrival(unit, { childId, teamId: receiver.teams[0], workerId: null, isReturn: false });
    });
    const view = valueOf(await room.openFile.run(receiver.services, receiver.worker(['case_worker']), { childId }));
    const timeline = valueOf(await room.openTimeline.run(receiver.services, receiver.worker(['case_worker']), { childId, limit: '100' }));
    return { view, timeline, left };
  };

  test('is left out of the file and said in the timeline', async () => {
    const { view, timeline, left } = await arriveWith(9, terms.fieldPolicy.byClass);
    expect(left.some((operation) => operation.kind.startsWith('case.deadline'))).toBe(false);
    expect(view.profile.values).toMatchObject({ givenNames: 'Ixchel Rosa', languages: ['mam', 'spa'] });
    expect(view.profile.values).not.toHaveProperty('phone');
    expect(view.received).not.toHaveProperty('circumstances');
    expect(view.concerns.map((concern) => concern.code)).toEqual(['N08']);
    expect(view.contacts).toEqual([]);
    expect(view.consents.find(({ purpose }) => purpose === 'sharing')!.answer).toBe('granted');
    expect(timeline.entries.filter((entry) => entry.isWithheld).map((entry) => entry.kind)).toEqual(expect.arrayContaining(['case.child-received', 'case.contact-added', 'person.observed']));
    expect(JSON.stringify({ view, timeline })).not.toMatch(/Sola en el puente|Tía Juana|amenazas|"withheld"/);
  });

  test('may be everything: she is received all the same', async () => {
    const { view } = await arriveWith(10, { A: 'never', B: 'never', C: 'never', D: 'never' });
    expect(view).toMatchObject({ standing: 'open', initials: '?', urgency: { level: 'medium' }, profile: { values: {} } });
  });
});
