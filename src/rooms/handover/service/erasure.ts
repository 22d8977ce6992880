import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { addDays, type Instant } from '#kernel/instant.ts';
import type { Decision, NewOperation, Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { agencyWideRoles, fileRoles } from '#kernel/role.ts';
import { lockHead } from '#platform/ledger/chain.ts';
import { command } from '#platform/ledger/command.ts';
import { operationsNamed } from '#platform/ledger/operations.ts';
import { query } from '#platform/ledger/query.ts';
import { record, recordCompleted } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findAgreementVersion } from '#rooms/governance/index.ts';
import { summariesOf } from '#rooms/person/index.ts';
import { initialsOf } from '#rooms/person/rules.ts';
import { destroyedParts, obstacleTo, remainingParts, requireErasable, usualRetentionDays, type Retained } from '../rules/erasure.ts';
import * as schema from '../schema/erasure.ts';
import type { ChildErased, ErasureProposed, HoldLifted, HoldPlaced, Purged } from '../schema/erasure.ts';
import { findErasures, findPurged, keptRows, listErased } from '../store/erasure.ts';
import { findCustody, readLinks } from '../store/read.ts';
import { findRetained, type RetainedRecord } from '../store/retained.ts';
import { agencyBook } from './agencies.ts';

interface Loaded extends RetainedRecord, Omit<Retained, 'isHeld' | 'isClosed' | 'isMoving' | 'isDisputed'> {
  readonly kept: ChildErased['kept'];
}

const scope = { roles: agencyWideRoles };
const about = (childId: ChildId, what: string, body: unknown): NewOperation => ({ kind: `handover.${what}`, childId, body });
const forgotten = (childId: ChildId): NewOperation => ({ kind: 'person.forgotten', childId, body: {} });

/** Until when the longest of the agreements under which she came or left has a file kept. */
function keeper(unit: UnitOfWork): (retained: RetainedRecord) => Promise<Instant> {
  const days = new Map<Uuid, Promise<number>>();
  const daysOf = (agreementId: Uuid): Promise<number> => {
    const known = days.get(agreementId) ?? findAgreementVersion(unit, agreementId, undefined).then((agreement) => agreement?.terms.retentionDays ?? usualRetentionDays);
    days.set(agreementId, known);
    return known;
  };
  return async ({ agreements, endedAt }) => addDays(endedAt, agreements.length === 0 ? usualRetentionDays : Math.max(...(await Promise.all(agreements.map(daysOf)))));
}

/** Nobody else writes from here on: what is read is what is decided on. */
async function load(unit: UnitOfWork, childId: ChildId): Promise<Result<Loaded>> {
  await lockHead(unit.transaction, 'operation');
  const [found] = await findRetained(unit, { childId });
  if (!found) return refuse('not-found');
  return succeed({ ...found, isOnHold: found.hold !== null, keepUntil: await keeper(unit)(found), kept: await keptRows(unit, childId) });
}

/** Proposes to destroy a file. Refuses `not-found`, `erasure-blocked` (she is held, moving, disputed, kept for an authority, or her time runs), `already-done`. */
export const propose = command({
  name: 'handover.propose-erasure',
  input: schema.proposeErasure.input,
  scope,
  load: (unit, { childId }) => load(unit, childId),
  decide: (state, { childId, reason, basis }, facts) => {
    const possible = requireErasable(state, reason, facts.now);
    if (!possible.ok) return possible;
    if (state.proposal) return refuse('already-done');
    return succeed({ operations: [about(childId, 'erasure-proposed', { reason, basis } satisfies ErasureProposed)], output: { status: 'proposed' as const } });
  },
});

/** Approves and does it, or declines. Refuses `not-found` (none is proposed), `four-eyes-needed` (the own proposal), and as `propose`. */
export const answer = command({
  name: 'handover.answer-erasure',
  input: schema.answerErasure.input,
  scope: { ...scope, needsStepUp: true },
  load: (unit, { childId }) => load(unit, childId),
  decide: (state, { childId, isApproved }, facts): Result<Decision<{ status: 'declined' | 'erased' }>> => {
    const { proposal, kept, epoch } = state;
    if (!proposal) return refuse('not-found', { what: 'proposal' });
    if (!isApproved) return succeed({ operations: [about(childId, 'erasure-declined', {})], output: { status: 'declined' } });
    if (proposal.proposedBy === facts.actor) return refuse('four-eyes-needed');
    const possible = requireErasable(state, proposal.reason, facts.now);
    if (!possible.ok) return possible;
    const body: ChildErased = {
      childId, epoch, at: facts.now, reason: proposal.reason, basis: proposal.basis, proposedBy: proposal.byLabel, destroyed: destroyedParts, remains: remainingParts, kept,
    };
    return succeed({ operations: [forgotten(childId), { kind: 'handover.child-erased', childId: null, body }], output: { status: 'erased' } });
  },
  save: async (unit, { output }, _state, { childId }) => {
    if (output.status === 'erased') await unit.node.vault.destroyChildKey(unit.transaction, childId);
  },
});

/** Records that an authority has ordered the file to be kept. Refuses `not-found`, `already-done`. */
export const hold = command({
  name: 'handover.place-hold',
  input: schema.placeHold.input,
  scope,
  load: (unit, { childId }) => load(unit, childId),
  decide: (state, { childId, authority, reference }, facts) => {
    if (state.hold) return refuse('already-done');
    const holdId = facts.newIdentifier();
    return succeed({ operations: [about(childId, 'hold-placed', { holdId, authority, reference } satisfies HoldPlaced)], output: { holdId } });
  },
});

