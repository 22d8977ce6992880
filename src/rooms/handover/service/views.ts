import { refuse, succeed } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { listActiveAgreements, listActivePeers } from '#rooms/governance/index.ts';
import { findScope, summariesOf } from '#rooms/person/index.ts';
import { initialsOf } from '#rooms/person/rules.ts';
import { phaseOf } from '../rules/phase.ts';
import { listHandovers, listReceivers, viewCustody, viewHandover, type CustodyView, type HandoverItem } from '../schema.ts';
import { findCustody, findHandovers, isUnsettled, openStatuses, readSteps, readTenures, readTerms, waitingHere, waitingThere, type HandoverRecord } from '../store/read.ts';
import { modeOf } from '../rules/track-mode.ts';
import { trackingOf } from '../store/tracking.ts';
import { findCare } from '../store/care.ts';
import { disputesOf } from '../store/dispute.ts';
import { findClosing } from '../store/closing.ts';
import { findContact, findSearches } from '../store/search.ts';
import { erasuresOf } from '../store/erasure.ts';
import { findPapers } from '../store/paper-acceptance.ts';
import { agencyBook, agencyOf } from './agencies.ts';
import { returnOf } from './returning.ts';
import { paperViewOf } from './paper-acceptance.ts';

const isOpen = ({ direction, status }: HandoverRecord): boolean => (openStatuses[direction] as readonly string[]).includes(status);
const isOverdue = (record: HandoverRecord, now: string): boolean => record.decideBy !== null && record.decideBy < now && (record.status === 'offered' || record.status === 'proposed');

/** Who is responsible for the child, what is pending, and the chain. Refuses `not-found` for a child out of reach. */
export const custody = query({
  name: 'handover.view-custody',
  input: viewCustody.input,
  scope: { roles: fileRoles, allowsNode: true },
  child: (input) => input.childId,
  read: async (unit, { childId }) => {
    const scope = await findScope(unit.transaction, childId);
    if (!scope && unit.caller.kind !== 'node') return refuse('not-found');
    const record = await findCustody(unit, childId);
    if (!record) return refuse('not-found');
    const agency = agencyBook(unit);
    const pending = (await findHandovers(unit, { childId, isOpen: true }));
    const onPaper = new Set((await findPapers(unit, pending.map(({ handoverId }) => handoverId))).filter(({ status }) => status === 'checked').map(({ handover_id: handoverId }) => handoverId));
    const phase = phaseOf(record.status, pending);
    const contact = await findContact(unit, childId);
    const closing = await findClosing(unit, childId);
    const tracking = await trackingOf(unit, childId);
    const dispute = (await disputesOf(unit, childId)).find(({ settled_at: settledAt }) => settledAt === null);
    const care = record.status === 'hold' ? await findCare(unit, childId) : null;
    const tenures = await readTenures(unit, childId);
    const erasures = await erasuresOf(unit, childId);
    const chain = await Promise.all(tenures.map(async (tenure, place) => ({
      epoch: tenure.epoch, agency: await agency(tenure.node_id), from: tenure.from, until: tenure.until, handoverId: tenure.handover_id,
      blockHash: tenure.block_hash, isVerified: tenure.block_hash !== null && tenure.has_both, isAppointed: tenure.is_appointed,
      erasedAt: tenures.findIndex(({ node_id: node }) => node === tenure.node_id) === place ? (erasures.get(tenure.node_id) ?? null) : null,
    })));
    const view: CustodyView = {
      childId, phase, custodian: await agency(record.pointer), since: record.since, epoch: record.epoch, isClosed: record.closed,
      isAnswerable: record.status === 'hold' || phase === 'released' || phase === 'accepted' || phase === 'retracting',
      contact: contact && contact.contact !== 'in_contact'
        ? { state: contact.contact, since: contact.since, isSearchOpen: (await findSearches(unit, { childId, isOpen: true })).length > 0 } : null,
      previous: record.status === 'hold' && record.previous !== unit.node.nodeId ? await agency(record.previous) : null,
      closing: closing && (closing.status === 'proposed' || closing.status === 'closed') ? {
        status: closing.status, reason: closing.reason, summary: closing.summary, successor: closing.successor, noSuccessor: closing.noSuccessor, byLabel: closing.byLabel, at: closing.at,
        isOwn: closing.proposed_by === unit.caller.actor,
      } : null,
      care: care && {
        careId: care.careId, agency: care.carer && (await agency(care.carer)), name: care.name, phone: care.phone, place: care.place, reason: care.reason, startedAt: care.startedAt, until: care.until,
        isOverdue: care.until < unit.now,
      },
      dispute: dispute ? { epoch: dispute.epoch, signer: await agency(dispute.signer), successors: [await agency(dispute.first.to), await agency(dispute.second.to)], since: dispute.found_at } : null,
      tracking: { mode: modeOf(tracking), isForced: tracking.isForced },
      pending: await Promise.all(pending.map(async (handover) => ({
        handoverId: handover.handoverId, direction: handover.direction, status: handover.status, peer: await agency(handover.peer), decideBy: handover.decideBy,
        since: handover.openedAt, isOverdue: isOverdue(handover, unit.now), isOnPaper: onPaper.has(handover.handoverId),
      }))),
      chain,
    };
    return succeed(view);
  },
});

