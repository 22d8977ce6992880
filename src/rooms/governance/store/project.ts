import { sql } from 'kysely';
import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { deleteRowsOf } from '#platform/db/delete-rows.ts';
import type { Transaction } from '#platform/db/transact.ts';
import { eachByItself, type Projector } from '#platform/services.ts';
import { canonicalJson, claimedIn, sha256Of, verifyNodeCard, type NodeCard } from '#platform/vault/index.ts';
import { valueOf } from '#kernel/result.ts';
import type { AgreementDocument, AgreementEnded, DecommissionProposed, DecommissionWithdrawn, FactWithheld, LeavingDeclared, OwnCardIssued, PeerAdded, PeerCardChanged, PeerStatusChanged, TrustEntry } from '../schema.ts';
import type { KeyRevocation, OwnKeyRevoked, PeerKeyRevoked } from '../schema/keys.ts';
import type { InvitationAnswered, InvitationEnded, InvitationMade } from '../schema/invitations.ts';
import type { CountryRootAdopted, MembershipDocument } from '../schema/membership.ts';
import { otherParty } from '../rules/agreements.ts';
import { invitationAnswered, invitationEnded, invitationMade } from './invitations.ts';
import { leavingDeclared, leavingWithdrawn, nodeLeft } from './leaving.ts';
import { countryRootAdopted, membershipRecorded } from './membership.ts';
import { cardHashOf, type GovernanceTables } from './read.ts';

/** Writes the governance tables from one operation: their only writer. */
export const projectGovernance: Projector = eachByItself(async ({ node, transaction }, operation) => {
  switch (operation.kind) {
    case 'governance.own-card-issued': return ownCardIssued(transaction, operation as Operation<string, OwnCardIssued>);
    case 'governance.peer-added': return peerAdded(transaction, operation as Operation<string, PeerAdded>);
    case 'governance.peer-card-changed': return cardChanged(transaction, operation as Operation<string, PeerCardChanged>);
    case 'governance.peer-status-changed': return statusChanged(transaction, operation as Operation<string, PeerStatusChanged>);
    case 'governance.own-key-revoked': return ownKeyRevoked(transaction, operation as Operation<string, OwnKeyRevoked>);
    case 'governance.peer-key-revoked': return peerKeyRevoked(transaction, operation as Operation<string, PeerKeyRevoked>);
    case 'governance.leaving-declared': return leavingDeclared(transaction, operation as Operation<string, LeavingDeclared>);
    case 'governance.leaving-withdrawn': return leavingWithdrawn(transaction);
    case 'governance.node-left': return nodeLeft(transaction, operation);
    case 'governance.invitation-made': return invitationMade(transaction, operation as Operation<string, InvitationMade>);
    case 'governance.invitation-answered': return invitationAnswered(transaction, operation as Operation<string, InvitationAnswered>);
    case 'governance.invitation-ended': return invitationEnded(transaction, operation as Operation<string, InvitationEnded>);
    case 'governance.country-root-adopted': return countryRootAdopted(transaction, operation as Operation<string, CountryRootAdopted>);
    case 'governance.membership-recorded': return membershipRecorded(transaction, operation as Operation<string, MembershipDocument>);
    case 'governance.decommission-proposed': return decommissionProposed(transaction, operation as Operation<string, DecommissionProposed>);
    case 'governance.decommission-withdrawn': return forgetProposal(transaction, (operation as Operation<string, DecommissionWithdrawn>).body.nodeId);
    case 'governance.agreement-recorded': return agreementRecorded(transaction, operation as Operation<string, AgreementDocument>, node.nodeId);
    case 'governance.agreement-ended': return agreementEnded(transaction, operation as Operation<string, AgreementEnded>);
    case 'governance.fact-withheld': return factWithheld(transaction, operation as Operation<string, FactWithheld>);
    default: throw new Error(`the governance room does not know ${operation.kind}`);
  }
});

const cardIn = async (signed: string): Promise<NodeCard> => valueOf(await verifyNodeCard(signed));

async function ownCardIssued(transaction: Transaction, operation: Operation<string, OwnCardIssued>): Promise<void> {
  const { serial, issuedAt } = await cardIn(operation.body.card);
  await transaction.withTables<GovernanceTables>().insertInto('governance.own_card')
    .values({ serial, card_signed: operation.body.card, issued_at: issuedAt }).execute();
}

async function peerAdded(transaction: Transaction, operation: Operation<string, PeerAdded>): Promise<void> {
  const { nodeId, card, bodyKind, fingerprint, confirmedBy, means } = operation.body;
  const at = instantOf(operation.madeAt);
  await transaction.withTables<GovernanceTables>().insertInto('governance.peer').values({
    node_id: nodeId, status: 'active', body_kind: bodyKind, card: await cardIn(card), card_signed: card, card_hash: cardHashOf(card),
    fingerprint, confirmed_by: confirmedBy, confirmed_at: at, means, fenced_incarnation: 0, since: at, revoked: {},
  }).execute();
  await chain(transaction, operation, nodeId, 'added');
}

async function cardChanged(transaction: Transaction, operation: Operation<string, PeerCardChanged>): Promise<void> {
  const { nodeId, card, fingerprint } = operation.body;
  await transaction.withTables<GovernanceTables>().updateTable('governance.peer')
    .set({ card: await cardIn(card), card_signed: card, card_hash: cardHashOf(card), fingerprint }).where('node_id', '=', nodeId).execute();
  await chain(transaction, operation, nodeId, 'card_changed');
}

