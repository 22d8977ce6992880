import type { ChildId } from '#kernel/identifier.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { decideClosure } from '../rules/decide-team.ts';
import { act } from '../rules/operations.ts';
import type { closeReasons } from '../schema.ts';
import { loadOpenFile } from './open-file.ts';

/** What closes a file together with the custody of the child. Refuses as `loadOpenFile` does, and `risk-open`. */
export async function closureOf(unit: UnitOfWork, childId: ChildId, reason: (typeof closeReasons)[number], summary: string): Promise<Result<NewOperation[]>> {
  const open = await loadOpenFile(unit, childId);
  if (!open.ok) return open;
  const closed = decideClosure(open.value, { childId, reason, summary });
  return closed.ok ? succeed([...closed.value.operations]) : closed;
}

/** What opens the file of a child again together with her custody; nothing where the file is open. Refuses as `loadOpenFile` does. */
export async function reopeningOf(unit: UnitOfWork, childId: ChildId, reason: string): Promise<Result<NewOperation[]>> {
  const file = await loadOpenFile(unit, childId, { isClosedToo: true });
  if (!file.ok) return file;
  return succeed(file.value.file.closure === null ? [] : [act(childId, 'reopened', { reason })]);
}

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
