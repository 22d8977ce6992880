import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { valueOf, type Result } from '#kernel/result.ts';
import type { Caller } from '#platform/services.ts';
import { createFederation, custodyPort, referralPort, type Federation } from '#exchange/federation/index.ts';
import { operationShapes } from '#main/operation-shapes.ts';
import { projectors } from '#main/projectors.ts';
import { receive } from '#rooms/case/index.ts';
import { accept, alignPeers, deliver, findCustody, offer } from '#rooms/handover/index.ts';
import { createFaultyWire, noFaults } from '#test/support/faulty-wire.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { record } from '#platform/ledger/record.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { completeAgreement, draftAgreement, issueOwnCard, signAgreement } from '#rooms/governance/index.ts';
import { openPolicy } from './world.ts';

interface Agency {
  readonly node: TestNode;
  readonly worker: Caller;
  federation: Federation;
  restart(): void;
  within<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T>;
}

const clock = createVirtualClock();
const wire = createFaultyWire(11);
let here: Agency;
let there: Agency;

async function agency(seed: number): Promise<Agency> {
  const address = `http://agency-${seed}.test`;
  const node: TestNode = await createTestNode({
    seed, clock, projectors, settings: { publicAddress: address, dutyPhone: `+5296200000${seed}` },
    onRecorded: (operations) => self.federation.courier.wakeAfter(operations),
  });
  const within: Agency['within'] = (work) => transact(node.services.database, nodeScope(clock.now()), (transaction) => work(unitOf(node.services, transaction, node.nodeCaller)));
  const start = (): Federation => {
    const federation = createFederation({
      node: node.services, caller: node.nodeCaller, incarnation: { current: () => 0, raise: (least) => least + 1 }, peerBook: { read: () => [], write: () => undefined }, erasureBook: { read: () => [], write: () => undefined }, wire: wire.endOf(address), ports: [custodyPort, referralPort], shapes: operationShapes, fetchesFromPeers: false,
      pointers: { findPointer: async (unit, asked) => {
        const custody = 'childId' in asked ? await findCustody(unit, asked.childId) : undefined;
        return custody && 'childId' in asked ? { childId: asked.childId, at: custody.status === 'hold' ? 'here' : custody.pointer, epoch: custody.epoch, since: custody.since, others: [] } : null;
      } },
      files: { listFiles: async () => [], readFile: async () => { throw new Error('no files'); }, storeFile: async () => undefined },
      scheduler: { wakeAt: () => undefined }, onFailure: (error) => { throw error; },
    });
    wire.connect(address, (request) => federation.handle(request));
    return federation;
  };
  const self: Agency = { node, worker: node.worker(['supervisor']), federation: undefined as unknown as Federation, restart: () => void (self.federation = start()), within };
  self.restart();
  return self;
}

beforeAll(async () => {
  [here, there] = [await agency(1), await agency(2)];
  for (const [one, other] of [[here, there], [there, here]] as const) {
    const { card } = valueOf(await issueOwnCard.run(other.node.services, other.node.nodeCaller, {}));
    await one.within((unit) => record(unit, [{ kind: 'governance.peer-added', childId: null, body: { nodeId: other.node.services.nodeId, card, bodyKind: 'child_protection_authority', fingerprint: 'compared', confirmedBy: 'x', means: 'phone' } }]));
    await one.within(alignPeers);
  }
  const drafted = valueOf(await draftAgreement.run(here.node.services, here.node.nodeCaller, {
    peer: there.node.services.nodeId, purposes: ['custody_transfer'], categories: ['unaccompanied', 'separated', 'accompanied'], territory: ['MX'], validFrom: '2026-01-01', validUntil: '2026-12-31',
    fieldPolicy: openPolicy, onwardSharing: 'forbidden', escalationHours: { emergency: 4, forced: 24, planned: 120 }, retentionDays: 90, legalBasis: 'Convenio de prueba',
  }));
  const signed = valueOf(await signAgreement.run(there.node.services, there.node.nodeCaller, { document: drafted }));
  valueOf(await completeAgreement.run(here.node.services, here.node.nodeCaller, { document: signed }));
});
afterAll(() => Promise.all([here.node.close(), there.node.close()]));

const run = async <T>(who: Agency, verb: { run(...parts: never[]): Promise<Result<T>> }, input: unknown): Promise<T> =>
  valueOf(await (verb.run as (...parts: unknown[]) => Promise<Result<T>>)(who.node.services, who.worker, input));
const custodyAt = (who: Agency, childId: ChildId) => who.within(async (unit) => (await findCustody(unit, childId))?.status ?? 'none');
/** Rounds of both, with a restart of one of them between, until nothing is under way. */
async function settle(): Promise<void> {
  for (let round = 0; round < 8; round++) {
    await wire.release();
    await here.federation.courier.round();
    (round % 2 ? here : there).restart();
    await there.federation.courier.round();
    clock.advanceHours(1);
  }
}

test.each([['a good line', noFaults], ['a bad line', { dropRequest: 0.2, dropAnswer: 0.2, duplicate: 0.2, delay: 0.2 }]])('a child is handed over with her file over %s, and one agency is responsible at every step', async (_name, faults) => {
  wire.faults = faults;
  const { childId } = await run(here, receive, {
    searchedFirst: { candidatesShown: 0 }, source: 'child', found: { by: 'shelter' }, teamId: here.node.teams[0],
    profile: { givenNames: 'Xochitl', firstSurname: 'Prueba', birth: { precision: 'year', year: 2014 }, sex: 'F', nationalities: ['HN'], company: 'alone' },
  });
  const plan = { place: 'Tapachula', at: '2026-03-10T15:00:00.000Z' };
  const { handoverId } = await run(here, offer, {
    childIds: [childId], to: there.node.services.nodeId, purpose: 'custody_transfer', reason: 'care', urgency: 'planned', plan,
    consentOverride: { reason: 'imminent_harm', note: 'prueba' },
  }) as { handoverId: Uuid };
  await settle();
  expect([await custodyAt(here, childId), await custodyAt(there, childId)]).toEqual(['hold', 'none']);
  await run(there, accept, { handoverId, plan, teamId: there.node.teams[0] });
  await settle();
  expect([await custodyAt(here, childId), await custodyAt(there, childId)]).toEqual(['hold', 'none']);
  await run(here, deliver, { handoverId, delivery: { at: clock.now(), place: 'Tapachula', deliveredBy: 'Ana', receivedBy: 'Luz', condition: 'bien' } });
  expect([await custodyAt(here, childId), await custodyAt(there, childId)]).toEqual(['past', 'none']);
  await settle();
  wire.faults = noFaults;
  await settle();
  expect([await custodyAt(here, childId), await custodyAt(there, childId)]).toEqual(['past', 'hold']);
  const kinds = await there.within(async (unit) => valueOf(await operationsOf(unit.node, unit.transaction, childId)).map(({ kind }) => kind));
  expect(kinds).toEqual(expect.arrayContaining(['person.observed', 'case.child-received', 'handover.taken']));
  expect(valueOf(await here.federation.findCustodian({ childId }))).toMatchObject({ nodeId: there.node.services.nodeId });
  for (const who of [here, there]) {
    const list = who.federation.routes.find(({ endpoint }) => endpoint.path === '/api/federation/inbox')!.verb;
    expect(valueOf(await list.run(who.node.services, who.worker, { only: 'parked' }))).toMatchObject({ items: [] });
  }
});
