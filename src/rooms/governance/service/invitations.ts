import { Check } from 'typebox/value';
import { addDays } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { hashToken, isValidAt, keyInUse, randomToken, sealTo, verifyJson, verifyNodeCard, type NodeCard } from '#platform/vault/index.ts';
import { endInvitation, statusOf, takeAnswer } from '../rules/invitations.ts';
import { addPeer } from '../rules/peers.ts';
import { confirmInvitation } from '../schema.ts';
import * as schema from '../schema/invitations.ts';
import { Invitation, InvitationAnswer, type InvitationMade, type ShownCard } from '../schema/invitations.ts';
import { findInvitation, findOwnCard, findPeer, listInvitations } from '../store.ts';
import { admissibleCard } from './verified-card.ts';

const byAdministrator = { roles: ['administrator'], needsStepUp: true } as const;
const answerPurpose = 'invitation-answer';

/** What a card says of a node, for people to look at before they trust it. */
export async function shownCard(unit: UnitOfWork, { nodeId, name, country, endpoint, dutyPhone }: NodeCard): Promise<ShownCard> {
  return { nodeId, name, country, endpoint, dutyPhone, isKnown: (await findPeer(unit.transaction, nodeId)) !== null };
}

/**
 * Reads an invitation and proves that the node whose card is in it has signed it. Refuses as `verifyJson` and `verifyNodeCard`, and
 * `state-changed` reason `invitation-expired`.
 */
export async function readInvitation(unit: UnitOfWork, text: string): Promise<Result<{ readonly invitation: Invitation; readonly card: NodeCard }>> {
  let card: NodeCard | null = null;
  const verified = await verifyJson('invitation', text, async (kid, claimed) => {
    if (!Check(Invitation, claimed)) return refuse('message-malformed', { reason: 'invitation' });
    const inside = await verifyNodeCard(claimed.card);
    if (!inside.ok) return inside;
    card = inside.value;
    const key = inside.value.nodeId === claimed.by ? inside.value.signing.find((candidate) => candidate.kid === kid) : undefined;
    return key && isValidAt(key, unit.now) ? succeed(key) : refuse('signature-invalid', { reason: 'key' });
  });
  if (!verified.ok) return verified;
  const invitation = verified.value.payload as Invitation;
  return invitation.expiresAt < unit.now ? refuse('state-changed', { reason: 'invitation-expired' }) : succeed({ invitation, card: card! });
}

/** The card in what an administrator pasted: a card, or an invitation with one inside. */
export async function cardTextIn(unit: UnitOfWork, text: string): Promise<Result<string>> {
  const invited = await readInvitation(unit, text);
  if (invited.ok) return succeed(invited.value.invitation.card);
  const isInvitation = invited.problem.code === 'state-changed';
  return isInvitation ? invited : succeed(text);
}

/** The answer of this node to an invitation, sealed to who invites; with where it goes. Refuses as `readInvitation`, `not-found`. */
export async function answerTo(unit: UnitOfWork, text: string): Promise<Result<{ readonly endpoint: string; readonly answer: string }>> {
  const invited = await readInvitation(unit, text);
  if (!invited.ok) return invited;
  const own = await findOwnCard(unit.transaction);
  if (own === null) return refuse('not-found', { what: 'own-card' });
  const { invitation, card } = invited.value;
  const answer: InvitationAnswer = { typ: 'invitation-answer/1', secret: invitation.secret, card: own };
  return succeed({ endpoint: card.endpoint, answer: await sealTo(keyInUse(card.sealing, unit.now), Buffer.from(JSON.stringify(answer)), answerPurpose, card.nodeId) });
}