/** Records that the order has ended. Refuses `not-found` (child, or no order). */
export const lift = command({
  name: 'handover.lift-hold',
  input: schema.liftHold.input,
  scope,
  load: (unit, { childId }) => load(unit, childId),
  decide: (state, { childId, reason }) => {
    if (!state.hold) return refuse('not-found', { what: 'hold' });
    const { holdId } = state.hold;
    return succeed({ operations: [about(childId, 'hold-lifted', { holdId, reason } satisfies HoldLifted)], output: { holdId } });
  },
});

/** How many files a list shows; those whose time ended first stand on top. */
const mostShown = 300;

export const list = query({
  name: 'handover.list-retained',
  input: schema.listRetained.input,
  scope,
  read: async (unit) => {
    const found = await findRetained(unit, { limit: mostShown });
    const childIds = found.map(({ childId }) => childId);
    const initials = new Map((await summariesOf(unit, childIds)).map(({ childId, values }) => [childId, initialsOf(values)]));
    const purged = Map.groupBy(await findPurged(unit.transaction, childIds), (row) => row.child_id);
    const [agency, keptUntil] = [agencyBook(unit), keeper(unit)];
    const children = await Promise.all(found.map(async (retained) => {
      const { childId, hold: order, proposal, isHeld, custodian, endedAt } = retained;
      const keepUntil = await keptUntil(retained);
      return {
        childId, initials: initials.get(childId) ?? null, standing: isHeld ? ('closed' as const) : ('handed_over' as const), custodian: await agency(custodian), endedAt, keepUntil, isDue: keepUntil <= unit.now,
        obstacle: obstacleTo({ ...retained, isOnHold: order !== null, keepUntil }, null, unit.now),
        hold: order && { authority: order.authority, reference: order.reference, byLabel: order.byLabel, at: order.at },
        proposal: proposal && { reason: proposal.reason, basis: proposal.basis, byLabel: proposal.byLabel, at: proposal.at, isOwn: proposal.proposedBy === unit.caller.actor },
        purgedBy: await Promise.all((purged.get(childId) ?? []).map(async ({ node, at }) => ({ agency: await agency(node), at }))),
      };
    }));
    return succeed({ children, erased: (await findErasures(unit)).slice(0, mostShown).map(viewOf) });
  },
  shows: ({ children }) => children.map(({ childId }) => childId),
});

const viewOf = ({ childId, at, reason, basis, proposedBy, approvedBy }: schema.ErasureView): schema.ErasureView => ({ childId, at, reason, basis, proposedBy, approvedBy });

export const view = query({
  name: 'handover.view-erasure',
  input: schema.viewErasure.input,
  scope: { roles: fileRoles },
  read: async (unit, { childId }) => {
    const [newest] = await findErasures(unit, childId);
    // a child who has come back has a file again
    const isBack = newest !== undefined && (await findRetained(unit, { childId })).length > 0;
    return succeed({ erasure: newest && !isBack ? viewOf(newest) : null });
  },
});

/** The acts of erasing on record here that are not among the known ones, as they stand in the log. */
export const erasuresBeyond = async (unit: UnitOfWork, known: ReadonlySet<Uuid>): Promise<Operation[]> =>
  operationsNamed(unit.node, unit.transaction, (await listErased(unit.transaction)).map(({ operationId }) => operationId).filter((operationId) => !known.has(operationId)));

/** What peers say that they erased: recorded once. */
export async function recordPurged(unit: UnitOfWork, body: Purged): Promise<Operation[]> {
  const isKnown = (await findPurged(unit.transaction, [body.childId])).some(({ node, at }) => node === body.node && at === body.at);
  return isKnown ? [] : record(unit, [{ kind: 'handover.purged-there', childId: null, body }]);
}

/** First the word, which nobody will be able to read, that tells whoever follows the log that she is not to be found any more; then the act; then her key goes. */
async function erase(unit: UnitOfWork, childId: ChildId, act: () => Promise<Operation[]>): Promise<Operation[]> {
  const recorded = [...(await record(unit, [forgotten(childId)])), ...(await act())];
  await unit.node.vault.destroyChildKey(unit.transaction, childId);
  return recorded;
}

/** Does again what a database from before it has forgotten: the same act, under its own name. Nothing where it is on record. */
export async function eraseAgain(unit: UnitOfWork, erasure: Operation): Promise<Operation[]> {
  const { childId } = erasure.body as ChildErased;
  const isKnown = (await listErased(unit.transaction, [childId])).some(({ operationId }) => operationId === erasure.id);
  return isKnown ? [] : erase(unit, childId, () => recordCompleted(unit, [erasure]));
}

/**
 * A peer gives back this node's own word that it has erased a child, and nothing here knows of it: she is erased again, on what is
 * left of the ground. Nobody who was never here, and nobody who has come back since.
 */
export async function eraseAsTold(unit: UnitOfWork, { childId, epoch, at, destroyed, remains }: Omit<Purged, 'node'>): Promise<Operation[]> {
  if (!(await findCustody(unit, childId)) || (await listErased(unit.transaction, [childId])).some((known) => known.at >= at)) return [];
  if ((await readLinks(unit, childId)).some((link) => link.to === unit.node.nodeId && link.epoch > epoch)) return [];
  const body: ChildErased = { childId, epoch, at, reason: 'before_restore', basis: null, proposedBy: null, destroyed, remains, kept: await keptRows(unit, childId) };
  return erase(unit, childId, () => record(unit, [{ kind: 'handover.child-erased', childId: null, body }]));
}
