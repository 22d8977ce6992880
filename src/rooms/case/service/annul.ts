import type { ChildId } from '#kernel/identifier.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { act } from '../rules/operations.ts';
import { loadOpenFile } from './open-file.ts';

/**
 * What takes a file that was made by mistake out of lists, search and clocks; whoever calls has seen that nothing else
 * happened to the child. What was recorded stays in the ledger. Refuses as `loadOpenFile` does.
 */
export async function annulmentOf(unit: UnitOfWork, childId: ChildId, reason: string): Promise<Result<NewOperation[]>> {
  const open = await loadOpenFile(unit, childId);
  if (!open.ok) return open;
  const cancels = open.value.openDeadlines.map(({ id }) => id);
  return succeed([...(cancels.length === 0 ? [] : [act(childId, 'deadlines-started', { deadlines: [], cancels })]), act(childId, 'annulled', { reason })]);
}
