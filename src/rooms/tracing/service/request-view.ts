import { succeed } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { asNode } from '#platform/db/transact.ts';
import { logAccess } from '#platform/ledger/access-log.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findPeer } from '#rooms/governance/index.ts';
import { findScope, summariesOf } from '#rooms/person/index.ts';
import { displayNameOf, initialsOf } from '#rooms/person/rules.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { stateOf, type Candidate } from '../rules/candidate.ts';
import { isWaiting, standingOf, type TracingRequest } from '../rules/request.ts';
import { isAlike, isFeared, pairWarnings, type Warning } from '../rules/warnings.ts';
import { viewTracing, type CandidateItem, type RequestView } from '../schema.ts';
import { findQuestions, findRequest, lastSeen, otherClaims, requestsWith } from '../store/requests.ts';
import { lastAsked } from '../store/standing.ts';
import { getRequest } from './requests.ts';
import type { FindCustodians } from './search.ts';
import { consentingAmong } from './standing.ts';

/** What is to be borne in mind about one candidate of a request. */
export function warningsOf(request: TracingRequest, candidate: Candidate, values: PartialProfile, isClaimed: boolean): Warning[] {
  const others = [...request.candidates.values()].filter((other) => other.childId !== candidate.childId && isWaiting(other)).map(({ probability }) => probability);
  return [
    ...(isFeared(values, request.told.inquirer.relation) ? ['danger' as const] : []),
    ...(isClaimed ? ['claimed' as const] : []),
    ...pairWarnings(candidate.evidence, [request.told.sought, values]),
    ...(isWaiting(candidate) && isAlike(candidate.probability, others) ? ['alike' as const] : []),
  ];
}

const order: readonly CandidateItem['state'][] = ['reunified', 'confirmed', 'likely', 'possible', 'refuted'];

/** Those who may be the one sought, as this caller may see them, the most probable first; who did not consent is never among them. */
async function candidatesOf(unit: UnitOfWork, request: TracingRequest, findCustodians: FindCustodians, seenAt: string | null): Promise<CandidateItem[]> {
  const candidates = [...request.candidates.values()].filter((candidate) => !candidate.isGone || !isWaiting({ ...candidate, isGone: false }));
  const childIds = candidates.map(({ childId }) => childId);
  const [consenting, claimed, people] = await asNode(unit.transaction, async () => [
    await consentingAmong(unit, childIds), await otherClaims(unit, request.requestId, childIds), new Map((await summariesOf(unit, childIds)).map(({ childId, values }) => [childId, values])),
  ] as const);
  const custodians = await findCustodians(unit, childIds);
  const items: CandidateItem[] = [];
  for (const candidate of candidates) {
    const { childId, band, foundAt, confirmations, hasComeBack, evidence } = candidate;
    const values = people.get(childId);
    if (!values || !consenting.has(childId)) continue;
    const mayOpen = (await findScope(unit.transaction, childId)) !== undefined;
    const custodian = custodians.get(childId);
    items.push({
      childId: mayOpen ? childId : null, reference: childId, name: mayOpen ? displayNameOf(values) : initialsOf(values), state: stateOf(candidate), band, foundAt, isFresh: isWaiting(candidate) && (seenAt === null || foundAt > seenAt),
      custodian: custodian ? { name: custodian.name, dutyPhone: custodian.dutyPhone, isThisNode: custodian.isThisNode } : null, confirmations: confirmations.length, hasComeBack,
      reasons: strongest(evidence, 5), warnings: warningsOf(request, candidate, values, claimed.has(childId)),
    });
  }
  const probabilityOf = ({ reference }: CandidateItem): number => request.candidates.get(reference)!.probability;
  return items.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state) || probabilityOf(other) - probabilityOf(one));
}

/** The fields that weighed most, strongest first. */
export const strongest = <Evidence extends { readonly bits: number }>(evidence: readonly Evidence[], most: number): Evidence[] =>
  evidence.filter(({ bits }) => Math.abs(bits) >= 0.5).toSorted((one, other) => Math.abs(other.bits) - Math.abs(one.bits)).slice(0, most);

async function peersOf(unit: UnitOfWork, request: TracingRequest): Promise<RequestView['atPeers']> {
  const peers: RequestView['atPeers'] = [];
  for (const { peer, band } of request.atPeers) {
    const known = await findPeer(unit.transaction, peer);
    if (known) peers.push({ name: known.member, dutyPhone: known.dutyPhone, band });
  }
  return peers;
}

/** Families within this caller's reach whose request may be about the child who asks. */
async function familiesOf(unit: UnitOfWork, { side, childId }: TracingRequest): Promise<RequestView['lookedForBy']> {
  const families: RequestView['lookedForBy'] = [];
  for (const requestId of side === 'child' ? await requestsWith(unit, [childId]) : []) {
    const request = await findRequest(unit, requestId);
    const candidate = request?.candidates.get(childId);
    if (!request || !candidate || candidate.isGone || request.side !== 'family' || stateOf(candidate) === 'refuted' || standingOf(request) === 'closed') continue;
    families.push({ requestId, name: request.told.inquirer.name, relation: request.told.inquirer.relation, state: stateOf(candidate) });
  }
  return families;
}

/** One request with everyone who may be the one sought. Looking is logged, under the number of the one sought. Refuses `not-found`. */
export const viewRequest = (findCustodians: FindCustodians) => query({
  name: 'tracing.view-request',
  input: viewTracing.input,
  scope: { roles: fileRoles },
  shows: ({ candidates }: RequestView) => candidates.map(({ reference }) => reference),
  async read(unit, { requestId }) {
    const found = await getRequest(unit, requestId);
    if (!found.ok) return found;
    const request = found.value;
    const seenAt = (await lastSeen(unit, [requestId])).get(requestId) ?? null;
    await logAccess(unit.transaction, unit.caller, request.childId, 'tracing.view-request', unit.now);
    const { side, channel, told, requestedAt, by, teamId, closing, withoutConsent } = request;
    return succeed({
      requestId, side, channel, childId: side === 'child' ? request.childId : null, standing: standingOf(request), outcome: closing?.outcome ?? null, closingReason: closing?.reason ?? null, ...told, requestedAt, by, teamId,
      questions: (await findQuestions(unit, requestId)).length, candidates: await candidatesOf(unit, request, findCustodians, seenAt), withoutConsent, atPeers: await peersOf(unit, request), lookedForBy: await familiesOf(unit, request),
      lastSeenAt: seenAt, askedAgainAt: (await lastAsked(unit)).at, mayWrite: !['closed', 'reunified'].includes(standingOf(request)),
    });
  },
});

