import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { addDays } from '#kernel/instant.ts';
import { agencyWideRoles } from '#kernel/role.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { query } from '#platform/ledger/query.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { listActiveAgreements, listActivePeers, listPeers } from '#rooms/governance/index.ts';
import type { Agreement } from '#rooms/governance/schema.ts';
import { whyWithheld } from '#rooms/governance/rules.ts';
import { comparisonAct, comparisonFields, contactsOfRun as mostOfRun, placeDays, type ComparisonBodies } from '../rules/comparison.ts';
import { contactAct } from '../rules/contact.ts';
import type { PersonRecord } from '../rules/record.ts';
import { standingOf } from '../rules/request.ts';
import { comparisonKinds, listComparisons, type Comparison, type ComparisonKind, type Partner, type ProbabilityBand } from '../schema.ts';
import { childAtPlace, findComparisons, savePlaces } from '../store/comparison.ts';
import { contactsOfRun, findContact, knownPairs } from '../store/contact.ts';
import { findRequests } from '../store/requests.ts';
import { consentingAmong, questionOf } from './standing.ts';

/** Kinds of comparison that an agreement lets through at all; child by child its categories and countries decide. */
export const kindsAllowed = (agreement: Agreement, self: NodeId, peer: Pick<Awaited<ReturnType<typeof listActivePeers>>[number], 'nodeId' | 'bodyKind'>): ComparisonKind[] => {
  const { terms } = agreement;
  if (!terms.purposes.includes('family_tracing')) return [];
  const flow = { purpose: 'family_tracing', from: self, to: peer.nodeId, receiver: peer.bodyKind, category: terms.categories[0]!, country: terms.territory[0]!, moment: 'offer' } as const;
  return comparisonKinds.filter((kind) => whyWithheld(terms, flow, comparisonFields[kind]) === null);
};

/** A person of the asking side: the subject of a request, or a child of this agency. */
export interface ComparedPerson {
  readonly childId: ChildId;
  readonly requestId: Uuid | null;
  readonly record: PersonRecord;
}

/** Whom the open requests seek, the newest first: as the registry is asked for them here. */
export async function soughtPersons(unit: UnitOfWork): Promise<(ComparedPerson & { readonly requestId: Uuid; readonly changedAt: string })[]> {
  const sought: (ComparedPerson & { readonly requestId: Uuid; readonly changedAt: string })[] = [];
  for (const request of await findRequests(unit, 'open')) {
    const record = standingOf(request) === 'open' ? await questionOf(unit, request) : null;
    if (record) sought.push({ childId: request.childId, requestId: request.requestId, changedAt: request.changedAt, record });
  }
  return sought;
}

/** Which of these children consent to being looked for. */
export const consentingToTracing = consentingAmong;

export const beginRun = (unit: UnitOfWork, body: ComparisonBodies['begun']) => record(unit, [comparisonAct('begun', body)]);
export const failRun = (unit: UnitOfWork, body: ComparisonBodies['failed']) => record(unit, [comparisonAct('failed', body)]);
export const refuseRun = (unit: UnitOfWork, body: ComparisonBodies['refused']) => record(unit, [comparisonAct('refused', body)]);

/** What a run of ours nominated. */
export interface Nominated {
  readonly person: ComparedPerson;
  readonly place: number;
  readonly band: ProbabilityBand;
}

/**
 * Ends a run of ours: what it nominated becomes contacts that people decide on. Of a person who waits for an answer of this agency, or was
 * declined there, nothing is nominated again.
 */
export async function endAsking(unit: UnitOfWork, run: { readonly runId: Uuid; readonly peer: NodeId; readonly agreementId: Uuid; readonly answered: number }, nominated: readonly Nominated[]) {
  const { runId, peer, agreementId, answered } = run;
  const waiting = new Set((await knownPairs(unit, peer)).filter(({ state }) => state !== 'nominated').map(({ childId }) => childId));
  const fresh = nominated.filter(({ person }) => !waiting.has(person.childId));
  return record(unit, [
    ...fresh.map(({ person: { childId, requestId }, place, band }) => contactAct(childId, 'opened', { contactId: unit.newIdentifier(), side: 'asking', runId, peer, place, band, requestId, agreementId })),
    comparisonAct('ended', { runId, answered, found: fresh.length }),
  ]);
}

/** Ends a run that was answered: which child stands where is kept, sealed, for as long as contact may be asked for. */
export async function endAnswering(unit: UnitOfWork, run: { readonly runId: Uuid; readonly peer: NodeId; readonly answered: number }, places: readonly (ChildId | null)[]) {
  await savePlaces(unit, { runId: run.runId, peer: run.peer, places, expiresAt: addDays(unit.now, placeDays) });
  return record(unit, [comparisonAct('ended', { runId: run.runId, answered: run.answered, found: null })]);
}

/**
 * A peer asks for contact about a place of a run. Refuses `not-found`: no such run, place or child any more, or one who does not consent;
 * `too-many-requests` beyond what one run may lead to.
 */
export async function takeContact(unit: UnitOfWork, peer: NodeId, asked: { readonly contactId: Uuid; readonly runId: Uuid; readonly place: number; readonly band: ProbabilityBand; readonly agreementId: Uuid }): Promise<Result<Awaited<ReturnType<typeof record>>>> {
  if (await findContact(unit, asked.contactId)) return succeed([]);
  if ((await contactsOfRun(unit, asked.runId)) >= mostOfRun) return refuse('too-many-requests', { seconds: 86_400 });
  const childId = await childAtPlace(unit, asked.runId, peer, asked.place);
  if (childId === null || !(await consentingAmong(unit, [childId])).has(childId)) return refuse('not-found', { what: 'place' });
  return succeed(await record(unit, [contactAct(childId, 'opened', { ...asked, peer, side: 'asked', requestId: null })]));
}

const mostListed = 200;

/** Runs with every agency, and with whom one is possible now. */
export const comparisons = query({
  name: 'tracing.list-comparisons',
  input: listComparisons.input,
  scope: { roles: agencyWideRoles },
  async read(unit) {
    const known = new Map((await listPeers(unit.transaction)).map((peer) => [peer.nodeId, peer]));
    const agency = (nodeId: NodeId) => ({ nodeId, name: known.get(nodeId)?.member ?? nodeId, dutyPhone: known.get(nodeId)?.dutyPhone ?? '' });
    const partners: Partner[] = [];
    for (const peer of await listActivePeers(unit.transaction)) {
      const agreements = await listActiveAgreements(unit, peer.nodeId);
      const allows = comparisonKinds.filter((kind) => agreements.some((agreement) => kindsAllowed(agreement, unit.node.nodeId, peer).includes(kind)));
      const until = agreements.filter((agreement) => kindsAllowed(agreement, unit.node.nodeId, peer).length > 0).map(({ terms }) => terms.validUntil).toSorted().at(-1);
      if (until !== undefined) partners.push({ ...agency(peer.nodeId), allows, endsOn: until });
    }
    const runs = (await findComparisons(unit, mostListed)).map((row): Comparison => ({
      runId: row.run_id, peer: agency(row.peer), direction: row.direction, kind: row.kind, state: row.state, asked: row.asked, answered: row.answered, found: row.found,
      problem: row.problem && { code: row.problem.code, details: { ...row.problem.details } }, by: row.by, begunAt: row.begun_at, endedAt: row.ended_at,
    }));
    return succeed({ comparisons: runs, partners });
  },
});
