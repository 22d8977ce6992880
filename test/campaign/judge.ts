import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { rowsOf, type CustodyState, type Incoming, type Outgoing } from '#rooms/handover/rules.ts';

/** Every way in which custody can be wrong; each number must be 0. */
export interface Verdict {
  /** Children for whom no node answers, or whose origin cannot lead to the custodian. */
  readonly lost: number;
  readonly doubleOwned: number;
  /** Groups of siblings who were moved together and are not at one place. */
  readonly split: number;
  /** Handovers and recoveries that are still open when everybody has answered and nothing fails any more. */
  readonly unanswered: number;
}

export const isSound = (verdict: Verdict): boolean => Object.values(verdict).every((count) => count === 0);

const openOutgoing = ['offered', 'agreed', 'requested', 'committed'];
const openIncoming = ['proposed', 'accepted', 'retracting'];
const isUp = ({ mode }: CustodyState): boolean => mode === 'up';
const holdersOf = (states: readonly CustodyState[], childId: ChildId): CustodyState[] => states.filter((state) => isUp(state) && state.custody[childId]?.status === 'hold');

/** Whether a node must act for the child: it holds her, has accepted her, or has not seen the receipt for her. */
function isAnswerable(state: CustodyState, childId: ChildId): boolean {
  const includes = ({ group }: Incoming | Outgoing) => group.some((member) => member.childId === childId);
  return state.custody[childId]?.status === 'hold'
    || Object.values<Outgoing>(state.outgoing).some((row) => row.status === 'committed' && includes(row))
    || Object.values<Incoming>(state.incoming).some((row) => ['accepted', 'retracting'].includes(row.status) && includes(row));
}

/** What must hold at every instant, also in the middle of all faults (I1; I2 and I6 while nobody recovers). */
export function judgeInstant(states: readonly CustodyState[], groups: readonly (readonly ChildId[])[]): Verdict {
  const children = groups.flat();
  const isCalm = states.every(isUp);
  return {
    doubleOwned: children.filter((childId) => holdersOf(states, childId).length > 1).length,
    lost: isCalm ? children.filter((childId) => !states.some((state) => isAnswerable(state, childId))).length : 0,
    split: isCalm ? groups.filter((group) => states.some((state) => new Set(group.map((childId) => state.custody[childId]?.status === 'hold')).size > 1)).length : 0,
    unanswered: 0,
  };
}

/** What must hold once everything is answered: one custodian for each child, found from her origin, nothing open. */
export function judgeEnd(states: readonly CustodyState[], groups: readonly (readonly ChildId[])[], origins: ReadonlyMap<ChildId, NodeId>): Verdict {
  const open = states.map((state) => (isUp(state) ? 0 : 1)
    + Object.values<Outgoing>(state.outgoing).filter(({ status }) => openOutgoing.includes(status)).length
    + Object.values<Incoming>(state.incoming).filter(({ status }) => openIncoming.includes(status)).length);
  const instant = judgeInstant(states, groups);
  return {
    ...instant,
    lost: groups.flat().filter((childId) => !leadsToCustodian(states, childId, origins.get(childId)!)).length,
    unanswered: open.reduce((sum, count) => sum + count, 0),
  };
}

/** Whether the pointers lead from the child's origin to her one custodian. */
function leadsToCustodian(states: readonly CustodyState[], childId: ChildId, origin: NodeId): boolean {
  let at: NodeId | undefined = origin;
  for (let hops = 0; hops <= states.length && at !== undefined; hops++) {
    const record: CustodyState['custody'][ChildId] | undefined = states.find(({ self }) => self === at)?.custody[childId];
    if (record?.status === 'hold') return true;
    at = record?.pointer;
  }
  return false;
}

/** In words, what is open: for the report of a run that does not settle. */
export const openIn = (state: CustodyState): string[] => [
  ...(isUp(state) ? [] : [`${state.self} is ${state.mode}, waits for ${rowsOf<NodeId, { done: boolean }>(state.peers).filter(([, peer]) => !peer.done).map(([node]) => node).join()}`]),
  ...rowsOf(state.outgoing).filter(([, { status }]) => openOutgoing.includes(status)).map(([id, { status, to }]) => `${state.self} → ${to} ${id} ${status}`),
  ...rowsOf(state.incoming).filter(([, { status }]) => openIncoming.includes(status)).map(([id, { status, from }]) => `${state.self} ← ${from} ${id} ${status}`),
];
