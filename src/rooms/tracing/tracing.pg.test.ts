import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf, type Result } from '#kernel/result.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import type { OperationTables } from '#platform/ledger/operations.ts';
import type { Caller } from '#platform/services.ts';
import { consent, openFile, projectCase, receive, withdraw } from '#rooms/case/index.ts';
import { observe, projectPerson, readProfile } from '#rooms/person/index.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import { safetyChecks, type CandidateView, type RequestView } from './schema.ts';
import { answer, complete, decideContactSafety, judge, propose, recordFollowUp, tell, verify, viewOne } from './service/candidates.ts';
import { tracingForm } from './service/form.ts';
import { judgeDuplicate, listDuplicates, undoDuplicate } from './service/pairs.ts';
import { createRegistry } from './service/registry.ts';
import { viewRequest } from './service/request-view.ts';
import { closeRequest, figures, listRequests, openRequest, saveQuestions, seeRequest, showQuestions } from './service/requests.ts';
import type { FindCustodians } from './service/search.ts';
import { createStandingQuestions, type StandingQuestions } from './service/standing.ts';
import { projectTracing } from './store/project.ts';
import { expectRebuilt, nodeAlone } from '#test/support/rebuilt.ts';

let node: TestNode;
let worker: Caller;
let colleague: Caller;
let supervisor: Caller;
let standing: StandingQuestions;
const findCustodians: FindCustodians = (_unit, childIds) => Promise.resolve(new Map(childIds.map((childId) => [childId, { name: 'Prueba', dutyPhone: '000', isThisNode: true }])));
const view = viewRequest(findCustodians);
const duplicates = listDuplicates(findCustodians);

beforeAll(async () => {
  node = await createTestNode({ projectors: { person: projectPerson, case: projectCase, tracing: projectTracing } });
  [worker, colleague, supervisor] = [node.worker(['case_worker']), node.worker(['case_worker']), node.worker(['supervisor'])];
  standing = createStandingQuestions(createRegistry(node.services));
});
afterAll(() => node.close());

const mayTrace = { answers: { tracing: 'granted', registration: 'granted' }, givenBy: 'authority', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'own_words', override: { reason: 'carer_absent', note: 'sola', wasToldToChild: true } } as const;
const received = async (profile: PartialProfile, agreed = true): Promise<ChildId> =>
  valueOf(await receive.run(node.services, worker, { searchedFirst: { candidatesShown: 0 }, profile, source: 'child', found: {}, ...(agreed ? { consent: mayTrace } : {}) })).childId;
const asked = async (sought: PartialProfile, more: object = {}): Promise<Uuid> =>
  valueOf(await openRequest.run(node.services, worker, { side: 'family', channel: 'phone', inquirer: { name: 'Petrona Chub Tzoc', relation: 'mother', phone: '+502 4000 0001' }, sought, ...more })).requestId;
const seen = async (requestId: Uuid, caller: Caller = worker): Promise<RequestView> => valueOf(await view.run(node.services, caller, { requestId }));
const one = async (requestId: Uuid, childId: ChildId, caller: Caller = worker): Promise<CandidateView> => valueOf(await viewOne.run(node.services, caller, { requestId, childId }));
const codeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.problem.code);
const operations = async (kind: string): Promise<number> =>
  transact(node.services.database, nodeScope(node.clock.now()), async (transaction) => (await transaction.withTables<OperationTables>().selectFrom('platform.operation').select('id').where('kind', '=', kind).execute()).length);
const allYes = Object.fromEntries(safetyChecks.map((check) => [check, 'yes'])) as Record<(typeof safetyChecks)[number], 'yes'>;