async function statusChanged(transaction: Transaction, operation: Operation<string, PeerStatusChanged>): Promise<void> {
  const { nodeId, status, fencedIncarnation } = operation.body;
  await transaction.withTables<GovernanceTables>().updateTable('governance.peer')
    .set({ status, fenced_incarnation: fencedIncarnation, since: instantOf(operation.madeAt) }).where('node_id', '=', nodeId).execute();
  if (status === 'decommissioned') await forgetProposal(transaction, nodeId);
  await chain(transaction, operation, nodeId, status);
}

async function ownKeyRevoked(transaction: Transaction, { body: { kid, since, reason, lastGood }, madeAt }: Operation<string, OwnKeyRevoked>): Promise<void> {
  await transaction.withTables<GovernanceTables>().insertInto('governance.own_revocation').values({ kid, since, reason, last_good: lastGood, revoked_at: instantOf(madeAt) }).execute();
}

async function peerKeyRevoked(transaction: Transaction, operation: Operation<string, PeerKeyRevoked>): Promise<void> {
  const { nodeId, revocation, voided } = operation.body;
  const { kid, since, reason, lastGood } = claimedIn(revocation) as KeyRevocation;
  const revoked = { [kid]: { kid, since, reason, lastGood, voided, at: instantOf(operation.madeAt), revocation } };
  await transaction.withTables<GovernanceTables>().updateTable('governance.peer').set({ revoked: sql`revoked || ${JSON.stringify(revoked)}::jsonb` }).where('node_id', '=', nodeId).execute();
  await chain(transaction, operation, nodeId, 'key_revoked');
}

/** What a signed text says. Only for what was verified when it was recorded. */

async function decommissionProposed(transaction: Transaction, { body, actor, actorLabel, madeAt }: Operation<string, DecommissionProposed>): Promise<void> {
  const { nodeId, reason, fencedIncarnation } = body;
  await transaction.withTables<GovernanceTables>().insertInto('governance.decommission_proposal')
    .values({ node_id: nodeId, reason, fenced_incarnation: fencedIncarnation, proposed_by: actor, proposed_label: actorLabel, proposed_at: instantOf(madeAt) }).execute();
}

async function forgetProposal(transaction: Transaction, nodeId: NodeId): Promise<void> {
  await transaction.withTables<GovernanceTables>().deleteFrom('governance.decommission_proposal').where('node_id', '=', nodeId).execute();
}

/** Adds a line to the trust list. Operations are recorded one transaction after the other, so the last line is the last. */
async function chain(transaction: Transaction, operation: Operation, nodeId: NodeId, change: TrustEntry['change']): Promise<void> {
  const tables = transaction.withTables<GovernanceTables>();
  const last = await tables.selectFrom('governance.trust_entry').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1).executeTakeFirst();
  const peer = await tables.selectFrom('governance.peer').select(['card_hash', 'fenced_incarnation']).where('node_id', '=', nodeId).executeTakeFirstOrThrow();
  const link = {
    sequence: (last?.sequence ?? 0) + 1, nodeId, change, at: instantOf(operation.madeAt), by: operation.actor,
    cardHash: peer.card_hash, fencedIncarnation: peer.fenced_incarnation, previousHash: last?.hash ?? '',
  };
  await tables.insertInto('governance.trust_entry').values({
    sequence: link.sequence, operation_id: operation.id, node_id: nodeId, change, at: link.at, by: link.by,
    card_hash: link.cardHash, fenced_incarnation: link.fencedIncarnation, previous_hash: link.previousHash, hash: hashOf(link),
  }).execute();
}

const hashOf = (link: Omit<TrustEntry, 'hash'>): string => sha256Of(canonicalJson(link));

/** Whether every line of the trust list holds and follows the one before. */
export const isUnbroken = (entries: readonly TrustEntry[]): boolean =>
  entries.every(({ hash, ...link }, index) =>
    link.sequence === index + 1 && link.previousHash === (entries[index - 1]?.hash ?? '') && hash === hashOf(link));

async function agreementRecorded(transaction: Transaction, { body }: Operation<string, AgreementDocument>, self: NodeId): Promise<void> {
  const { terms, signatures } = body;
  await transaction.withTables<GovernanceTables>().insertInto('governance.agreement')
    .values({ agreement_id: terms.agreementId, version: terms.version, peer: otherParty(terms, self), terms, signatures, ended_at: null })
    .onConflict((conflict) => conflict.columns(['agreement_id', 'version']).doUpdateSet({ signatures }))
    .execute();
}

async function agreementEnded(transaction: Transaction, operation: Operation<string, AgreementEnded>): Promise<void> {
  await transaction.withTables<GovernanceTables>().updateTable('governance.agreement').set({ ended_at: instantOf(operation.madeAt) })
    .where('agreement_id', '=', operation.body.agreementId).where('ended_at', 'is', null).execute();
}

async function factWithheld(transaction: Transaction, operation: Operation<string, FactWithheld>): Promise<void> {
  if (operation.childId === null) throw new Error('a withheld fact belongs to a child');
  await transaction.withTables<GovernanceTables>().insertInto('governance.withheld_fact')
    .values({ child_id: operation.childId, operation_id: operation.id, node: operation.node, reason: operation.body.withheld, at: instantOf(operation.madeAt) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** For a child who is erased: what was withheld of her. */
export const forgetChild = (transaction: Transaction, childId: ChildId): Promise<void> => deleteRowsOf(transaction, childId, ['governance.withheld_fact']);
