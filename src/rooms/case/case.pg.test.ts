import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { TSchema } from 'typebox';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { addHours } from '#kernel/instant.ts';
import { valueOf } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import type { Verb } from '#platform/ledger/verb.ts';
import type { Caller } from '#platform/services.ts';
import { projectPerson } from '#rooms/person/index.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import * as room from './index.ts';

let node: TestNode;
let worker: Caller;
let supervisor: Caller;
let childId: ChildId;
beforeAll(async () => {
  node = await createTestNode({ projectors: { person: projectPerson, case: room.projectCase } });
  worker = node.worker(['case_worker']);
  supervisor = node.worker(['supervisor']);
  const insert = (id: string, teamId: Uuid) => sql`insert into access.account (id, user_name_token, sealed, roles, team_ids, status, language, created_at)
    values (${id}, ${id}, '', '{case_worker}', ${[teamId]}, 'active', 'es', now())`.execute(node.services.database);
  await insert(worker.actor, node.teams[0]);
  await insert(stranger, node.teams[1]);
  for (const teamId of node.teams) await sql`insert into access.team values (${teamId}, ${teamId})`.execute(node.services.database);
});
afterAll(() => node.close());
beforeEach(async () => {
  childId = await received();
});

const stranger = '01890000-0000-7000-8000-0000000000aa' as Uuid;
const run = <I extends TSchema, Output>(verb: Verb<I, Output>, caller: Caller, input: object = {}) => verb.run(node.services, caller, { childId, ...input });
const received = async (more: object = {}, caller = worker) =>
  valueOf(await room.receive.run(node.services, caller, { searchedFirst: { candidatesShown: 0 }, profile: { givenNames: 'Ixchel', birth: { precision: 'year', year: 2010 } }, source: 'child', found: {}, ...more })).childId;
const ledger = async () => (valueOf(await transact(node.services.database, nodeScope(node.clock.now()), (transaction) => operationsOf(node.services, transaction, childId))));
const view = async (caller = worker) => valueOf(await run(room.openFile, caller));
const newUuid = () => crypto.randomUUID().replace(/^(.{14})./, '$17') as Uuid;
const consent = { answers: { registration: 'granted', photo: 'granted', sharing: 'refused' }, givenBy: 'child', childView: 'agrees', form: 'oral', explained: { topics: ['what_for', 'may_refuse'], language: 'mam', means: 'interpreter' }, understanding: 'own_words' };
const contact = { id: '01890000-0000-7000-8000-0000000000bb', role: 'lawyer', name: 'Lic. Pérez' };
const soon = () => addHours(node.clock.now(), 48);

/** Every plain verb: who does it, with what, which acts it records, and a role that may not. */
const verbs: [string, Verb, () => Caller, () => object, string[], Role][] = [
  ['write a note', room.write, () => worker, () => ({ kind: 'interview', text: 'Quiere ir con su tía' }), ['case.note-written'], 'monitoring_officer'],
  ['record risks', room.addConcerns, () => worker, () => ({ concerns: [{ code: 'T05', severity: 2, source: 'child', period: 'transit' }] }), ['case.concerns-recorded'], 'administrator'],
  ['raise urgency', room.setUrgency, () => worker, () => ({ urgency: 'high', reason: 'sin adulto' }), ['case.urgency-changed', 'case.deadlines-started'], 'administrator'],
  ['record consent', room.consent, () => worker, () => ({ consent }), ['case.consent-recorded'], 'administrator'],
  ['add a contact', room.contact, () => worker, () => contact, ['case.contact-added'], 'monitoring_officer'],
  ['move to a team', room.move, () => supervisor, () => ({ teamId: node.teams[1], reason: 'habla mam' }), ['case.placed'], 'shelter_staff'],
  ['propose a move', room.move, () => worker, () => ({ teamId: node.teams[1], reason: 'habla mam' }), ['case.move-proposed'], 'lawyer'],
  ['give the file back', room.assign, () => worker, () => ({ workerId: null }), ['case.worker-assigned'], 'lawyer'],
  ['set a reminder', room.remind, () => worker, () => ({ title: 'Llamar al consulado', dueAt: soon() }), ['case.deadlines-started'], 'monitoring_officer'],
  ['close the file', room.close, () => supervisor, () => ({ reason: 'goals_met', summary: 'Vive con su tía' }), ['case.closed'], 'case_worker'],
  ['record a print', room.print, () => worker, () => ({ document: 'file_summary', copies: 2 }), ['case.printed'], 'administrator'],
];