const otilia: PartialProfile = { givenNames: 'Otilia Marisol', firstSurname: 'Tzoc', secondSurname: 'Chub', birth: { precision: 'day', day: '2013-05-04' }, sex: 'F', nationalities: ['GT'], originPlace: { municipality: 'Senahú', department: 'GT-16' } };
const told: PartialProfile = { givenNames: 'Otilia', firstSurname: 'Tsoc', secondSurname: 'Chub', birth: { precision: 'year', year: 2013 }, sex: 'F', nationalities: ['GT'], originPlace: { municipality: 'Senahu', department: 'GT-16' } };

test('a request stands: a child who comes later is found, once, and is new until the worker has looked', async () => {
  const requestId = await asked(told);
  await standing.run(node.services);
  expect((await seen(requestId)).candidates).toEqual([]);
  const childId = await received(otilia);
  await standing.run(node.services);
  const [found] = (await seen(requestId)).candidates;
  expect(found).toMatchObject({ childId, state: 'likely', isFresh: true });
  expect(found!.reasons.map(({ field }) => field)).toContain('given');
  const recorded = await operations('tracing.candidates-found');
  await standing.run(node.services);
  expect(await operations('tracing.candidates-found')).toBe(recorded);
  node.clock.advanceHours(1);
  valueOf(await seeRequest.run(node.services, worker, { requestId }));
  expect((await seen(requestId)).candidates[0]!.isFresh).toBe(false);
  expect((await seen(requestId, colleague)).candidates[0]!.isFresh).toBe(true);
});

test('who did not consent to tracing is counted and never named; consent brings her in and its withdrawal takes her out', async () => {
  const requestId = await asked({ givenNames: 'Wendy Yamileth', firstSurname: 'Suazo', birth: { precision: 'year', year: 2011 }, sex: 'F', nationalities: ['HN'] });
  const childId = await received({ givenNames: 'Wendy Yamileth', firstSurname: 'Suazo', birth: { precision: 'year', year: 2011 }, sex: 'F', nationalities: ['HN'] }, false);
  await standing.run(node.services);
  expect(await seen(requestId)).toMatchObject({ candidates: [], withoutConsent: 1 });
  valueOf(await consent.run(node.services, worker, { childId, consent: mayTrace }));
  await standing.run(node.services);
  expect(await seen(requestId)).toMatchObject({ candidates: [{ childId }], withoutConsent: 0 });
  valueOf(await withdraw.run(node.services, worker, { childId, purposes: ['tracing'], by: 'child' }));
  // at once, before any question is asked again
  expect((await seen(requestId)).candidates).toEqual([]);
  expect(codeOf(await judge.run(node.services, worker, { requestId, childId, judgement: 'confirm', reason: 'es ella' }))).toBe('consent-missing');
  await standing.run(node.services);
  expect((await seen(requestId)).withoutConsent).toBe(1);
});

test('a refuted pair stays away until something about it changes', async () => {
  const requestId = await asked({ givenNames: 'Elmer Josué', firstSurname: 'Mejía', birth: { precision: 'year', year: 2010 }, sex: 'M', nationalities: ['HN'] });
  const childId = await received({ givenNames: 'Elmer Josue', firstSurname: 'Mejia', birth: { precision: 'year', year: 2010 }, sex: 'M', nationalities: ['HN'] });
  await standing.run(node.services);
  valueOf(await judge.run(node.services, worker, { requestId, childId, judgement: 'refute', reason: 'su madre es otra' }));
  valueOf(await observe.run(node.services, worker, { childId, fields: { languages: ['spa'] }, source: 'child' }));
  await standing.run(node.services);
  expect((await seen(requestId)).candidates[0]).toMatchObject({ childId, state: 'refuted', hasComeBack: false });
  valueOf(await observe.run(node.services, worker, { childId, fields: { people: [{ id: '00000000-0000-7000-8000-000000000001' as Uuid, relation: 'mother', name: 'Petrona Chub Tzoc' }] }, source: 'child' }));
  await standing.run(node.services);
  expect((await seen(requestId)).candidates[0]).toMatchObject({ childId, hasComeBack: true });
  expect((await seen(requestId)).candidates[0]!.state).not.toBe('refuted');
});

