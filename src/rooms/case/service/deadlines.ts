import type { ChildId } from '#kernel/identifier.ts';
import { succeed } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { decideCompletion, decidePostponement, decideReminder } from '../rules/decide-deadline.ts';
import { completeDeadline, postponeDeadline, setDeadline } from '../schema.ts';
import { findDeadline } from '../store/deadlines.ts';
import { loadOpenFile } from './open-file.ts';

async function loadWithDeadline(unit: UnitOfWork, { childId, deadlineId }: { childId: string; deadlineId: string }) {
  const open = await loadOpenFile(unit, childId);
  return open.ok ? succeed({ ...open.value, deadline: await findDeadline(unit, childId as ChildId, deadlineId) }) : open;
}

/** Each refuses as `loadOpenFile` does, and as its decision says. */
export const remind = command({
  name: 'case.set-deadline', input: setDeadline.input, scope: { roles: fileRoles },
  load: (unit, { childId }) => loadOpenFile(unit, childId), decide: decideReminder,
});
export const complete = command({ name: 'case.complete-deadline', input: completeDeadline.input, scope: { roles: fileRoles }, load: loadWithDeadline, decide: decideCompletion });
export const postpone = command({ name: 'case.postpone-deadline', input: postponeDeadline.input, scope: { roles: fileRoles }, load: loadWithDeadline, decide: decidePostponement });