describe.each(verbs)('%s', (_name, verb, caller, input, kinds, wrongRole) => {
  test('leaves its acts in the ledger, made by the caller', async () => {
    const before = (await ledger()).length;
    expect(await run(verb, caller(), input())).toMatchObject({ ok: true });
    const acts = (await ledger()).slice(before);
    expect(acts.map((operation) => operation.kind)).toEqual(kinds);
    expect(acts.every((operation) => operation.actor === caller().actor)).toBe(true);
  });

  test('is refused for a wrong role, another team and invalid input; nothing is left', async () => {
    const before = (await ledger()).length;
    expect(await run(verb, node.worker([wrongRole]), input())).toMatchObject({ problem: { code: 'not-allowed' } });
    const code = verb.name === 'case.close-file' ? 'not-allowed' : 'not-found';
    expect(await run(verb, node.worker(['case_worker'], { teamIds: [node.teams[1]] }), input())).toMatchObject({ problem: { code } });
    expect(await run(verb, caller(), { ...input(), surplus: true })).toMatchObject({ problem: { code: 'input-invalid' } });
    expect(await ledger()).toHaveLength(before);
  });

  test('sent twice with one request id, acts once', async () => {
    const before = (await ledger()).length;
    const again = { ...caller(), requestId: newUuid() };
    const sent = input();
    expect(await run(verb, again, sent)).toEqual(await run(verb, again, sent));
    expect(await ledger()).toHaveLength(before + kinds.length);
  });

  test('is not possible once the file is another agency’s', async () => {
    await sql`update access.child_scope set standing = 'past' where child_id = ${childId}`.execute(node.services.database);
    expect(await run(verb, caller(), input())).toMatchObject({ problem: { code: 'not-found' } });
    const grant = sql`insert into access.child_grant values (${crypto.randomUUID()}, ${childId}, ${caller().actor}, 'granted', ${caller().actor}, now(), ${addHours(node.clock.now(), 1)}, '')`;
    await grant.execute(node.services.database);
    expect(await run(verb, caller(), input())).toMatchObject({ problem: { code: 'child-not-held' } });
  });
});

describe('receiving', () => {
  const intake = { searchedFirst: { candidatesShown: 3 }, profile: {}, source: 'child', found: {} };
  test('opens one file for one request, and none for a wrong role, a wrong team or wrong input', async () => {
    const files = async () => (await sql<{ count: number }>`select count(*)::int as count from "case".file`.execute(node.services.database)).rows[0]!.count;
    const before = await files();
    const again = { ...worker, requestId: newUuid() };
    const answers = [await room.receive.run(node.services, again, intake), await room.receive.run(node.services, again, intake)];
    expect(answers[0]).toEqual(answers[1]);
    expect(await files()).toBe(before + 1);
    for (const [caller, input, code] of [
      [node.worker(['monitoring_officer']), intake, 'not-allowed'],
      [worker, { ...intake, teamId: node.teams[1] }, 'not-allowed'],
      [supervisor, { ...intake, teamId: newUuid() }, 'not-found'],
      [supervisor, { ...intake, workerId: newUuid() }, 'not-found'],
      [worker, { ...intake, searchedFirst: undefined }, 'input-invalid'],
    ] as const) expect(await room.receive.run(node.services, caller, input)).toMatchObject({ problem: { code } });
    expect(await files()).toBe(before + 1);
    childId = valueOf(answers[0]!).childId;
    expect((await ledger()).map((operation) => operation.kind)).toEqual(['case.child-received', 'person.observed', 'case.deadlines-started']);
    expect((await ledger())[0]!.body).toMatchObject({ searchedFirst: { candidatesShown: 3 } });
  });
});

