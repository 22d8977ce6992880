import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { getProfileState } from '#rooms/person/index.ts';
import { foldCase } from '../rules/fold.ts';
import { arrivalOperations } from '../rules/receive.ts';
import { findCaseState } from '../store/file.ts';
import { lawOf } from './open-file.ts';

/**
 * Records that a child who was another agency's is now in a team of this one, with the clocks that start anew. Her file
 * has been recorded before; without one (an acceptance on paper) she arrives all the same.
 */
export async function recordArrival(unit: UnitOfWork, arrival: { childId: ChildId; teamId: Uuid; workerId: Uuid | null; isReturn: boolean }): Promise<Operation[]> {
  const state = await findCaseState(unit, arrival.childId);
  const file = state?.ok ? state.value : foldCase([], unit.node.nodeId);
  const profile = await getProfileState(unit, arrival.childId);
  const values = profile.ok ? profile.value.values : {};
  return record(unit, arrivalOperations({ law: lawOf(unit.node), file, values }, arrival, unit));
}