test('from the first confirmation to the last visit: four eyes, both sides asked, safety before contact, a supervisor before reunification', async () => {
  const requestId = await asked({ givenNames: 'Delmy Roxana', firstSurname: 'Portillo', secondSurname: 'Argueta', birth: { precision: 'year', year: 2012 }, sex: 'F', nationalities: ['SV'] });
  const childId = await received({ givenNames: 'Delmy Roxana', firstSurname: 'Portillo', secondSurname: 'Argueta', birth: { precision: 'year', year: 2012 }, sex: 'F', nationalities: ['SV'] });
  await standing.run(node.services);
  const about = { requestId, childId };
  const run = async (verb: { run: (...args: [typeof node.services, Caller, object]) => Promise<Result<unknown>> }, input: object, caller: Caller = worker) => codeOf(await verb.run(node.services, caller, { ...about, ...input }));
  const confirm = { judgement: 'confirm', reason: 'coincide lo que dicen' };
  expect(await run(judge, confirm)).toBe('done');
  expect(await run(judge, confirm)).toBe('four-eyes-needed');
  expect(await run(judge, confirm, colleague)).toBe('not-verified');
  expect(await run(tell, { what: 'alive_and_safe', means: 'phone' })).toBe('not-verified');
  expect(await run(verify, { side: 'child', outcome: 'matches' })).toBe('done');
  expect(await run(verify, { side: 'family', outcome: 'matches', note: 'contestó las dos' })).toBe('done');
  expect(await run(judge, confirm, colleague)).toBe('done');
  expect((await one(requestId, childId)).confirmations.map(({ by }) => by)).toHaveLength(2);
  expect(await run(tell, { what: 'alive_and_safe', means: 'phone' })).toBe('safety-check-needed');
  expect(await run(propose, { plannedFor: '2026-03-20', receivedBy: 'Su madre', bestInterests: 'BID 1', childView: 'agrees' })).toBe('safety-check-needed');
  expect(await run(decideContactSafety, { checks: { ...allYes, no_danger_from_claimant: 'unknown' }, decision: 'contact_allowed', reason: 'parece bien' })).toBe('safety-check-needed');
  expect(await run(decideContactSafety, { checks: allYes, decision: 'contact_allowed', reason: 'todo comprobado' })).toBe('done');
  expect(await run(tell, { what: 'alive_and_safe', means: 'phone' })).toBe('done');
  expect(await run(complete, { day: '2026-01-01', hasReceipt: true })).toBe('not-allowed');
  expect(await run(propose, { plannedFor: '2026-03-20', receivedBy: 'Su madre', bestInterests: 'BID 1', childView: 'agrees' }, supervisor)).toBe('done');
  expect(await run(answer, { isApproved: true, reason: 'de acuerdo' }, supervisor)).toBe('four-eyes-needed');
  expect(await run(answer, { isApproved: true, reason: 'de acuerdo' }, worker)).toBe('not-allowed');
  expect(await run(answer, { isApproved: true, reason: 'de acuerdo' }, node.worker(['coordinator']))).toBe('done');
  expect(await run(complete, { day: '2999-01-01', hasReceipt: true })).toBe('input-invalid');
  expect(await run(complete, { day: node.clock.now().slice(0, 10), hasReceipt: true })).toBe('done');
  const file = valueOf(await openFile.run(node.services, worker, { childId }));
  expect(file.deadlines.filter(({ clock, status }) => clock?.startsWith('CLK-FOLLOW-UP-') && status === 'open')).toHaveLength(5);
  expect(await run(recordFollowUp, { day: node.clock.now().slice(0, 10), finding: 'at_risk', isSafe: false })).toBe('done');
  const after = valueOf(await openFile.run(node.services, worker, { childId })).deadlines.filter(({ clock }) => clock?.startsWith('CLK-FOLLOW-UP-'));
  expect(after.filter(({ status }) => status === 'done').map(({ clock }) => clock)).toEqual(['CLK-FOLLOW-UP-7D']);
  expect(after.some(({ clock, status }) => clock === 'CLK-FOLLOW-UP-ALERT' && status === 'open')).toBe(true);
  expect(await seen(requestId)).toMatchObject({ standing: 'reunified', mayWrite: false });
  expect(codeOf(await closeRequest.run(node.services, worker, { requestId, outcome: 'mistake', reason: 'x' }))).toBe('already-done');
  // counts alone, also for who sees no child
  expect(valueOf(await figures.run(node.services, node.worker(['monitoring_officer']), {}))).toMatchObject({ found: 1, reunified: 1, followedUpInTime: 1 });
});

