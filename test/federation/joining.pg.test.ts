import { afterAll, beforeAll, expect, test } from 'vitest';
import { valueOf, type Result } from '#kernel/result.ts';
import { governanceRoutes, issueOwnCard, listPeers } from '#rooms/governance/index.ts';
import type { InvitationView } from '#rooms/governance/schema/invitations.ts';
import { createFaultyWire, type FaultyWire } from '#test/support/faulty-wire.ts';
import { expectRebuilt, nodeAlone } from '#test/support/rebuilt.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';
import { sql } from 'kysely';
import { createFederatedNode, type FederatedNode } from './world.ts';

/* Two agencies that have never spoken: one invites, the other answers, both compare six words with a person, and only then they trust. */

let wire: FaultyWire;
let clock: VirtualClock;
let [host, guest] = [] as unknown as [FederatedNode, FederatedNode];
beforeAll(async () => {
  wire = createFaultyWire(41);
  clock = createVirtualClock();
  [host, guest] = [await createFederatedNode({ seed: 1, clock, wire }), await createFederatedNode({ seed: 2, clock, wire })];
  for (const { test: node } of [host, guest]) valueOf(await issueOwnCard.run(node.services, node.nodeCaller, {}));
});
afterAll(() => Promise.all([host, guest].map(({ test: node }) => node.close())));

const run = async <Output>(node: FederatedNode, path: string, input: object, method = 'POST'): Promise<Result<Output>> => {
  const { verb } = [...governanceRoutes, ...node.federation.routes].find(({ endpoint }) => endpoint.path === path && endpoint.method === method)!;
  return (await verb.run(node.test.services, node.test.worker(['administrator'], { hasSteppedUp: true }), input)) as Result<Output>;
};
const invite = async (days = 7) => valueOf(await run<{ invitationId: string; invitation: string; fingerprint: string }>(host, '/api/governance/invitations', { note: 'Casa de la prueba', days }));
const answer = async (invitation: string) => valueOf(await run<{ isDelivered: boolean; answer: string }>(guest, '/api/federation/invitations/answer', { invitation }));
const invitations = async () => valueOf(await run<{ invitations: InvitationView[] }>(host, '/api/governance/invitations', {}, 'GET')).invitations;
const peersOf = (node: FederatedNode) => node.asNode(async ({ transaction }) => (await listPeers(transaction)).map(({ nodeId, status }) => `${nodeId} ${status}`));
const wordsOf = async (node: FederatedNode) => valueOf(await run<{ fingerprint: string }>(node, '/api/governance/card', {}, 'GET')).fingerprint;
const ways = { bodyKind: 'civil_society', means: 'phone' };

test('both confirm with the words of the other, and an invitation is used once', async () => {
  const { invitationId, invitation, fingerprint } = await invite();
  expect(await run(guest, '/api/governance/cards/inspection', { card: invitation })).toMatchObject({ ok: true, value: { nodeId: host.id, isInvitation: true, isKnown: false } });
  expect((await answer(invitation)).isDelivered).toBe(true);
  expect((await answer(invitation)).isDelivered).toBe(true);
  expect(await peersOf(host)).toEqual([]);
  expect(await invitations()).toMatchObject([{ invitationId, status: 'answered', answer: { nodeId: guest.id } }]);
  const confirm = (words: string) => run(host, '/api/governance/invitations/:invitationId/confirmation', { invitationId, ...ways, fingerprint: words });
  expect(await confirm(fingerprint)).toMatchObject({ problem: { code: 'input-invalid', details: { field: 'fingerprint' } } });
  valueOf(await confirm(await wordsOf(guest)));
  expect(await run(guest, '/api/governance/peers', { card: invitation, ...ways, fingerprint: await wordsOf(guest) })).toMatchObject({ problem: { code: 'input-invalid' } });
  valueOf(await run(guest, '/api/governance/peers', { card: invitation, ...ways, fingerprint }));
  expect([await peersOf(host), await peersOf(guest)]).toEqual([[`${guest.id} active`], [`${host.id} active`]]);
  expect(await confirm(await wordsOf(guest))).toMatchObject({ problem: { code: 'state-changed' } });
  expect((await answer(invitation)).isDelivered).toBe(false);
});

test('who has no valid invitation learns nothing: not late, not withdrawn, not altered, not invented', async () => {
  const late = await invite(1);
  const withdrawn = await invite();
  valueOf(await run(host, '/api/governance/invitations/:invitationId/withdrawal', { invitationId: withdrawn.invitationId }));
  expect((await answer(withdrawn.invitation)).isDelivered).toBe(false);
  const [head, body, signature] = late.invitation.split('.');
  const altered = Buffer.from(Buffer.from(body!, 'base64url').toString().replace(/"expiresAt":"2026/, '"expiresAt":"2027')).toString('base64url');
  expect(await run(guest, '/api/federation/invitations/answer', { invitation: [head, altered, signature].join('.') })).toMatchObject({ problem: { code: 'signature-invalid' } });
  const { answer: sealed } = await answer(late.invitation);
  clock.advanceHours(25);
  expect(await run(guest, '/api/governance/cards/inspection', { card: late.invitation })).toMatchObject({ problem: { details: { reason: 'invitation-expired' } } });
  const before = await invitations();
  for (const body of [sealed, `${sealed.slice(0, -8)}AAAAAAAA`, '', 'x'.repeat(500)]) {
    const refused = await wire.endOf(guest.address).send(host.address, { method: 'POST', path: '/fed/1/invitation', headers: {}, body });
    expect(refused).toMatchObject({ ok: true, value: { status: 404 } });
  }
  expect(await invitations()).toEqual(before);
});

test('without a line the answer travels as a file; the invitations are rebuilt from the log', async () => {
  const third = await createFederatedNode({ seed: 3, clock, wire });
  valueOf(await issueOwnCard.run(third.test.services, third.test.nodeCaller, {}));
  const { invitation } = await invite();
  wire.part(host.address, third.address);
  const answered = valueOf(await run<{ isDelivered: boolean; answer: string }>(third, '/api/federation/invitations/answer', { invitation }));
  expect(answered.isDelivered).toBe(false);
  valueOf(await run(host, '/api/governance/invitations/answer', { answer: answered.answer }));
  expect((await invitations())[0]).toMatchObject({ status: 'answered', answer: { nodeId: third.id } });
  await third.test.close();
  await sql`drop schema probe cascade`.execute(host.test.services.database);
  await expectRebuilt([nodeAlone(host.test)], ['governance.invitation']);
});
