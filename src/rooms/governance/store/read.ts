import type { Transaction } from '#platform/db/transact.ts';
import type { NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { sha256Of, type NodeCard } from '#platform/vault/index.ts';
import type { Agreement, AgreementTerms, BodyKind, KeptPeer, Peer, PeerStatus, TrustEntry } from '../schema.ts';
import type { LinkPosition, RevokedKey } from '../schema/keys.ts';
import { withReplacements } from '../rules/agreements.ts';

/** A revoked key with the root's word for it. */
export interface KeptRevocation extends RevokedKey {
  readonly revocation: string;
}

type PeerRow = {
  node_id: NodeId;
  status: PeerStatus;
  body_kind: BodyKind;
  card: NodeCard;
  card_signed: string;
  card_hash: string;
  fingerprint: string;
  confirmed_by: string;
  confirmed_at: Instant;
  means: Peer['means'];
  fenced_incarnation: number;
  since: Instant;
  revoked: Record<string, KeptRevocation>;
};

export type GovernanceTables = {
  'governance.own_card': { serial: number; card_signed: string; issued_at: Instant };
  'governance.own_revocation': { kid: string; since: Instant; reason: string; last_good: Record<NodeId, LinkPosition>; revoked_at: Instant };
  'governance.peer': PeerRow;
  'governance.decommission_proposal': { node_id: NodeId; reason: string; fenced_incarnation: number; proposed_by: string; proposed_label: string; proposed_at: Instant };
  'governance.trust_entry': {
    sequence: number; operation_id: Uuid; node_id: NodeId; change: TrustEntry['change']; at: Instant; by: string;
    card_hash: string; fenced_incarnation: number; previous_hash: string; hash: string;
  };
  'governance.agreement': {
    agreement_id: Uuid; version: number; peer: NodeId; terms: AgreementTerms; signatures: Record<string, string>; ended_at: Instant | null;
  };
  'governance.withheld_fact': { child_id: string; operation_id: Uuid; node: NodeId; reason: string; at: Instant };
};

export const cardHashOf = (signedCard: string): string => sha256Of(signedCard);

/** A peer with everything its card says: keys, address, duty telephone. */
export interface TrustedPeer extends Peer {
  readonly card: NodeCard;
}

type ProposalRow = GovernanceTables['governance.decommission_proposal'];

const peerOf = (row: PeerRow, proposal: ProposalRow | undefined): TrustedPeer => ({
  nodeId: row.node_id,
  name: row.card.name,
  member: row.card.member,
  country: row.card.country,
  bodyKind: row.body_kind,
  status: row.status,
  endpoint: row.card.endpoint,
  dutyPhone: row.card.dutyPhone,
  softwareVersion: row.card.softwareVersion,
  cardHash: row.card_hash,
  cardSerial: row.card.serial,
  keysValidUntil: row.card.signing.map((key) => key.notAfter).reduce((latest, moment) => (moment > latest ? moment : latest)),
  fingerprint: row.fingerprint,
  confirmedBy: row.confirmed_by,
  confirmedAt: row.confirmed_at,
  means: row.means,
  fencedIncarnation: row.fenced_incarnation,
  since: row.since,
  decommissionProposal: proposal
    ? { reason: proposal.reason, fencedIncarnation: proposal.fenced_incarnation, proposedBy: proposal.proposed_by, proposedLabel: proposal.proposed_label, proposedAt: proposal.proposed_at } : null,
  revokedKeys: Object.values(row.revoked).map(({ revocation: _revocation, ...key }) => key).sort((one, other) => (one.at < other.at ? 1 : -1)),
  card: row.card,
});

const proposals = (transaction: Transaction) => transaction.withTables<GovernanceTables>().selectFrom('governance.decommission_proposal').selectAll();

/** A peer of any status, or nothing. */
export async function findPeer(transaction: Transaction, nodeId: NodeId): Promise<TrustedPeer | null> {
  const row = await transaction.withTables<GovernanceTables>().selectFrom('governance.peer').selectAll().where('node_id', '=', nodeId).executeTakeFirst();
  return row ? peerOf(row, await proposals(transaction).where('node_id', '=', nodeId).executeTakeFirst()) : null;
}

/** All peers as they are kept beside the keys. */
export async function listKeptPeers(transaction: Transaction): Promise<KeptPeer[]> {
  const rows = await transaction.withTables<GovernanceTables>().selectFrom('governance.peer').selectAll().orderBy('node_id').execute();
  return rows.map((row) => ({
    nodeId: row.node_id, card: row.card_signed, bodyKind: row.body_kind, fingerprint: row.fingerprint, confirmedBy: row.confirmed_by, means: row.means,
    status: row.status, fencedIncarnation: row.fenced_incarnation, revocations: Object.values(row.revoked).map(({ revocation }) => revocation),
  }));
}

/** All peers, also those that were suspended or decommissioned, by name. */
export async function listPeers(transaction: Transaction): Promise<TrustedPeer[]> {
  const rows = await transaction.withTables<GovernanceTables>().selectFrom('governance.peer').selectAll().orderBy('node_id').execute();
  const proposed = new Map((await proposals(transaction).execute()).map((proposal) => [proposal.node_id, proposal]));
  return rows.map((row) => peerOf(row, proposed.get(row.node_id))).sort((one, other) => one.name.localeCompare(other.name));
}

/** The peers that messages go to and come from, by name. */
export const listActivePeers = async (transaction: Transaction): Promise<TrustedPeer[]> => (await listPeers(transaction)).filter(({ status }) => status === 'active');

export async function findOwnCard(transaction: Transaction): Promise<string | null> {
  const row = await transaction.withTables<GovernanceTables>().selectFrom('governance.own_card').select('card_signed').orderBy('serial', 'desc').limit(1).executeTakeFirst();
  return row?.card_signed ?? null;
}

/** The signed cards of these nodes, this one's own among them where it is asked for; of a stranger there is none. */
export async function signedCardsOf(transaction: Transaction, self: NodeId, nodeIds: readonly NodeId[]): Promise<string[]> {
  const rows = nodeIds.length === 0 ? [] : await transaction.withTables<GovernanceTables>().selectFrom('governance.peer').select('card_signed').where('node_id', 'in', [...nodeIds]).orderBy('node_id').execute();
  const own = nodeIds.includes(self) ? await findOwnCard(transaction) : null;
  return [...(own === null ? [] : [own]), ...rows.map((row) => row.card_signed)];
}

/** The keys of this node that were revoked. */
export const listOwnRevocations = (transaction: Transaction): Promise<GovernanceTables['governance.own_revocation'][]> =>
  transaction.withTables<GovernanceTables>().selectFrom('governance.own_revocation').selectAll().orderBy('revoked_at').execute();

export async function listTrustEntries(transaction: Transaction): Promise<TrustEntry[]> {
  const rows = await transaction.withTables<GovernanceTables>().selectFrom('governance.trust_entry').selectAll().orderBy('sequence').execute();
  return rows.map((row) => ({
    sequence: row.sequence, nodeId: row.node_id, change: row.change, at: row.at, by: row.by,
    cardHash: row.card_hash, fencedIncarnation: row.fenced_incarnation, previousHash: row.previous_hash, hash: row.hash,
  }));
}

/** All versions of all agreements, or of those with one peer; of one agreement the newest version first. */
export async function listAgreements(transaction: Transaction, peer?: NodeId): Promise<Agreement[]> {
  let rows = transaction.withTables<GovernanceTables>().selectFrom('governance.agreement').selectAll();
  if (peer !== undefined) rows = rows.where('peer', '=', peer);
  const found = await rows.orderBy('agreement_id').orderBy('version', 'desc').execute();
  return withReplacements(found.map((row) => ({ terms: row.terms, signatures: row.signatures, endedAt: row.ended_at })));
}

/** What a sender kept back of a child's file as a whole, oldest first. */
export async function listWithheldFacts(transaction: Transaction, childId: string): Promise<GovernanceTables['governance.withheld_fact'][]> {
  return transaction.withTables<GovernanceTables>().selectFrom('governance.withheld_fact').selectAll().where('child_id', '=', childId).orderBy('at').execute();
}