/** Takes the sealed answer of an invited node. Whoever has no valid invitation learns `not-found` and nothing else. @returns what was recorded */
export async function takeSealedAnswer(unit: UnitOfWork, sealed: string): Promise<Result<Operation[]>> {
  const none = refuse('not-found', { what: 'invitation' });
  const opened = await unit.node.vault.openSealed(sealed.trim(), answerPurpose, unit.node.nodeId);
  if (!opened.ok) return none;
  const answer = parsed(opened.value.toString());
  if (!Check(InvitationAnswer, answer)) return none;
  const known = await findInvitation(unit.transaction, { secretHash: hashToken(answer.secret) });
  const card = known && (await verifyNodeCard(answer.card));
  if (!known || !card?.ok) return none;
  const isPeer = (await findPeer(unit.transaction, card.value.nodeId)) !== null;
  const taken = takeAnswer(known, { nodeId: card.value.nodeId, text: answer.card }, unit.node.nodeId, isPeer, unit.now);
  return taken.ok ? succeed(await record(unit, taken.value)) : taken;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const inviteVerb = command({
  name: 'governance.invite', input: schema.invite.input, scope: byAdministrator,
  load: async (unit, { days }) => {
    const card = await findOwnCard(unit.transaction);
    if (card === null) return refuse('not-found', { what: 'own-card' });
    const invitation: Invitation = { typ: 'invitation/1', invitationId: unit.newIdentifier(), by: unit.node.nodeId, card, secret: randomToken(), expiresAt: addDays(unit.now, days) };
    return succeed({ invitation, text: await unit.node.vault.sign('invitation', invitation), fingerprint: await unit.node.vault.fingerprint(card) });
  },
  decide: ({ invitation: { invitationId, secret, expiresAt }, text, fingerprint }, { note }) => {
    const body: InvitationMade = { invitationId, secretHash: hashToken(secret), note, expiresAt };
    return succeed({ operations: [{ kind: 'governance.invitation-made', childId: null, body }], output: { invitationId, invitation: text, expiresAt, fingerprint } });
  },
});

export const listInvitationsVerb = query({
  name: 'governance.list-invitations', input: schema.listInvitations.input, scope: { roles: ['administrator', 'coordinator'] },
  read: async (unit) => {
    const invitations = [];
    for (const { answerCard, ended: _ended, ...kept } of await listInvitations(unit.transaction)) {
      const card = answerCard === null ? null : await verifyNodeCard(answerCard);
      invitations.push({ ...kept, status: statusOf({ ...kept, answerCard, ended: _ended }, unit.now), answer: card?.ok ? await shownCard(unit, card.value) : null });
    }
    return succeed({ invitations });
  },
});

export const withdrawInvitationVerb = command({
  name: 'governance.withdraw-invitation', input: schema.withdrawInvitation.input, scope: { roles: ['administrator'] },
  load: async (unit, { invitationId }) => succeed(await findInvitation(unit.transaction, { invitationId })),
  decide: (known, _input, { now }) => {
    const ended = endInvitation(known, 'withdrawn', now);
    return ended.ok ? succeed({ operations: [ended.value], output: {} }) : ended;
  },
});

export const takeInvitationAnswerVerb = command({
  name: 'governance.take-invitation-answer', input: schema.takeInvitationAnswer.input, scope: { roles: ['administrator'] },
  load: async (unit, { answer }) => takeSealedAnswer(unit, answer),
  decide: () => succeed({ operations: [], output: {} }),
});

/** The words of the invited node were compared: it is a peer from now on. Refuses as `addPeer`, `endInvitation`. */
export const confirmInvitationVerb = command({
  name: 'governance.confirm-invitation', input: confirmInvitation.input, scope: byAdministrator,
  load: async (unit, { invitationId }) => {
    const known = await findInvitation(unit.transaction, { invitationId });
    if (!known?.answerCard) return refuse('not-found', { what: 'invitation' });
    const card = await admissibleCard(unit, known.answerCard);
    return card.ok ? succeed({ invitation: known, ...card.value }) : card;
  },
  decide: ({ invitation, card, self, known }, { bodyKind, fingerprint, means }, { actor, now }) => {
    const ended = endInvitation(invitation, 'confirmed', now);
    if (!ended.ok) return ended;
    const added = addPeer(self, known, card, { bodyKind, fingerprint, means, confirmedBy: actor });
    return added.ok ? succeed({ operations: [...added.value.operations, ended.value], output: added.value.output }) : added;
  },
});
