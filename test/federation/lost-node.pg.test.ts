import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { valueOf } from '#kernel/result.ts';
import { operationsOf } from '#platform/ledger/operations.ts';
import { addConcerns } from '#rooms/case/index.ts';
import { confirmDecommission, decommissionPeer } from '#rooms/governance/index.ts';
import { accept, decline, deliver, nodeMode, readLinks, succession } from '#rooms/handover/index.ts';
import { viewLost } from '#rooms/handover/service/lost-node.ts';
import { custody as viewCustody } from '#rooms/handover/service/views.ts';
import type { CustodyView, LostNodeView } from '#rooms/handover/schema.ts';
import { createAgency, custodyRow, federate, type Agency } from '#test/support/agency.ts';
import { createSmallCorridor, done, someDelivery, somePlan, type SmallCorridor } from '#test/support/small-corridor.ts';
import { courierRound } from '#test/support/on-the-line.ts';
import { expectRebuilt } from '#test/support/rebuilt.ts';

/* A node that is lost for ever: found are its children, appointed is who follows, fenced is the node should it come back. */

let corridor: SmallCorridor;
let root: Agency;
let border: Agency;
let shelter: Agency;
let lost: Agency;
/** Knows the root alone, and nothing of the lost node. */
let far: Agency;
/** Registered at the border and handed to the lost node; a brother and a sister, handed on together; registered there and nowhere else; handed on by it to the shelter; fled; given to it by the root itself. */
let [given, brother, sister, own, passedOn, fled, rooted] = [] as ChildId[] as [ChildId, ChildId, ChildId, ChildId, ChildId, ChildId, ChildId];

beforeAll(async () => {
  corridor = await createSmallCorridor(['Raiz', 'Frontera', 'Albergue', 'Perdido']);
  [root, border, shelter, lost] = corridor.agencies as [Agency, Agency, Agency, Agency];
  far = await createAgency({
    name: 'Lejos', seed: 9, clock: corridor.clock, wireAt: (address) => corridor.wire.endOf(address), connect: (address, federation) => corridor.wire.connect(address, (request) => federation.handle(request)),
  });
  await federate([root, far]);
  [given, brother, sister, fled] = [await corridor.receiveChild(border), await corridor.receiveChild(border), await corridor.receiveChild(border), await corridor.receiveChild(border)];
  rooted = await corridor.receiveChild(root);
  [own, passedOn] = [await corridor.receiveChild(lost), await corridor.receiveChild(lost)];
  await done(border, addConcerns, { childId: fled, concerns: [{ code: 'P01', severity: 3, source: 'child', period: 'origin' }] });
  // everything at once: a round of all couriers for each step, not for each child
  const moves = [[border, lost, [given]], [border, lost, [brother, sister]], [border, lost, [fled]], [root, lost, [rooted]], [lost, shelter, [passedOn]]] as const;
  const offers = await Promise.all(moves.map(async ([from, to, childIds]) => ({ from, to, handoverId: await corridor.offerTo(from, to, childIds) })));
  await corridor.settle(2);
  for (const { to, handoverId } of offers) await done(to, accept, { handoverId, plan: somePlan, teamId: to.team });
  await corridor.settle(1);
  for (const { from, handoverId } of offers) await done(from, deliver, { handoverId, delivery: someDelivery(corridor.clock.now()) });
  await corridor.settle(2);
}, 300_000);
afterAll(async () => {
  await far.close();
  await corridor.close();
});

const others = () => [root, border, shelter, far];
/** The machine is gone: nobody reaches it, and it says nothing. */
const settle = async (rounds = 4) => {
  for (let round = 0; round < rounds; round++) await courierRound(others());
};
const recordLoss = async (agency: Agency, node: NodeId) => {
  const keeper = () => agency.workerWith(['administrator'], { hasSteppedUp: true });
  await done(agency, decommissionPeer, { nodeId: node, reason: 'Se quemó el servidor; no hay respaldo', fencedIncarnation: 0 }, keeper());
  await done(agency, confirmDecommission, { nodeId: node }, keeper());
  await agency.quiet();
};
const lostAt = (agency: Agency) => done<LostNodeView>(agency, viewLost, { nodeId: lost.nodeId });
const holdersOf = async (childId: ChildId) => (await Promise.all(others().map(async (agency) => ((await custodyRow(agency, childId))?.status === 'hold' ? agency.name : null)))).filter(Boolean);

