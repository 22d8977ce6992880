import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { whyNotFree } from './guards.ts';
import type { CustodyState } from './state.ts';
import type { RuleSwitches } from './switches.ts';
import { withCustody, withIntake } from './update.ts';

/**
 * Registers a child: this node becomes its origin and its custodian at epoch 0. The device keeps its copy until
 * `isIntakeSafe` (R12). Refuses `already-done` (known here), `receiver-is-self`, `not-found` (no such peer).
 */
export function register(state: CustodyState, childId: ChildId, witnesses: readonly NodeId[]): Result<CustodyState> {
  if (state.custody[childId]) return refuse('already-done', { childId });
  for (const witness of witnesses) {
    const refusal = whyNotWitness(state, witness);
    if (refusal) return refusal;
  }
  const held = withCustody(state, [[childId, {
    status: 'hold', epoch: 0, pointer: state.self, previous: state.self, handoverId: null, origin: state.self, encumberedBy: null, closed: false,
  }]]);
  return succeed(withIntake(held, childId, { asked: [...new Set(witnesses)], witnessedBy: [] }));
}

/** Asks one more peer to witness the genesis. Refuses `not-found` (not registered here, or no such peer), `already-done`, `receiver-is-self`. */
export function askWitness(state: CustodyState, childId: ChildId, witness: NodeId): Result<CustodyState> {
  if (state.custody[childId]?.origin !== state.self) return refuse('not-found', { childId });
  const intake = state.intakes[childId] ?? { asked: [], witnessedBy: [] };
  if (intake.asked.includes(witness) || intake.witnessedBy.includes(witness)) return refuse('already-done', { childId });
  return whyNotWitness(state, witness) ?? succeed(withIntake(state, childId, { ...intake, asked: [...intake.asked, witness] }));
}

const whyNotWitness = (state: CustodyState, witness: NodeId): ReturnType<typeof refuse> | null => {
  if (witness === state.self) return refuse('receiver-is-self');
  return state.peers[witness] ? null : refuse('not-found', { node: witness });
};

/** Closes a child's custody at the node that holds it. Refuses `child-not-held`, `child-closed`, `child-in-handover`. */
export function close(state: CustodyState, childId: ChildId, rules: RuleSwitches): Result<CustodyState> {
  return whyNotFree(state, childId, false, rules) ?? succeed(withCustody(state, [[childId, { ...state.custody[childId]!, closed: true }]]));
}

/** Opens a closed custody again; only the node that closed it can. Refuses `child-not-held`, `state-changed` (not closed). */
export function reopen(state: CustodyState, childId: ChildId): Result<CustodyState> {
  const record = state.custody[childId];
  if (record?.status !== 'hold') return refuse('child-not-held', { childId });
  if (!record.closed) return refuse('state-changed', { childId });
  return succeed(withCustody(state, [[childId, { ...record, closed: false }]]));
}
