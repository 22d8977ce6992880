import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { includesChild, type CustodyState, type Incoming, type Outgoing } from './state.ts';

/** Who is the custodian as far as this node knows; null when it never heard of the child. */
export function findCustodian(state: CustodyState, childId: ChildId): NodeId | null {
  const record = state.custody[childId];
  if (!record) return null;
  return record.status === 'hold' ? state.self : record.pointer;
}

/**
 * How many other nodes shall hold a genesis. One survives the loss of either copy; two survive two nodes restored from
 * old backups at once (with one witness the checker loses the child in 15 steps).
 */
export const witnessesWanted = 2;

/** Whether the device may drop its copy of an intake: enough peers hold the genesis, or every peer where there are fewer. */
export const isIntakeSafe = (state: CustodyState, childId: ChildId, wanted = witnessesWanted): boolean =>
  state.mode === 'up' && state.custody[childId] !== undefined
  && (state.intakes[childId]?.witnessedBy.length ?? 0) >= Math.min(wanted, Object.keys(state.peers).length);

/** Authority (exclusive): this node may offer the child onward, close, change the plan. */
export const hasAuthority = (state: CustodyState, childId: ChildId): boolean =>
  state.mode === 'up' && state.custody[childId]?.status === 'hold';

/**
 * Answerability (may overlap, never empty): this node must act if the child is in danger. It holds the child, or has
 * bound itself by an acceptance or request, or has released it and not yet seen the acknowledgement.
 * Needs the child's record and every open handover that touches it.
 */
export const isAnswerable = (state: CustodyState, childId: ChildId): boolean =>
  state.custody[childId]?.status === 'hold'
  || Object.values<Incoming>(state.incoming).some(({ status, group }) => (status === 'accepted' || status === 'retracting') && includesChild(group, childId))
  || Object.values<Outgoing>(state.outgoing).some(({ status, group }) => status === 'committed' && includesChild(group, childId));