test('every child of a lost node is found from what its peers know, once all of them have recorded the loss', async () => {
  corridor.wire.disconnect(lost.address);
  expect(await root.run(succession.inquire as never, { nodeId: lost.nodeId })).toMatchObject({ problem: { code: 'state-changed' } });
  await recordLoss(root, lost.nodeId);
  expect(await root.run(succession.appoint as never, { nodeId: lost.nodeId, childIds: [given], to: border.nodeId, urgency: 'emergency', note: 'antes de preguntar' })).toMatchObject({ problem: { code: 'not-found' } });
  expect(await done(root, succession.inquire, { nodeId: lost.nodeId })).toEqual({ asked: 3 });
  await settle(3);
  await recordLoss(border, lost.nodeId);
  await settle(2);
  // one answer is missing: it may be the one that says where a child went
  expect(await lostAt(root)).toMatchObject({ isComplete: false });
  expect(await root.run(succession.appoint as never, { nodeId: lost.nodeId, childIds: [given], to: border.nodeId, urgency: 'emergency', note: 'falta una respuesta' })).toMatchObject({ problem: { code: 'state-changed', details: { missing: 1 } } });
  await recordLoss(shelter, lost.nodeId);
  await settle(2);
  const view = await lostAt(root);
  expect(view).toMatchObject({ isLost: true, isRoot: true, isComplete: true });
  const stateOf = (childId: ChildId) => view.children.find((child) => child.childId === childId)?.state;
  expect([given, brother, sister, own, rooted].map(stateOf)).toEqual(['open', 'open', 'open', 'open', 'open']);
  expect(view.children.find(({ childId }) => childId === rooted)!.knownBy).toContainEqual({ agency: expect.objectContaining({ nodeId: root.nodeId }) as never, copy: 'file' });
  expect(stateOf(passedOn)).toBe('elsewhere');
  // who never trusted the lost node has nothing to record, and answers at once
  expect(view.answers.find(({ agency }) => agency.nodeId === far.nodeId)).toMatchObject({ children: 0, answeredAt: expect.any(String) as string });
  // the root is a body of her state: that she is among them is said, not who she is
  expect(stateOf(fled)).toBeUndefined();
  expect(view.answers.find(({ agency }) => agency.nodeId === border.nodeId)).toMatchObject({ hidden: 1 });
  expect(view.children.find(({ childId }) => childId === given)!.knownBy).toContainEqual({ agency: expect.objectContaining({ nodeId: border.nodeId }) as never, copy: 'file' });
  expect(view.children.find(({ childId }) => childId === own)!.knownBy.some(({ copy }) => copy === 'sealed')).toBe(true);
  const [one, other] = [brother, sister].map((childId) => view.children.find((child) => child.childId === childId)!.movedWith);
  expect(one).toBe(other);
});

test('the successor whom the root appoints holds the child, gets the file from who had her before, and everybody knows', async () => {
  const appointed = await done<{ handoverId: Uuid }>(root, succession.appoint, { nodeId: lost.nodeId, childIds: [given], to: shelter.nodeId, urgency: 'emergency', note: 'El albergue la recibe' });
  expect(await root.run(succession.appoint as never, { nodeId: lost.nodeId, childIds: [given], to: border.nodeId, urgency: 'emergency', note: 'otra vez' })).toMatchObject({ problem: { code: 'child-in-handover' } });
  await settle(2);
  expect(await holdersOf(given)).toEqual([]);
  await done(shelter, accept, { handoverId: appointed.handoverId, plan: somePlan, teamId: shelter.team });
  await settle();
  expect(await custodyRow(shelter, given)).toMatchObject({ status: 'hold', epoch: 2 });
  expect(await custodyRow(root, given)).toMatchObject({ status: 'past', epoch: 2, pointer: shelter.nodeId });
  expect(await custodyRow(border, given)).toMatchObject({ status: 'past', epoch: 2, pointer: shelter.nodeId });
  const file = await shelter.within(async (unit) => valueOf(await operationsOf(unit.node, unit.transaction, given)));
  expect(file.filter(({ node }) => node === border.nodeId).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['person.observed', 'case.child-received']));
  const chain = await shelter.within((unit) => readLinks(unit, given));
  expect(chain.map(({ from, to }) => [from, to])).toEqual([[border.nodeId, border.nodeId], [border.nodeId, lost.nodeId], [root.nodeId, shelter.nodeId]]);
  const found = await border.federation.findCustodian({ childId: given });
  expect(found).toMatchObject({ ok: true, value: { nodeId: shelter.nodeId } });
  expect(await done<CustodyView>(shelter, viewCustody, { childId: given })).toMatchObject({ custodian: { nodeId: shelter.nodeId }, chain: [{ isAppointed: true, isVerified: true }, { isAppointed: false }, { isAppointed: false }] });
});

