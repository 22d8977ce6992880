import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { InputOf } from '#kernel/endpoint.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { addHours } from '#kernel/instant.ts';
import { command } from '#platform/ledger/command.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { listPeers } from '#rooms/governance/index.ts';
import { decideCustody, includesChild, isLive, operationsOfStep, rowsOf, type CustodyState, type StepDetails } from '../rules.ts';
import { isRemoval, receptionNodes, searchCauseOf, searchDueAt } from '../rules/events.ts';
import { reportEvent, type AgencyView, type ContactChanged, type Noticed, type SearchOpened } from '../schema.ts';
import { loadCustody } from '../store/load.ts';
import { agencyOf } from './agencies.ts';
import { factsOfChildren } from './child-facts.ts';
import { clockHours } from './clock-hours.ts';
import { requireAll } from './offer.ts';
import { prepareOffer } from './prepare-offer.ts';

type Input = InputOf<typeof reportEvent>;
interface Loaded {
  readonly childIds: readonly ChildId[];
  readonly custody: CustodyState;
  /** Who is told, in order, and who of them can be asked under an agreement. */
  readonly notified: readonly AgencyView[];
  readonly offer: { readonly to: NodeId; readonly thenTo: readonly NodeId[]; readonly details: NonNullable<StepDetails['offer']> } | null;
}

/** Whom to tell and whom to ask, when an authority moved the children to a country. */
async function whomToAsk(unit: UnitOfWork, childIds: readonly ChildId[], input: Input): Promise<Pick<Loaded, 'notified' | 'offer'>> {
  if (!isRemoval(input.contact) || input.country === undefined) return { notified: [], offer: null };
  const facts = await factsOfChildren(unit, childIds);
  const nodes = receptionNodes(await listPeers(unit.transaction), input.country, facts.map(({ lock }) => lock));
  const notified = await Promise.all(nodes.map((nodeId) => agencyOf(unit, nodeId)));
  const plan = { ...(input.place === undefined ? {} : { place: input.place }), ...(input.expectedAt === undefined ? {} : { at: input.expectedAt }) };
  for (const [index, to] of nodes.entries()) {
    const prepared = await prepareOffer(unit, facts, to, { purpose: 'custody_transfer', reason: 'forced_event', urgency: 'forced', plan });
    if (prepared.ok) return { notified, offer: { to, thenTo: nodes.slice(index + 1), details: prepared.value } };
  }
  return { notified, offer: null };
}

/** Offers of the children that nobody has to answer any more end; then the next agency is asked in mode `forced`. */
function forcedOffer(custody: CustodyState, childIds: readonly ChildId[], handoverId: Uuid, { to, thenTo }: NonNullable<Loaded['offer']>): Result<CustodyState> {
  let state = custody;
  for (const [live, outgoing] of rowsOf(custody.outgoing)) {
    if (!isLive(outgoing) || !childIds.some((childId) => includesChild(outgoing.group, childId))) continue;
    const withdrawn = decideCustody(state, { kind: 'withdraw', handoverId: live, reason: 'withdrawn' });
    if (!withdrawn.ok) return withdrawn;
    state = withdrawn.value;
  }
  return decideCustody(state, { kind: 'offer', handoverId, childIds, to, mode: 'forced', parallel: false, thenTo });
}

/**
 * Puts on record that contact was lost, or that an authority moved the child without notice. Custody stays. For a removal
 * the reception nodes of the country are told, and in the same transaction the first with an agreement is asked to take
 * over (mode `forced`); where nobody can be asked, a search opens at once. Lost contact makes a search due.
 * Refuses `not-found`, `child-not-held`, `input-invalid` for what lies ahead, `recovering`.
 */
export const report = command({
  name: 'handover.report-event',
  input: reportEvent.input,
  scope: { roles: fileRoles, allowsNode: true },
  load: async (unit, input): Promise<Result<Loaded>> => {
    if (input.at > addHours(unit.now, 1)) return refuse('input-invalid', { fields: ['/at: future'] });
    const childIds = [input.childId, ...(input.along ?? []).filter((childId) => childId !== input.childId)];
    const seen = await requireAll(unit, childIds);
    if (!seen.ok) return seen;
    const custody = await loadCustody(unit, { scope: 'slice', childIds, handoverIds: [] });
    return succeed({ childIds, custody, ...(await whomToAsk(unit, childIds, input)) });
  },
  decide: ({ childIds, custody, notified, offer }, input, facts) => {
    const { contact, at, source, authority, place, country, note, expectedAt } = input;
    const dueAt = searchDueAt(contact, facts.now, clockHours('search'));
    const changed: ContactChanged = {
      contact, at, source, ...(authority === undefined ? {} : { authority }), ...(place === undefined ? {} : { place }), ...(country === undefined ? {} : { country }),
      ...(note === undefined ? {} : { note }), ...(dueAt === null ? {} : { searchDueAt: dueAt }),
    };
    const operations: NewOperation[] = childIds.map((childId) => ({ kind: 'handover.contact-changed', childId, body: changed }));
    let handoverId: Uuid | null = null;
    if (notified.length > 0) {
      const notice: Noticed = {
        noticeId: facts.newIdentifier(), direction: 'outgoing', peers: notified.map(({ nodeId }) => nodeId), reason: contact, place: place ?? null, expectedAt: expectedAt ?? null, headcount: childIds.length, childIds,
      };
      operations.push({ kind: 'handover.noticed', childId: null, body: notice });
    }
    if (offer) {
      handoverId = facts.newIdentifier();
      const offered = forcedOffer(custody, childIds, handoverId, offer);
      if (!offered.ok) return offered;
      operations.push(...operationsOfStep(custody, offered.value, facts.now, { offer: offer.details, said: { reason: 'forced_event' } }));
    }
    const searchId = isRemoval(contact) && !offer ? facts.newIdentifier() : null;
    if (searchId !== null) {
      operations.push(...childIds.map((childId, index) => ({
        kind: 'handover.search-opened', childId,
        body: { searchId: index === 0 ? searchId : facts.newIdentifier(), cause: searchCauseOf(contact) ?? (contact as SearchOpened['cause']) } satisfies SearchOpened,
      })));
    }
    return succeed({ operations, output: { handoverId, searchId, notified: [...notified] } });
  },
});
