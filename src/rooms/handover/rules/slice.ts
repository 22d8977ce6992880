import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { CustodyCommand } from './commands.ts';
import type { Message } from './messages.ts';
import { childrenOf, isLive, rowsOf, type CustodyState } from './state.ts';

/** What a command or message names: the start of the slice that must be loaded. `whole`: everything is needed. */
export type SliceSeeds =
  | { readonly scope: 'whole' }
  | { readonly scope: 'slice'; readonly childIds: readonly ChildId[]; readonly handoverIds: readonly Uuid[] };

const seeds = (childIds: readonly ChildId[], handoverIds: readonly Uuid[]): SliceSeeds => ({ scope: 'slice', childIds, handoverIds });

/** The seeds of a command or of a message. Only the two messages of a recovery need everything. */
export function seedsOf(input: CustodyCommand | Message): SliceSeeds {
  if ('kind' in input) {
    if (input.kind === 'offer-next') return seeds([], [input.handoverId, input.newHandoverId]);
    const childIds = 'childIds' in input ? input.childIds : 'childId' in input ? [input.childId] : [];
    return seeds(childIds, 'handoverId' in input ? [input.handoverId] : []);
  }
  if (input.type === 'SYNC' || input.type === 'SYNCR') return { scope: 'whole' };
  const childIds = 'group' in input ? childrenOf(input.group) : 'childId' in input ? [input.childId] : [];
  return seeds(childIds, 'handoverId' in input ? [input.handoverId] : []);
}

/**
 * The slice that every function but the recovery needs, as an executable definition; the store loads the same by SQL,
 * with the custody rows locked in the order of `childId`:
 * 1. *named*: the children of the seeds and of the handovers of the seeds;
 * 2. *near*: named, the children of live offers and open releases that touch named (a release speaks of its whole group,
 *    also when one of it has moved on alone), and the children held or released under the same
 *    `handoverId` as one of named (tracking speaks of all of them);
 * 3. rows: custody of *near*; outgoing of the seeds, those that touch *named*, and the live ones that touch *near*;
 *    incoming of the seeds and those that touch *named*; intakes and witnessed of *named*; node and all peers.
 */
export function sliceOf(state: CustodyState, { childIds, handoverIds }: Extract<SliceSeeds, { scope: 'slice' }>): CustodyState {
  const seeded = new Set(handoverIds);
  const named = new Set(childIds);
  for (const handoverId of handoverIds) {
    for (const handover of [state.outgoing[handoverId], state.incoming[handoverId]]) {
      for (const childId of childrenOf(handover?.group ?? [])) named.add(childId);
    }
  }
  const near = new Set(named);
  for (const [, outgoing] of rowsOf(state.outgoing)) {
    if ((isLive(outgoing) || outgoing.status === 'committed') && touches(outgoing.group, named)) for (const childId of childrenOf(outgoing.group)) near.add(childId);
  }
  const moves = new Set([...named].map((childId) => state.custody[childId]?.handoverId ?? null));
  for (const [childId, { handoverId }] of rowsOf(state.custody)) if (handoverId !== null && moves.has(handoverId)) near.add(childId);
  return {
    ...state,
    custody: only(state.custody, (childId) => near.has(childId)),
    outgoing: only(state.outgoing, (id, row) => seeded.has(id) || touches(row.group, named) || (isLive(row) && touches(row.group, near))),
    incoming: only(state.incoming, (id, row) => seeded.has(id) || touches(row.group, named)),
    intakes: only(state.intakes, (childId) => named.has(childId)),
    witnessed: only(state.witnessed, (childId) => named.has(childId)),
  };
}

const touches = (group: readonly { readonly childId: ChildId }[], childIds: ReadonlySet<ChildId>): boolean =>
  group.some(({ childId }) => childIds.has(childId));

const only = <Key extends string, Row>(table: Readonly<Record<Key, Row>>, isWanted: (key: Key, row: Row) => boolean): Readonly<Record<Key, Row>> =>
  Object.fromEntries(rowsOf(table).filter(([key, row]) => isWanted(key, row))) as Record<Key, Row>;
