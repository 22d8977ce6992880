import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { valueOf, type Result } from '#kernel/result.ts';
import { nodeScope, transact } from '#platform/db/transact.ts';
import { unitOf } from '#platform/ledger/verb.ts';
import { createFingerprints, fingerprintOf } from '#platform/vault/index.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { createTestNode, type TestNode } from '#test/support/node.ts';
import type { AgreementDocument } from './schema.ts';
import { addPeer, changePeerCard, completeAgreement, confirmDecommission, decommissionPeer, draftAgreement, endAgreement, findAgreement, governanceRoutes, issueOwnCard, projectGovernance, requireFlow, resumePeer, signAgreement, suspendPeer } from './index.ts';
import { listTrustEntries } from './store.ts';
import { expectRebuilt, nodeAlone } from '#test/support/rebuilt.ts';

let here: TestNode;
let there: TestNode;
beforeAll(async () => {
  const projectors = { governance: projectGovernance };
  here = await createTestNode({ seed: 1, projectors, settings: { shortName: 'Aquí' } });
  there = await createTestNode({ seed: 2, projectors, settings: { shortName: 'Allá', country: 'HN' } });
});
afterAll(() => Promise.all([here.close(), there.close()]));

const administrator = (node: TestNode) => node.worker(['administrator'], { hasSteppedUp: true });
const run = async (node: TestNode, verb: { run: (...parts: never[]) => Promise<Result<unknown>> }, input: unknown, caller = administrator(node)) =>
  (verb.run as unknown as (...parts: unknown[]) => Promise<Result<unknown>>)(node.services, caller, input);
const verbAt = (path: string, method = 'GET') => governanceRoutes.find(({ endpoint }) => endpoint.path === path && endpoint.method === method)!.verb;
const cardOf = async (node: TestNode) => (valueOf(await issueOwnCard.run(node.services, node.nodeCaller, {}))).card;
const unit = <T>(node: TestNode, work: (unit: UnitOfWork) => Promise<T>): Promise<T> =>
  transact(node.services.database, nodeScope(node.clock.now()), (transaction) => work(unitOf(node.services, transaction, node.nodeCaller)));
const trust = async (node: TestNode, peer: TestNode, bodyKind = 'consulate') => {
  const card = await cardOf(peer);
  return run(node, addPeer, { card, bodyKind, fingerprint: (await fingerprintOf(card)).join(' '), means: 'phone' });
};
const negotiated = {
  purposes: ['custody_transfer'], categories: ['unaccompanied'], territory: ['MX'], validFrom: '2026-01-01', validUntil: '2026-12-31',
  fieldPolicy: { byClass: { A: 'at_offer', B: 'at_offer', C: 'after_acceptance', D: 'never' }, byField: {} },
  onwardSharing: 'forbidden', escalationHours: { emergency: 4, forced: 24, planned: 120 }, retentionDays: 90, legalBasis: 'Convenio de prueba',
};

test('a node issues its card once and again only when something on it changes', async () => {
  const first = valueOf(await issueOwnCard.run(here.services, here.nodeCaller, {}));
  expect(first.isNew).toBe(true);
  expect(valueOf(await issueOwnCard.run(here.services, here.nodeCaller, {}))).toEqual({ card: first.card, isNew: false });
  const moved = { ...here.services, settings: { ...here.services.settings, publicAddress: 'http://127.0.0.1:1' } };
  expect(valueOf(await issueOwnCard.run(moved, here.nodeCaller, {})).isNew).toBe(true);
  expect(valueOf(await issueOwnCard.run(here.services, here.nodeCaller, {})).isNew).toBe(true);
});

test('a peer is trusted only with the words its administrator read out', async () => {
  const card = await cardOf(there);
  const wrong = { card, bodyKind: 'consulate', fingerprint: 'uno dos tres cuatro cinco seis', means: 'phone' };
  expect(await run(here, addPeer, wrong)).toMatchObject({ ok: false, problem: { code: 'input-invalid', details: { field: 'fingerprint' } } });
  expect(await run(here, addPeer, { ...wrong, card: `${card.slice(0, -4)}AAAA` })).toMatchObject({ ok: false });
  expect(await run(here, addPeer, wrong, here.worker(['administrator']))).toMatchObject({ problem: { code: 'step-up-needed' } });
  expect(await run(here, addPeer, wrong, here.worker(['supervisor'], { hasSteppedUp: true }))).toMatchObject({ problem: { code: 'not-allowed' } });
  valueOf(await trust(here, there));
  expect(await trust(here, there)).toMatchObject({ problem: { code: 'already-done' } });
  expect(await trust(here, here)).toMatchObject({ problem: { code: 'receiver-is-self' } });
  valueOf(await trust(there, here, 'civil_society'));
  const { peers } = valueOf(await run(here, verbAt('/api/governance/peers'), {}, here.worker(['case_worker']))) as { peers: object[] };
  expect(peers).toMatchObject([{ nodeId: there.services.nodeId, name: 'Allá', status: 'active', bodyKind: 'consulate', dutyPhone: '+520000000000' }]);
});