describe('the file in one call', () => {
  test('shows what intake recorded, and the clocks that run', async () => {
    childId = await received({
      profile: { givenNames: 'Juan', birth: { precision: 'estimated', age: 9, recordedOn: '2026-03-02' }, company: 'alone', nationalities: ['HN'] },
      found: { by: 'migration_officer', place: { country: 'MX', department: 'MX-CHP', text: 'Garita' }, circumstances: 'Solo, de noche' },
      concerns: [{ code: 'N02', severity: 2, source: 'observed' }, { code: 'T16', severity: 1, source: 'child' }],
      note: 'Tiene sueño',
    });
    const file = await view();
    expect(file).toMatchObject({
      standing: 'open', status: 'open', initials: 'J.', ages: { youngest: 8, oldest: 10, mexican: 'nina_nino', statistical: '6-11' },
      labels: { mexican: 'unaccompanied', international: 'unaccompanied' }, received: { by: 'migration_officer', circumstances: 'Solo, de noche' },
      urgency: { level: 'high', suggested: 'high', suggestedBecause: ['unaccompanied_under_12'] },
      team: { teamId: node.teams[0], workerId: worker.workerId }, closure: null,
    });
    expect(file.concerns.map(({ code, severity }) => [code, severity])).toEqual([['N02', 2], ['T16', 1]]);
    expect(file.deadlines.map((deadline) => deadline.clock)).toContain('CLK-MX-NOTIFY');
    expect(file.deadlines.every((deadline) => !deadline.isOverdue)).toBe(true);
  });

  test('an overdue clock is a reason to put her first', async () => {
    node.clock.advanceHours(24 * 40);
    const file = await view();
    expect(file.deadlines[0]).toMatchObject({ isOverdue: true, status: 'open' });
    expect(file.urgency.suggestedBecause).toContain('clock_breach');
  });

  test('reading is logged; what the role may not read is left out', async () => {
    await run(room.addConcerns, worker, { concerns: [{ code: 'P01', severity: 3, source: 'child' }, { code: 'T01', severity: 1, source: 'child' }] });
    const consul = node.worker(['consular_officer']);
    expect((await view(consul)).concerns.map((concern) => concern.code)).toEqual(['T01']);
    expect((await view(worker)).concerns.map((concern) => concern.code)).toEqual(['P01', 'T01']);
    expect(await run(room.openConcernHistory, consul, { code: 'P01' })).toMatchObject({ problem: { code: 'not-found' } });
    const looks = await sql<{ actor: string }>`select actor from platform.access_log where child_id = ${childId}`.execute(node.services.database);
    expect(looks.rows.map((row) => row.actor)).toEqual([consul.actor, worker.actor]);
  });
});

describe('notes', () => {
  test('a correction is a new note that names the old one', async () => {
    const { noteId } = valueOf(await run(room.write, worker, { kind: 'general', text: 'Llegó el martes' }));
    expect((await run(room.write, worker, { kind: 'general', text: 'Llegó el lunes', corrects: noteId })).ok).toBe(true);
    expect(await run(room.write, worker, { kind: 'health', text: 'x', corrects: noteId })).toMatchObject({ problem: { code: 'not-found' } });
  });

  test('each kind is read by whom it is for, in the timeline too', async () => {
    await run(room.write, worker, { kind: 'health', text: 'Embarazo' });
    await run(room.write, supervisor, { kind: 'supervision_private', text: 'Revisar con ella' });
    expect(await run(room.write, worker, { kind: 'supervision_private', text: 'x' })).toMatchObject({ problem: { code: 'not-allowed' } });
    const notesFor = async (caller: Caller) => valueOf(await run(room.openTimeline, caller, { category: 'note' })).entries.map((entry) => [entry.values.text, entry.isWithheld]);
    expect(await notesFor(supervisor)).toEqual([['Revisar con ella', false], ['Embarazo', false]]);
    expect(await notesFor(worker)).toEqual([['Embarazo', false]]);
    expect(await notesFor(node.worker(['lawyer']))).toEqual([[undefined, true]]);
  });
});

