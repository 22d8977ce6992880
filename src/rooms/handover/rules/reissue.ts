import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { isReleased, rowsOf, type CustodyRecord, type CustodyState, type GroupMember, type Outgoing } from './state.ts';
import type { RuleSwitches } from './switches.ts';
import { withOutgoing } from './update.ts';

const placeOf = (childId: ChildId, epoch: number): string => `${childId} ${epoch}`;

/**
 * Releases of this node that only its peers remember: committed again (R10) under their own handover, with everyone
 * who moved in it (R25). One pass over the whole state.
 */
export function reissueReleases(state: CustodyState, rules: RuleSwitches): CustodyState {
  const known = new Set<string>();
  for (const [, outgoing] of rowsOf(state.outgoing)) {
    if (isReleased(outgoing)) for (const { childId, epoch } of outgoing.group) known.add(placeOf(childId, epoch));
  }
  const groups = new Map<Uuid, { to: NodeId; group: GroupMember[]; isForgotten: boolean }>();
  for (const [childId, record] of rowsOf(state.custody)) {
    if (record.status !== 'past' || record.previous !== state.self || record.handoverId === null) continue;
    const handoverId = rules.groupIssuedAgain ? record.handoverId : aloneId(childId, record);
    const entry = groups.get(handoverId) ?? { to: record.pointer, group: [], isForgotten: false };
    entry.group.push({ childId, epoch: record.epoch });
    entry.isForgotten ||= !known.has(placeOf(childId, record.epoch));
    groups.set(handoverId, entry);
  }
  const again = [...groups].filter(([, { isForgotten }]) => isForgotten).map(([handoverId, { to, group }]) => {
    const before = state.outgoing[handoverId];
    const outgoing: Outgoing = {
      to, group: group.sort((one, other) => (one.childId < other.childId ? -1 : 1)), mode: before?.mode ?? 'push', status: 'committed', parallel: false, thenTo: [], ending: null, revision: (before?.revision ?? -1) + 1,
    };
    return [handoverId, outgoing] as const;
  });
  return again.length === 0 ? state : withOutgoing(state, again);
}

/** Only for the checker: the wrong design without R25, where each sibling is issued again by itself. */
const aloneId = (childId: ChildId, record: CustodyRecord): Uuid => `${record.handoverId}/${childId}` as Uuid;
