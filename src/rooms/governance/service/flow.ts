import { dayOf } from '#kernel/instant.ts';
import type { NodeId, Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { Agreement, AgreementView, CaseCategory, FlowPurpose } from '../schema.ts';
import { viewOf } from '../rules/agreements.ts';
import { consularLock, type LockFacts } from '../rules/locks.ts';
import { covers, isActive, type Flow, type FlowMoment } from '../rules/policy.ts';
import { findPeer, listAgreements, type TrustedPeer } from '../store.ts';

/** The agreements with a peer that count today. */
export async function listActiveAgreements(unit: UnitOfWork, peer: NodeId): Promise<Agreement[]> {
  const today = dayOf(unit.now);
  return (await listAgreements(unit.transaction, peer)).filter((agreement) => isActive(agreement, today));
}

/** The active agreement with a peer for a purpose; of several the one that runs longest. Nothing when there is none. */
export async function findAgreement(unit: UnitOfWork, peer: NodeId, purpose: FlowPurpose): Promise<Agreement | null> {
  const active = (await listActiveAgreements(unit, peer)).filter((agreement) => agreement.terms.purposes.includes(purpose));
  return active.reduce<Agreement | null>((best, agreement) => (best && best.terms.validUntil >= agreement.terms.validUntil ? best : agreement), null);
}

/** An agreement by its identifier in the newest version that both have signed, whether or not it still counts. */
async function findAgreementById(unit: UnitOfWork, agreementId: Uuid): Promise<Agreement | null> {
  const versions = (await listAgreements(unit.transaction)).filter(({ terms }) => terms.agreementId === agreementId);
  return versions.find(({ terms, signatures }) => terms.parties.every((party) => signatures[party] !== undefined)) ?? null;
}

/** One version of an agreement, whether or not it still counts; the newest that both have signed where no version is named. */
export async function findAgreementVersion(unit: UnitOfWork, agreementId: Uuid, version: number | undefined): Promise<Agreement | null> {
  if (version === undefined) return findAgreementById(unit, agreementId);
  return (await listAgreements(unit.transaction)).find(({ terms }) => terms.agreementId === agreementId && terms.version === version) ?? null;
}

/** A peer with which traffic flows. Refuses `unknown-sender` with the reason `unknown`, `suspended` or `decommissioned`. */
export async function getActivePeer(unit: UnitOfWork, nodeId: NodeId): Promise<Result<TrustedPeer>> {
  const peer = await findPeer(unit.transaction, nodeId);
  if (!peer) return refuse('unknown-sender', { node: nodeId, reason: 'unknown' });
  return peer.status === 'active' ? succeed(peer) : refuse('unknown-sender', { node: nodeId, reason: peer.status });
}

interface WantedFlow {
  readonly peer: NodeId;
  readonly purpose: FlowPurpose;
  readonly category: CaseCategory;
  /** ISO 3166-1 alpha-2 of the country in which the children are. */
  readonly country: string;
  readonly moment: FlowMoment;
  /** One entry for each child that would travel. */
  readonly children: readonly LockFacts[];
}

/**
 * The gate before anything about children leaves this node. Refuses `unknown-sender` (peer not active), `no-agreement`
 * and `flow-not-allowed` (reason `purpose`, `category`, `territory` or `consular-lock`).
 */
export async function requireFlow(unit: UnitOfWork, wanted: WantedFlow): Promise<Result<{ agreement: Agreement; flow: Flow; peer: TrustedPeer }>> {
  const { peer: nodeId, purpose, category, country, moment } = wanted;
  const peer = await getActivePeer(unit, nodeId);
  if (!peer.ok) return peer;
  const agreement = await findAgreement(unit, nodeId, purpose);
  if (!agreement) return refuse('no-agreement', { node: nodeId, purpose });
  const flow: Flow = { purpose, from: unit.node.nodeId, to: nodeId, receiver: peer.value.bodyKind, category, country, moment };
  const covered = covers(agreement.terms, flow);
  if (!covered.ok) return covered;
  for (const facts of wanted.children) {
    const free = consularLock(facts, peer.value);
    if (!free.ok) return free;
  }
  return succeed({ agreement, flow, peer: peer.value });
}

/** All agreements as this node sees them now: state and days left. */
export const listAgreementViews = async (unit: UnitOfWork): Promise<AgreementView[]> =>
  (await listAgreements(unit.transaction)).map((agreement) => viewOf(agreement, unit.node.nodeId, unit.now));