test('the timeline tells everything, newest first, by pages', async () => {
  await run(room.contact, worker, contact);
  node.clock.advanceHours(1);
  await run(room.write, worker, { kind: 'general', text: 'Duerme', happened: { precision: 'day', day: '2026-03-02' } });
  const first = valueOf(await run(room.openTimeline, worker, { limit: '2' }));
  expect(first.entries.map((entry) => [entry.summary, entry.precision, entry.agency])).toEqual([['case.timeline.note-written', 'day', 'Prueba 1'], ['case.timeline.contact-added', 'minute', 'Prueba 1']]);
  const rest = valueOf(await run(room.openTimeline, worker, { cursor: first.nextCursor! }));
  expect(rest.entries.map((entry) => entry.kind)).toEqual(['case.deadlines-started', 'person.observed', 'case.child-received']);
  expect(rest.nextCursor).toBeNull();
  expect(await run(room.openTimeline, worker, { cursor: 'elsewhere' })).toMatchObject({ problem: { code: 'input-invalid' } });
});

describe('decisions', () => {
  test('only a supervisor lowers urgency and risk; a grave risk keeps the file open', async () => {
    await run(room.addConcerns, worker, { concerns: [{ code: 'P05', severity: 3, source: 'child' }] });
    await run(room.setUrgency, worker, { urgency: 'emergency', reason: 'x' });
    expect(await run(room.setUrgency, worker, { urgency: 'low', reason: 'x' })).toMatchObject({ problem: { code: 'not-allowed' } });
    expect(await run(room.settleOneConcern, worker, { code: 'P05', severity: 1, reason: 'x' })).toMatchObject({ problem: { code: 'not-allowed' } });
    expect(await run(room.close, supervisor, { reason: 'goals_met', summary: 'x' })).toMatchObject({ problem: { code: 'risk-open', details: { because: 'urgency' } } });
    await run(room.setUrgency, supervisor, { urgency: 'low', reason: 'x' });
    expect(await run(room.close, supervisor, { reason: 'goals_met', summary: 'x' })).toMatchObject({ problem: { code: 'risk-open', details: { because: 'grave-risk', codes: ['P05'] } } });
    await run(room.settleOneConcern, supervisor, { code: 'P05', severity: 1, reason: 'vive con su tía' });
    expect((await run(room.close, supervisor, { reason: 'goals_met', summary: 'x' })).ok).toBe(true);
    const { answers } = valueOf(await run(room.openConcernHistory, worker, { code: 'P05' }));
    expect(answers.map(({ severity, standing }) => [severity, standing])).toEqual([[1, 'current'], [3, 'replaced']]);
  });

  test('of two decisions that exclude each other one holds, whoever is first', async () => {
    for (let round = 0; round < 5; round++) {
      childId = await received();
      const answers = await Promise.all([run(room.close, supervisor, { reason: 'goals_met', summary: 'x' }), run(room.setUrgency, worker, { urgency: 'emergency', reason: 'x' })]);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    }
  });

  test('a closed file takes nothing more until it is opened again', async () => {
    await run(room.close, supervisor, { reason: 'goals_met', summary: 'x' });
    expect(await run(room.write, worker, { kind: 'general', text: 'x' })).toMatchObject({ problem: { code: 'child-closed' } });
    expect((await view()).status).toBe('closed');
    expect((await run(room.reopen, worker, { reason: 'volvió' })).ok).toBe(true);
    expect(await run(room.reopen, worker, { reason: 'volvió' })).toMatchObject({ problem: { code: 'already-done' } });
    expect((await run(room.write, worker, { kind: 'general', text: 'x' })).ok).toBe(true);
  });

  test('a change of urgency cancels the clocks of the old level and starts those of the new', async () => {
    await run(room.setUrgency, worker, { urgency: 'high', reason: 'x' });
    const risk = (await view()).deadlines.filter((deadline) => deadline.clock?.startsWith('CLK-CM-'));
    expect(new Set(risk.filter(({ status }) => status === 'open').map(({ clock }) => clock!.split('-')[2]))).toEqual(new Set(['HIGH']));
    expect(risk.some(({ status, clock }) => status === 'cancelled' && clock!.includes('LOW'))).toBe(true);
    expect(await run(room.setUrgency, worker, { urgency: 'high', reason: 'x' })).toMatchObject({ problem: { code: 'already-done' } });
  });

  test('consent is granted as her age allows, and can always be taken back', async () => {
    expect(await run(room.consent, worker, { consent: { ...consent, givenBy: 'parent', childView: 'not_asked' } })).toMatchObject({ problem: { code: 'consent-missing', details: { missing: ['child'] } } });
    await run(room.consent, worker, { consent });
    expect((await run(room.withdraw, worker, { purposes: ['photo', 'sharing'], by: 'child' })).ok).toBe(true);
    expect((await view()).consents.map(({ purpose, answer }) => [purpose, answer])).toEqual([['registration', 'granted'], ['sharing', 'refused'], ['tracing', 'not_asked'], ['photo', 'withdrawn']]);
    expect(await run(room.withdraw, worker, { purposes: ['photo'], by: 'child' })).toMatchObject({ problem: { code: 'already-done' } });
  });

  test('a proposed move waits for someone else to accept it; then the other team sees the file', async () => {
    const other = node.worker(['case_worker'], { teamIds: [node.teams[1]] });
    await run(room.move, worker, { teamId: node.teams[1], reason: 'habla mam' });
    expect((await run(room.openFile, other)).ok).toBe(false);
    expect((await view()).team).toMatchObject({ teamId: node.teams[0], proposedTeamId: node.teams[1], proposalReason: 'habla mam' });
    expect((await run(room.answerProposedMove, supervisor, { isAccepted: true })).ok).toBe(true);
    expect((await view(other)).team).toMatchObject({ teamId: node.teams[1], workerId: null, proposedTeamId: null });
    expect(await run(room.openFile, worker)).toMatchObject({ problem: { code: 'not-found' } });
    expect(await run(room.answerProposedMove, supervisor, { isAccepted: true })).toMatchObject({ problem: { code: 'not-found' } });
    expect(await run(room.move, supervisor, { teamId: newUuid(), reason: 'x' })).toMatchObject({ problem: { code: 'not-found' } });
  });

  test('a worker takes a file that nobody has; a supervisor gives it to anyone of its team', async () => {
    await run(room.assign, worker, { workerId: null });
    expect((await run(room.assign, worker, { workerId: worker.workerId })).ok).toBe(true);
    expect(await run(room.assign, supervisor, { workerId: stranger })).toMatchObject({ problem: { code: 'not-found' } });
    expect(await run(room.assign, supervisor, { workerId: supervisor.workerId })).toMatchObject({ problem: { code: 'not-found' } });
    expect(await run(room.assign, node.worker(['case_worker']), { workerId: null })).toMatchObject({ problem: { code: 'not-allowed' } });
    expect((await view()).team.workerId).toBe(worker.workerId);
  });
});