/** Handovers with the children of each: initials where the reader may see them, else the facts of the minimal profile. */
async function itemsOf(unit: UnitOfWork, records: readonly HandoverRecord[]): Promise<HandoverItem[]> {
  const agency = agencyBook(unit);
  const initials = new Map((await summariesOf(unit, records.flatMap((record) => record.childIds))).map((summary) => [summary.childId, initialsOf(summary.values)]));
  const terms = await readTerms(unit, records.map((record) => record.handoverId));
  return Promise.all(records.map(async (record): Promise<HandoverItem> => ({
    handoverId: record.handoverId, direction: record.direction, status: record.status as HandoverItem['status'], mode: record.mode, peer: await agency(record.peer),
    urgency: record.urgency, reason: record.reason, since: record.openedAt, decideBy: record.decideBy, isOverdue: isOverdue(record, unit.now), isOpen: isOpen(record),
    children: record.childIds.map((childId) => ({ childId, initials: initials.get(childId) ?? null, facts: terms.get(`${record.handoverId} ${childId}`)?.profile.facts ?? [] })),
  })));
}

/** A worker of a team sees the handovers of the children in reach, and what waits for the agency's answer. */
async function withinReach(unit: UnitOfWork, records: readonly HandoverRecord[]): Promise<HandoverRecord[]> {
  if (unit.caller.kind === 'node' || unit.caller.roles.some((role) => role === 'supervisor' || role === 'coordinator')) return [...records];
  const seen = new Set((await summariesOf(unit, records.flatMap((record) => record.childIds))).map((summary) => summary.childId));
  return records.filter((record) => record.childIds.some((childId) => seen.has(childId)) || (record.direction === 'incoming' && isOpen(record)));
}

const matches = (state: string | undefined, record: HandoverRecord, now: string): boolean => {
  switch (state) {
    case 'open': return isOpen(record);
    case 'ended': return !isOpen(record);
    case 'waiting-here': return waitingHere.includes(record.status);
    case 'waiting-there': return waitingThere.includes(record.status);
    case 'overdue': return isOverdue(record, now);
    default: return true;
  }
};

export const list = query({
  name: 'handover.list',
  input: listHandovers.input,
  scope: { roles: fileRoles, allowsNode: true },
  read: async (unit, { direction, state }) => {
    const all = (await withinReach(unit, await findHandovers(unit, { limit: 2000 }))).filter((record) => direction === undefined || record.direction === direction);
    const count = (wanted: string) => all.filter((record) => matches(wanted, record, unit.now)).length;
    return succeed({
      items: await itemsOf(unit, all.filter((record) => matches(state, record, unit.now)).slice(0, 200)),
      counts: { open: count('open'), waitingHere: count('waiting-here'), waitingThere: count('waiting-there'), overdue: count('overdue'), ended: count('ended') },
      nextCursor: null,
    });
  },
  shows: ({ items }) => items.flatMap(({ children }) => children.map(({ childId }) => childId)),
});

export const view = query({
  name: 'handover.view',
  input: viewHandover.input,
  scope: { roles: fileRoles, allowsNode: true },
  read: async (unit, { handoverId }) => {
    const [record] = await withinReach(unit, await findHandovers(unit, { handoverId }));
    if (!record) return refuse('not-found');
    const [item] = await itemsOf(unit, [record]);
    const first = record.childIds[0];
    const steps = first ? await readSteps(unit, handoverId, first) : [];
    const terms = first ? ((await readTerms(unit, [handoverId])).get(`${handoverId} ${first}`)?.terms ?? null) : null;
    const said = <Key extends 'plan' | 'delivery'>(key: Key) => steps.findLast((step) => step.body[key] !== undefined)?.body[key] ?? null;
    return succeed({
      ...item!, terms, acceptedPlan: said('plan'), delivery: said('delivery'),
      ending: record.ending && { reason: record.ending.reason, redirect: record.ending.redirect && (await agencyOf(unit, record.ending.redirect)), canTake: [...record.ending.canTake] },
      return: await returnOf(unit, record),
      papers: (await findPapers(unit, [handoverId])).map((paper) => paperViewOf(paper, unit.caller.actor)),
      isUnsettled: await isUnsettled(unit, handoverId),
      events: steps.map(({ kind, at, actorLabel }) => ({ kind, at, actorLabel })),
    });
  },
  childrenIn: ({ children }) => children.map(({ childId }) => childId),
});

export const receivers = query({
  name: 'handover.list-receivers',
  input: listReceivers.input,
  scope: { roles: fileRoles },
  read: async (unit, { purpose }) => {
    const peers = await listActivePeers(unit.transaction);
    const found = [];
    for (const peer of peers) {
      for (const { terms } of await listActiveAgreements(unit, peer.nodeId)) {
        if (purpose !== undefined && !(terms.purposes as string[]).includes(purpose)) continue;
        const shared = (when: string) => [...Object.entries(terms.fieldPolicy.byClass), ...Object.entries(terms.fieldPolicy.byField)].filter(([, value]) => value === when).map(([name]) => name);
        found.push({
          agency: await agencyOf(unit, peer.nodeId), agreementId: terms.agreementId, purposes: [...terms.purposes], validUntil: terms.validUntil, escalationHours: terms.escalationHours,
          sharedAtOffer: shared('at_offer'), sharedAfterAcceptance: shared('after_acceptance'), neverShared: shared('never'),
        });
      }
    }
    return succeed({ receivers: found });
  },
});
