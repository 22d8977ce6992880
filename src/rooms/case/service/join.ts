import type { ChildId } from '#kernel/identifier.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { act, type StartedDeadline } from '../rules/operations.ts';
import { compareUrgency } from '../rules/urgency.ts';
import { deadlinesOf } from '../store/deadlines.ts';
import { findCaseState } from '../store/file.ts';

/**
 * What a file takes over from another one of the same child that ends: the graver urgency with the flags of both, and the
 * deadlines that run there and not here. Refuses `not-found`, `erased`.
 */
export async function joiningOf(unit: UnitOfWork, joining: ChildId, into: ChildId): Promise<Result<NewOperation[]>> {
  const [from, to] = [await findCaseState(unit, joining), await findCaseState(unit, into)];
  if (!from || !to) return refuse('not-found');
  if (!from.ok) return from;
  if (!to.ok) return to;
  const urgency = compareUrgency(from.value.urgency.level, to.value.urgency.level) < 0 ? from.value.urgency : to.value.urgency;
  const flags = [...new Set([...to.value.urgency.flags, ...from.value.urgency.flags])];
  const isGraver = urgency !== to.value.urgency || flags.length > to.value.urgency.flags.length;
  const openOf = async (childId: ChildId) => (await deadlinesOf(unit, childId, unit.now)).filter(({ status }) => status === 'open');
  const running = new Set((await openOf(into)).map(({ clock }) => clock));
  const deadlines = (await openOf(joining)).filter(({ clock }) => clock === null || !running.has(clock)).map(({ clock, title, triggeredAt, dueAt, escalateAt, basis }): StartedDeadline => ({
    id: unit.newIdentifier(), clock, title, triggeredAt, dueAt, escalateAt, basis,
  }));
  return succeed([
    ...(isGraver ? [act(into, 'urgency-changed', { urgency: urgency.level, flags, ...(urgency.reason === null ? {} : { reason: urgency.reason }) })] : []),
    ...(deadlines.length === 0 ? [] : [act(into, 'deadlines-started', { deadlines, cancels: [] })]),
  ]);
}