test('siblings pass on in one act, and one who was known to a witness alone is found too; who declines is asked no more', async () => {
  const refused = await done<{ handoverId: Uuid }>(root, succession.appoint, { nodeId: lost.nodeId, childIds: [brother, sister], to: shelter.nodeId, urgency: 'emergency', note: 'Juntos' });
  await settle(2);
  await done(shelter, decline, { handoverId: refused.handoverId, reason: 'no_capacity' });
  await settle(2);
  const { handoverId } = await done<{ handoverId: Uuid }>(root, succession.appoint, { nodeId: lost.nodeId, childIds: [brother, sister], to: border.nodeId, urgency: 'emergency', note: 'De vuelta' });
  const alone = await done<{ handoverId: Uuid }>(root, succession.appoint, { nodeId: lost.nodeId, childIds: [own, rooted], to: border.nodeId, urgency: 'emergency', note: 'Sola' });
  await settle(2);
  for (const id of [handoverId, alone.handoverId]) await done(border, accept, { handoverId: id, plan: somePlan, teamId: border.team });
  await settle();
  for (const childId of [brother, sister, own, rooted]) expect(await holdersOf(childId)).toEqual(['Frontera']);
  expect(await custodyRow(border, brother)).toMatchObject({ epoch: 2 });
  expect(await custodyRow(border, own)).toMatchObject({ epoch: 1 });
  const after = (await lostAt(root)).children;
  expect(after.filter(({ state }) => state === 'open')).toEqual([]);
  expect(after.find(({ childId }) => childId === rooted)).toMatchObject({ state: 'followed', successor: { nodeId: border.nodeId } });
  // never over the head of a custodian who is there
  expect(await root.run(succession.appoint as never, { nodeId: lost.nodeId, childIds: [passedOn], to: border.nodeId, urgency: 'emergency', note: 'no' })).toMatchObject({ problem: { code: 'child-not-held' } });
});

test('the lost node that comes back is refused, learns it from the root, and locks itself', async () => {
  const late = await corridor.offerTo(lost, border, [given]);
  for (let round = 0; round < 3; round++) {
    await courierRound([lost]);
    corridor.clock.advanceHours(1);
    await settle(1);
  }
  expect(await lost.within(nodeMode)).toBe('superseded');
  expect(await lost.run(accept as never, { handoverId: late, plan: somePlan, teamId: lost.team })).toMatchObject({ problem: { code: 'superseded' } });
  expect(await holdersOf(given)).toEqual(['Albergue']);
  expect(await border.within(async (unit) => (await readLinks(unit, given)).at(-1)!.to)).toBe(shelter.nodeId);
});

test('nobody but the root of its country may appoint, and not over the wire either', async () => {
  expect(await border.run(succession.appoint as never, { nodeId: lost.nodeId, childIds: [given], to: shelter.nodeId, urgency: 'emergency', note: 'x' })).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await border.run(succession.inquire as never, { nodeId: lost.nodeId })).toMatchObject({ problem: { code: 'already-done' } });
  expect(await root.run(succession.inquire as never, { nodeId: lost.nodeId }, root.workerWith(['case_worker']))).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await root.run(succession.inquire as never, { nodeId: 'x' })).toMatchObject({ problem: { code: 'input-invalid' } });
});

test('all of it comes out of the log again', () => expectRebuilt(others(), ['handover.lost_inquiry', 'handover.lost_answer', 'handover.lost_child', 'handover.succession', 'handover.custody']));