describe('deadlines', () => {
  const open = async (clock: string) => (await view()).deadlines.find((deadline) => deadline.clock === clock && deadline.status === 'open')!;

  test('are completed once; a recurring one starts again', async () => {
    const contactDue = await open('CLK-CM-LOW-CONTACT');
    node.clock.advanceHours(24);
    expect((await run(room.complete, worker, { deadlineId: contactDue.id, note: 'hablamos' })).ok).toBe(true);
    expect(await run(room.complete, worker, { deadlineId: contactDue.id })).toMatchObject({ problem: { code: 'already-done' } });
    const next = await open('CLK-CM-LOW-CONTACT');
    expect(next.id).not.toBe(contactDue.id);
    expect(next.dueAt > contactDue.dueAt).toBe(true);
  });

  test('are postponed with a reason; what the law sets, by a supervisor only', async () => {
    childId = await received({ found: { by: 'migration_officer' }, urgency: 'low' });
    const reminder = valueOf(await run(room.remind, worker, { title: 'Llamar', dueAt: soon() })).deadlineId;
    const later = addHours(node.clock.now(), 96);
    expect((await run(room.postpone, worker, { deadlineId: reminder, dueAt: later, reason: 'no contesta' })).ok).toBe(true);
    expect((await view()).deadlines.find((deadline) => deadline.id === reminder)).toMatchObject({ title: 'Llamar', dueAt: later, postponed: 1, basis: 'own' });
    expect(await run(room.postpone, worker, { deadlineId: reminder, dueAt: soon(), reason: 'x' })).toMatchObject({ problem: { code: 'input-invalid' } });
    expect(await run(room.postpone, worker, { deadlineId: newUuid(), dueAt: later, reason: 'x' })).toMatchObject({ problem: { code: 'not-found' } });
    expect(await run(room.remind, worker, { title: 'Ayer', dueAt: addHours(node.clock.now(), -1) })).toMatchObject({ problem: { code: 'input-invalid' } });
  });
});