test('where the file names the claimant’s kind as a danger only a supervisor lets contact happen', async () => {
  const profile: PartialProfile = { givenNames: 'Karla Yesenia', firstSurname: 'Zelaya', secondSurname: 'Murillo', birth: { precision: 'year', year: 2012 }, sex: 'F', nationalities: ['HN'] };
  const requestId = await asked(profile, { inquirer: { name: 'Un hombre', relation: 'step_parent' } });
  const childId = await received({ ...profile, people: [{ id: '00000000-0000-7000-8000-000000000002' as Uuid, relation: 'step_parent', isPossibleDanger: 'yes' }] });
  await standing.run(node.services);
  const about = { requestId, childId };
  for (const side of ['child', 'family'] as const) valueOf(await verify.run(node.services, worker, { ...about, side, outcome: 'matches' }));
  for (const who of [worker, colleague]) valueOf(await judge.run(node.services, who, { ...about, judgement: 'confirm', reason: 'coincide' }));
  expect((await one(requestId, childId)).warnings).toContain('danger');
  const safety = { ...about, checks: allYes, decision: 'contact_allowed', reason: 'revisado' };
  expect(codeOf(await decideContactSafety.run(node.services, worker, safety))).toBe('not-allowed');
  expect(codeOf(await decideContactSafety.run(node.services, supervisor, safety))).toBe('done');
  // a second family claims the same child: nobody confirms that by accident
  const second = await asked(profile, { inquirer: { name: 'Otra persona', relation: 'mother' } });
  await standing.run(node.services);
  expect((await seen(second)).candidates[0]!.warnings).toContain('claimed');
  expect(codeOf(await judge.run(node.services, worker, { requestId: second, childId, judgement: 'confirm', reason: 'x' }))).toBe('conflict');
});

test('what only the family can answer is shown to who verifies, and stands in no view, list or paper', async () => {
  const secret = 'Zqcanariopregunta';
  const requestId = await asked({ givenNames: 'Brayan', firstSurname: 'Lainez' }, { questions: [{ id: '00000000-0000-7000-8000-000000000003', question: `¿Cómo se llama su perro? ${secret}`, answer: `Canelo ${secret}` }] });
  expect((await seen(requestId)).questions).toBe(1);
  expect(JSON.stringify([await seen(requestId), valueOf(await listRequests.run(node.services, worker, {}))])).not.toContain(secret);
  const form = valueOf(await tracingForm.run(node.services, worker, { requestId }));
  expect(Buffer.from(form.bytes, 'base64').toString('latin1')).not.toContain(secret);
  expect(JSON.stringify(valueOf(await showQuestions.run(node.services, worker, { requestId })))).toContain(secret);
  expect(codeOf(await showQuestions.run(node.services, node.worker(['consular_officer']), { requestId }))).toBe('not-allowed');
  expect(codeOf(await saveQuestions.run(node.services, worker, { requestId, questions: [] }))).toBe('done');
});

