import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf, type Result } from '#kernel/result.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import type { Caller } from '#platform/services.ts';
import { consent, projectCase, receive } from '#rooms/case/index.ts';
import { projectPerson, readProfile } from '#rooms/person/index.ts';
import { valueOfField } from '#rooms/person/rules.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import type { RequestView } from './schema.ts';
import { judge } from './service/candidates.ts';
import { soughtPersons } from './service/comparison.ts';
import { createRegistry } from './service/registry.ts';
import { viewRequest } from './service/request-view.ts';
import { openRequest } from './service/requests.ts';
import { createStandingQuestions, type StandingQuestions } from './service/standing.ts';
import { projectTracing } from './store/project.ts';

let node: TestNode;
let worker: Caller;
let standing: StandingQuestions;
const view = viewRequest((_unit, childIds) => Promise.resolve(new Map(childIds.map((childId) => [childId, { name: 'Prueba', dutyPhone: '000', isThisNode: true }]))));

beforeAll(async () => {
  node = await createTestNode({ projectors: { person: projectPerson, case: projectCase, tracing: projectTracing } });
  worker = node.worker(['case_worker']);
  standing = createStandingQuestions(createRegistry(node.services));
});
afterAll(() => node.close());

const yes = { answers: { tracing: 'granted', registration: 'granted' }, givenBy: 'authority', childView: 'agrees', form: 'oral', explained: { topics: [], means: 'spoken' }, understanding: 'own_words', override: { reason: 'carer_absent', note: 'sola', wasToldToChild: true } } as const;
const received = async (profile: PartialProfile, agreed = true): Promise<ChildId> =>
  valueOf(await receive.run(node.services, worker, { searchedFirst: { candidatesShown: 0 }, profile, source: 'child', found: {}, ...(agreed ? { consent: yes } : {}) })).childId;
const seen = async (requestId: Uuid): Promise<RequestView> => valueOf(await view.run(node.services, worker, { requestId }));
const codeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.problem.code);
const peopleOf = async (childId: ChildId) => valueOfField(valueOf(await readProfile.run(node.services, worker, { childId })).values, 'people') ?? [];

const magdalena: PartialProfile = { givenNames: 'Magdalena', firstSurname: 'Tuy', secondSurname: 'Ixcoy', birth: { precision: 'year', year: 2012 }, sex: 'F', nationalities: ['GT'] };
const mother = { inquirer: { name: 'Magdalena Tuy', relation: 'mother' }, sought: { givenNames: 'Rosa Elvira', firstSurname: 'Ixcoy', phone: '+502 4111 2233' } } as const;

test('only her yes opens a child’s request; what she tells stands in her file, whom she fears as a danger', async () => {
  const childId = await received(magdalena, false);
  const asks = { side: 'child', channel: 'in_person', childId, ...mother, wishes: ['know_how_they_are', 'call'], feared: [{ relation: 'step_parent', name: 'Marvin' }] } as const;
  expect(codeOf(await openRequest.run(node.services, worker, asks))).toBe('consent-missing');
  expect(await peopleOf(childId)).toEqual([]);
  valueOf(await consent.run(node.services, worker, { childId, consent: yes }));
  const { requestId } = valueOf(await openRequest.run(node.services, worker, asks));
  expect(await peopleOf(childId)).toMatchObject([
    { relation: 'mother', name: 'Rosa Elvira Ixcoy', phone: '+502 4111 2233', isWithChild: 'no' }, { relation: 'step_parent', name: 'Marvin', isPossibleDanger: 'yes' },
  ]);
  expect(await seen(requestId)).toMatchObject({ side: 'child', childId, wishes: ['know_how_they_are', 'call'], candidates: [], lookedForBy: [], mayWrite: true });
  // told once more, she is not written down twice
  valueOf(await openRequest.run(node.services, worker, asks));
  expect(await peopleOf(childId)).toHaveLength(2);
});

test('the family’s standing question finds the child who asks, by what she told; her request shows the family until it is refuted', async () => {
  const childId = await received({ givenNames: 'Yeimi', birth: { precision: 'year', year: 2011 }, sex: 'F', nationalities: ['GT'] });
  const { requestId } = valueOf(await openRequest.run(node.services, worker, { side: 'child', channel: 'in_person', childId, inquirer: { name: 'Yeimi', relation: 'mother' }, sought: { givenNames: 'Candelaria Zulema', firstSurname: 'Xiquín', phone: '+502 4777 8899' } }));
  const family = valueOf(await openRequest.run(node.services, worker, { side: 'family', channel: 'phone', inquirer: { name: 'Candelaria Zulema Xiquín', relation: 'mother', phone: '47778899' }, sought: { givenNames: 'Yeimi', sex: 'F', nationalities: ['GT'] } }));
  await standing.run(node.services);
  const found = (await seen(family.requestId)).candidates.find((candidate) => candidate.childId === childId);
  expect(found?.reasons.map(({ field }) => field)).toEqual(expect.arrayContaining(['mother', 'phone']));
  const asked = await seen(requestId);
  expect(asked.candidates).toEqual([]);
  expect(asked.lookedForBy).toMatchObject([{ requestId: family.requestId, name: 'Candelaria Zulema Xiquín', relation: 'mother' }]);
  valueOf(await judge.run(node.services, worker, { requestId: family.requestId, childId, judgement: 'refute', reason: 'es otra Yeimi' }));
  expect((await seen(requestId)).lookedForBy).toEqual([]);
});

test('a brother is asked for among all children, here and at peers, with the parents that her own file names', async () => {
  const people = [{ id: '00000000-0000-7000-8000-000000000011' as Uuid, relation: 'mother', name: 'Telma Ruperta Canahuí' } as const];
  const [childId, brother] = [await received({ givenNames: 'Nohemí', firstSurname: 'Sincal', secondSurname: 'Canahuí', sex: 'F', people }), await received({ givenNames: 'Abner Elí', firstSurname: 'Sincal', secondSurname: 'Canahuí', birth: { precision: 'year', year: 2014 }, sex: 'M', people })];
  const { requestId } = valueOf(await openRequest.run(node.services, worker, { side: 'child', channel: 'in_person', childId, inquirer: { name: 'Nohemí', relation: 'sibling' }, sought: { givenNames: 'Abner', firstSurname: 'Sincal' } }));
  await standing.run(node.services);
  const [first] = (await seen(requestId)).candidates;
  expect(first).toMatchObject({ childId: brother });
  expect(first!.reasons.map(({ field }) => field)).toContain('mother');
  const sought = await transact(node.services.database, nodeScope(node.clock.now()), (transaction) => soughtPersons(unitOf(node.services, transaction, worker)));
  expect(sought.find((person) => person.requestId === requestId)!.record.motherNames).toEqual(['Telma Ruperta Canahuí']);
  const operations = await transact(node.services.database, nodeScope(node.clock.now()), (transaction) => operationsOf(node.services, transaction, childId));
  expect(valueOf(operations).map(({ kind }) => kind)).toContain('tracing.requested');
});
