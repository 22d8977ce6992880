import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { stillGranted } from '../rules/decide-record.ts';
import { act } from '../rules/operations.ts';
import type { Purpose } from '../schema.ts';
import { findCaseState } from '../store/file.ts';

export interface ToldWithdrawal {
  readonly childId: ChildId;
  readonly purposes: readonly string[];
  readonly at: Instant;
  readonly toldBy: NodeId;
}

/**
 * Another agency says that consent to share her data, or to another purpose, was withdrawn: from now on it is so here, too. What was
 * granted anew since stays; what this node does not have, or had erased, it has no need to stop. @returns null while her file is not here yet
 */
export async function takeWithdrawal(unit: UnitOfWork, { childId, purposes, at, toldBy }: ToldWithdrawal): Promise<Operation[] | null> {
  const state = await findCaseState(unit, childId);
  if (state === null) return null;
  const ended = state.ok ? stillGranted(state.value, purposes, at) : [];
  return ended.length === 0 ? [] : record(unit, [act(childId, 'consent-withdrawn-there', { purposes: ended as Purpose[], at, toldBy })]);
}