test('a newer card of the same root is taken, an older or foreign one is not', async () => {
  const nodeId = there.services.nodeId;
  const old = await cardOf(there);
  const moved = { ...there.services, settings: { ...there.services.settings, publicAddress: 'http://127.0.0.1:9' } };
  const { card } = valueOf(await issueOwnCard.run(moved, there.nodeCaller, {}));
  valueOf(await run(here, changePeerCard, { nodeId, card }));
  expect(await run(here, changePeerCard, { nodeId, card: old })).toMatchObject({ problem: { code: 'already-done' } });
  expect(await run(here, changePeerCard, { nodeId, card: await cardOf(here) })).toMatchObject({ problem: { code: 'input-invalid' } });
});

test('the slow words of a card are computed once, whoever asks and however often', async () => {
  const computed: string[] = [];
  const kept = createFingerprints((card) => {
    computed.push(card);
    return fingerprintOf(card);
  });
  const counting = { ...here.services, vault: { ...here.services.vault, ...kept } };
  const own = verbAt('/api/governance/card');
  const card = await cardOf(there);
  for (let turn = 0; turn < 3; turn++) {
    const viewed = valueOf(await own.run(counting, administrator(here), {})) as { card: string; fingerprint: string };
    expect(viewed.fingerprint).toBe((await fingerprintOf(viewed.card)).join(' '));
    expect(await addPeer.run(counting, administrator(here), { card, bodyKind: 'consulate', fingerprint: 'x', means: 'phone' })).toMatchObject({ ok: false });
  }
  expect(computed).toEqual([await cardOf(here), card]);
});

const draft = async (more = {}) => valueOf(await run(here, draftAgreement, { peer: there.services.nodeId, ...negotiated, ...more })) as AgreementDocument;

test('an agreement is active at both once both have signed the same terms', async () => {
  const drafted = await draft();
  expect(await unit(here, (work) => findAgreement(work, there.services.nodeId, 'custody_transfer'))).toBeNull();
  const forged = { ...drafted, terms: { ...drafted.terms, retentionDays: 3650 } };
  expect(await run(there, signAgreement, { document: forged })).toMatchObject({ problem: { code: 'signature-invalid' } });
  const signed = valueOf(await run(there, signAgreement, { document: drafted })) as AgreementDocument;
  expect(await run(there, signAgreement, { document: drafted })).toMatchObject({ problem: { code: 'already-done' } });
  valueOf(await run(here, completeAgreement, { document: signed }));
  for (const [node, peer] of [[here, there], [there, here]] as const) {
    expect((await unit(node, (work) => findAgreement(work, peer.services.nodeId, 'custody_transfer')))?.terms).toEqual(drafted.terms);
    expect(await unit(node, (work) => findAgreement(work, peer.services.nodeId, 'referral'))).toBeNull();
  }
  const newer = await draft({ replaces: drafted.terms.agreementId, retentionDays: 30 });
  expect(newer.terms.version).toBe(2);
  expect((await unit(here, (work) => findAgreement(work, there.services.nodeId, 'custody_transfer')))?.terms.version).toBe(1);
  valueOf(await run(here, completeAgreement, { document: valueOf(await run(there, signAgreement, { document: newer })) }));
  expect((await unit(here, (work) => findAgreement(work, there.services.nodeId, 'custody_transfer')))?.terms.version).toBe(2);
});

