import type { ChildId, Uuid } from '#kernel/identifier.ts';
import {
  childrenOf, endingFor, includesChild, isLive, rowsOf,
  type CustodyRecord, type CustodyState, type Ending, type EndingReason, type Incoming, type IncomingStatus, type Intake, type Outgoing, type OutgoingStatus,
} from './state.ts';

/* The only functions that write rows. Each returns a new state that shares every untouched row with the old one. */

/** Sets custody records as they are; for records that no live offer touches. */
export const withCustody = (state: CustodyState, records: Iterable<readonly [ChildId, CustodyRecord]>): CustodyState => ({
  ...state,
  custody: { ...state.custody, ...Object.fromEntries(records) },
});

export const withIncoming = (state: CustodyState, handoverId: Uuid, incoming: Incoming): CustodyState => ({
  ...state,
  incoming: { ...state.incoming, [handoverId]: incoming },
});

/** Sets who witnesses a child registered here. */
export const withIntake = (state: CustodyState, childId: ChildId, intake: Intake): CustodyState => ({
  ...state,
  intakes: { ...state.intakes, [childId]: intake },
});

/** The same incoming handover in another status. */
export const moveIncoming = (incoming: Incoming, status: IncomingStatus, ending: Ending | null = null): Incoming => ({
  ...incoming, status, ending, revision: incoming.revision + 1,
});

/** The same outgoing handover in another status. */
export const moveOutgoing = (outgoing: Outgoing, status: OutgoingStatus, ending: Ending | null = null): Outgoing => ({
  ...outgoing, status, ending, revision: outgoing.revision + 1,
});

/**
 * Sets (or with null removes) outgoing handovers, and recomputes `encumberedBy` of the children they bind or set free.
 * Needs every live offer that touches those children.
 */
export function withOutgoing(state: CustodyState, changes: Iterable<readonly [Uuid, Outgoing | null]>): CustodyState {
  const outgoing = { ...state.outgoing };
  const affected = new Set<ChildId>();
  for (const [handoverId, after] of changes) {
    const before = outgoing[handoverId];
    for (const side of [before, after]) if (side && isLive(side)) for (const childId of childrenOf(side.group)) affected.add(childId);
    if (after) outgoing[handoverId] = after;
    else delete outgoing[handoverId];
  }
  const changed = { ...state, outgoing };
  return affected.size === 0 ? changed : withCustody(changed, encumbrances(changed, affected));
}

function encumbrances(state: CustodyState, affected: ReadonlySet<ChildId>): (readonly [ChildId, CustodyRecord])[] {
  const earliest = new Map<ChildId, Uuid>();
  for (const [handoverId, outgoing] of rowsOf(state.outgoing)) {
    if (!isLive(outgoing)) continue;
    for (const childId of childrenOf(outgoing.group)) {
      const known = earliest.get(childId);
      if (known === undefined || handoverId < known) earliest.set(childId, handoverId);
    }
  }
  return [...affected].flatMap((childId) => {
    const record = state.custody[childId];
    const encumberedBy = record?.status === 'hold' ? (earliest.get(childId) ?? null) : null;
    return record && record.encumberedBy !== encumberedBy ? [[childId, { ...record, encumberedBy }] as const] : [];
  });
}

/** The live offers that touch any of these children. */
export function liveOffersTouching(state: CustodyState, childIds: Iterable<ChildId>): (readonly [Uuid, Outgoing])[] {
  const wanted = new Set(childIds);
  return rowsOf(state.outgoing).filter(([, outgoing]) => isLive(outgoing) && outgoing.group.some((member) => wanted.has(member.childId)));
}

/** Withdraws the given offers for one reason. */
export const withdrawOffers = (state: CustodyState, offers: Iterable<readonly [Uuid, Outgoing]>, reason: EndingReason): CustodyState =>
  withOutgoing(state, [...offers].map(([handoverId, offer]) => [handoverId, moveOutgoing(offer, 'withdrawn', endingFor(reason))] as const));

/**
 * Sets custody records that came from another node; our own offers that touch those children are withdrawn first,
 * since they belong to a past epoch. Needs the live offers that touch the children, and the children of those offers.
 */
export function withKnowledge(state: CustodyState, records: ReadonlyMap<ChildId, CustodyRecord>): CustodyState {
  const isBound = [...records.keys()].some((childId) => state.custody[childId]?.encumberedBy);
  const freed = isBound ? withdrawOffers(state, liveOffersTouching(state, records.keys()), 'superseded') : state;
  return withCustody(freed, records);
}

/** The outgoing handovers that touch a child. */
export const outgoingOf = (state: CustodyState, childId: ChildId): (readonly [Uuid, Outgoing])[] =>
  rowsOf(state.outgoing).filter(([, outgoing]) => includesChild(outgoing.group, childId));