test('a request belongs to a team: another one sees nothing of it', async () => {
  const requestId = await asked({ givenNames: 'Nayeli', firstSurname: 'Coc' });
  const stranger = node.worker(['case_worker'], { teamIds: [node.teams[1]] });
  expect(codeOf(await view.run(node.services, stranger, { requestId }))).toBe('not-found');
  expect(valueOf(await listRequests.run(node.services, stranger, {})).items).toEqual([]);
  expect(codeOf(await openRequest.run(node.services, worker, { side: 'family', channel: 'phone', inquirer: { name: 'Ana', relation: 'mother' }, sought: { sex: 'F' } }))).toBe('input-invalid');
  expect(codeOf(await openRequest.run(node.services, worker, { side: 'child', channel: 'in_person', inquirer: { name: 'Ana', relation: 'sibling' }, sought: { givenNames: 'Luis' } }))).toBe('input-invalid');
});

test('a new record that may be a known child comes before people; joined nothing is lost, undone the file opens again', async () => {
  const first = await received({ givenNames: 'Zenón Eleuterio', firstSurname: 'Baltazar', secondSurname: 'Xoy', birth: { precision: 'day', day: '2011-09-12' }, sex: 'M', nationalities: ['GT'], phone: '+502 5555 0101' });
  const again = await received({ givenNames: 'Zenon Eleuterio', firstSurname: 'Baltasar', secondSurname: 'Xoy', birth: { precision: 'day', day: '2011-09-12' }, sex: 'M', nationalities: ['GT'], originPlace: { municipality: 'Nebaj' } });
  await standing.run(node.services);
  const pairs = async () => valueOf(await duplicates.run(node.services, worker, {})).items.filter(({ one: left, other }) => [left.childId, other.childId].includes(first));
  const [pair] = await pairs();
  expect(pair).toMatchObject({ state: 'open', canJoin: true });
  const { pairId } = pair!;
  const found = await operations('tracing.pair-found');
  await standing.run(node.services);
  expect(await operations('tracing.pair-found')).toBe(found);
  valueOf(await judgeDuplicate.run(node.services, worker, { pairId, isSame: true, keep: first, reason: 'es el mismo' }));
  const profile = valueOf(await readProfile.run(node.services, worker, { childId: first }));
  expect(profile.values).toMatchObject({ firstSurname: 'Baltazar', phone: '+502 5555 0101', originPlace: { municipality: 'Nebaj' } });
  expect(profile.disputes).toContain('firstSurname');
  expect(valueOf(await openFile.run(node.services, worker, { childId: again }))).toMatchObject({ status: 'closed', closure: { reason: 'duplicate' } });
  expect(await pairs()).toEqual([]);
  valueOf(await undoDuplicate.run(node.services, worker, { pairId, reason: 'eran primos' }));
  expect(valueOf(await openFile.run(node.services, worker, { childId: again })).status).toBe('open');
  await standing.run(node.services);
  expect(await pairs()).toHaveLength(1);
  valueOf(await judgeDuplicate.run(node.services, worker, { pairId, isSame: false, reason: 'son primos' }));
  await standing.run(node.services);
  expect(await pairs()).toEqual([]);
});

test('all of it comes out of the log again', () => expectRebuilt([nodeAlone(node)], ['tracing.pair']));

test('however many wake the standing questions, one turn is taken and one follows it, which sees what came meanwhile', async () => {
  const eulalia: PartialProfile = { givenNames: 'Eulalia', firstSurname: 'Pop', secondSurname: 'Caal', birth: { precision: 'day', day: '2013-02-11' }, sex: 'F', nationalities: ['GT'] };
  const requestId = await asked(eulalia);
  const wakeThrice = () => new Set([1, 2, 3].map(() => standing.run(node.services)));
  const [first, ...more] = wakeThrice();
  await new Promise(setImmediate);
  const childId = await received(eulalia);
  const [second, ...others] = wakeThrice();
  expect([more, others]).toEqual([[], []]);
  await Promise.all([first, second]);
  expect((await seen(requestId)).candidates).toMatchObject([{ childId }]);
});
