import type { InputOf } from '#kernel/endpoint.ts';
import type { Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { addDays } from '#kernel/instant.ts';
import type { Decision } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { completeDeadline, Deadline, postponeDeadline, setDeadline } from '../schema.ts';
import { startDeadlines } from './deadlines.ts';
import { only, type OpenFile } from './decide-record.ts';
import { act } from './operations.ts';
import { isRealInstant, isSupervisory, type Actor } from './receive.ts';

type Nothing = Record<never, never>;
type WithDeadline = OpenFile & { readonly deadline: Pick<Deadline, 'clock' | 'basis' | 'status' | 'dueAt'> | null };

const longestReminderDays = 5 * 365;
const isSensible = (dueAt: string, now: Instant): dueAt is Instant => isRealInstant(dueAt) && dueAt > now && dueAt < addDays(now, longestReminderDays);

/** Refuses with `input-invalid` when it is past, or more than five years away. */
export function decideReminder(_state: OpenFile, input: InputOf<typeof setDeadline>, actor: Actor): Result<Decision<{ deadlineId: Uuid }>> {
  const { childId, title, dueAt } = input;
  if (!isSensible(dueAt, actor.now)) return refuse('input-invalid', { fields: ['/dueAt: range'] });
  const id = actor.newIdentifier();
  const deadline = { id, clock: null, title, triggeredAt: actor.now, dueAt, escalateAt: dueAt, basis: 'own' as const };
  return succeed({ operations: [act(childId, 'deadlines-started', { deadlines: [deadline], cancels: [] })], output: { deadlineId: id } });
}

/** A recurring clock starts again at once. Refuses with `not-found`, `already-done`. */
export function decideCompletion({ deadline, law, file, values }: WithDeadline, input: InputOf<typeof completeDeadline>, actor: Actor): Result<Decision<Nothing>> {
  const { childId, deadlineId, note } = input;
  if (!deadline) return refuse('not-found', { what: 'deadline' });
  if (deadline.status !== 'open') return refuse('already-done');
  const completed = act(childId, 'deadline-completed', { deadlineId, ...(note === undefined ? {} : { note }) });
  const clock = deadline.clock === null ? null : law.getClock(deadline.clock);
  if (!clock?.isRecurring) return succeed({ operations: [completed], output: {} });
  const happening = { event: clock.event, at: actor.now, ...(clock.riskLevel === undefined ? {} : { riskLevel: file.urgency.level }) };
  const again = startDeadlines(law, [happening], values, actor.newIdentifier).filter((started) => started.clock === clock.code);
  return succeed({ operations: [completed, ...(again.length === 0 ? [] : [act(childId, 'deadlines-started', { deadlines: again, cancels: [] })])], output: {} });
}

/** What the law sets is postponed by a supervisor only. Refuses with `not-found`, `already-done`, `not-allowed`, `input-invalid`. */
export function decidePostponement({ deadline }: WithDeadline, input: InputOf<typeof postponeDeadline>, { now, roles }: Actor): Result<Decision<Nothing>> {
  const { childId, deadlineId, dueAt, reason } = input;
  if (!deadline) return refuse('not-found', { what: 'deadline' });
  if (deadline.status !== 'open') return refuse('already-done');
  if (deadline.basis === 'statute' && !isSupervisory(roles)) return refuse('not-allowed');
  if (!isSensible(dueAt, now) || dueAt <= deadline.dueAt) return refuse('input-invalid', { fields: ['/dueAt: range'] });
  return only(childId, 'deadline-postponed', { deadlineId, dueAt, reason });
}