test('the gate names what is missing: peer, agreement, cover, lock', async () => {
  const free = { originCountries: ['HN'], needsInternationalProtection: false, hasExpressConsent: false };
  const wanted = { peer: there.services.nodeId, purpose: 'custody_transfer', category: 'unaccompanied', country: 'MX', moment: 'offer', children: [free] } as const;
  const ask = (change = {}) => unit(here, (work) => requireFlow(work, { ...wanted, ...change }));
  expect((await ask()).ok).toBe(true);
  expect(await ask({ peer: here.services.nodeId })).toMatchObject({ problem: { code: 'unknown-sender' } });
  expect(await ask({ purpose: 'referral' })).toMatchObject({ problem: { code: 'no-agreement' } });
  expect(await ask({ country: 'GT' })).toMatchObject({ problem: { code: 'flow-not-allowed', details: { reason: 'territory' } } });
  expect(await ask({ children: [free, { ...free, needsInternationalProtection: true }] })).toMatchObject({ problem: { details: { reason: 'consular-lock' } } });
  valueOf(await run(here, suspendPeer, { nodeId: there.services.nodeId, reason: 'prueba' }));
  expect(await ask()).toMatchObject({ problem: { code: 'unknown-sender', details: { reason: 'suspended' } } });
  valueOf(await run(here, resumePeer, { nodeId: there.services.nodeId, reason: 'prueba', fencedIncarnation: 3 }));
  expect((await ask()).ok).toBe(true);
});

test('an ended agreement lets nothing flow', async () => {
  const { agreements } = valueOf(await run(here, verbAt('/api/governance/agreements'), {})) as { agreements: { terms: { agreementId: string }; status: string }[] };
  expect(agreements.map(({ status }) => status)).toEqual(['active', 'replaced']);
  valueOf(await run(here, endAgreement, { agreementId: agreements[0]!.terms.agreementId, reason: 'prueba' }));
  expect(await unit(here, (work) => findAgreement(work, there.services.nodeId, 'custody_transfer'))).toBeNull();
  expect(await run(here, endAgreement, { agreementId: agreements[0]!.terms.agreementId, reason: 'prueba' })).toMatchObject({ problem: { code: 'already-done' } });
});

test('every change of trust is a line of one unbroken chain, and a changed line shows', async () => {
  const list = async () => valueOf(await run(here, verbAt('/api/governance/trust-list'), {})) as { entries: { change: string }[]; isUnbroken: boolean };
  expect(await list()).toMatchObject({ isUnbroken: true, entries: [{ change: 'added' }, { change: 'card_changed' }, { change: 'suspended' }, { change: 'active', fencedIncarnation: 3 }] });
  expect(await unit(here, (work) => listTrustEntries(work.transaction))).toHaveLength(4);
  await sql`update governance.trust_entry set fenced_incarnation = 9 where sequence = 3`.execute(here.services.database);
  expect((await list()).isUnbroken).toBe(false);
});

test('that a peer is gone for good takes two persons, and is said once', async () => {
  const nodeId = there.services.nodeId;
  const [proposing, confirming] = [administrator(here), here.worker(['coordinator'], { hasSteppedUp: true })];
  const proposal = { nodeId, reason: 'El servidor se perdió en el incendio.', fencedIncarnation: 3 };
  expect(await run(here, decommissionPeer, proposal, confirming)).toMatchObject({ problem: { code: 'not-allowed' } });
  expect(await run(here, confirmDecommission, { nodeId }, confirming)).toMatchObject({ problem: { code: 'not-found' } });
  valueOf(await run(here, decommissionPeer, proposal, proposing));
  expect(await run(here, decommissionPeer, proposal)).toMatchObject({ problem: { code: 'already-done' } });
  expect(await run(here, confirmDecommission, { nodeId }, proposing)).toMatchObject({ problem: { code: 'not-allowed', details: { reason: 'second-person' } } });
  expect(await run(here, confirmDecommission, { nodeId }, here.worker(['coordinator']))).toMatchObject({ problem: { code: 'step-up-needed' } });
  const peersAt = async () => (valueOf(await run(here, verbAt('/api/governance/peers'), {})) as { peers: { status: string; decommissionProposal: object | null; fencedIncarnation: number }[] }).peers;
  expect(await peersAt()).toMatchObject([{ decommissionProposal: { proposedBy: proposing.actor, reason: proposal.reason } }]);
  await expectRebuilt([nodeAlone(here)], ['governance.decommission_proposal'], ['governance.trust_entry']);
  valueOf(await run(here, confirmDecommission, { nodeId }, confirming));
  expect(await peersAt()).toMatchObject([{ status: 'decommissioned', decommissionProposal: null, fencedIncarnation: 3 }]);
  expect(await run(here, confirmDecommission, { nodeId }, confirming)).toMatchObject({ problem: { code: 'not-found' } });
});
