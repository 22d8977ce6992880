import type { Decision } from '#kernel/operation.ts';
import { addDays, hoursBetween, type Instant } from '#kernel/instant.ts';
import type { Uuid } from '#kernel/identifier.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { AuditAnswered, AuditAsked } from '../schema.ts';

/** A year and a day: a longer period is asked for in parts. */
const longestDays = 366;
/** Days in which a released export can be fetched; afterwards it is asked for anew. */
const daysToFetch = 7;

export interface AuditState {
  readonly exportId: Uuid;
  readonly status: 'asked' | 'released' | 'refused';
  readonly requestedBy: string;
  readonly answeredBy: string | null;
  readonly answeredAt: Instant | null;
}

/** Asks for the export of a period that has begun. Refuses `input-invalid`, with the field. */
export function askForAudit({ from, until, reason }: Omit<AuditAsked, 'exportId'>, { now, newIdentifier }: { readonly now: Instant; readonly newIdentifier: () => Uuid }): Result<Decision<{ exportId: Uuid }>> {
  if (from >= now) return refuse('input-invalid', { fields: ['/from: future'] });
  if (until <= from || hoursBetween(from, until) > longestDays * 24) return refuse('input-invalid', { fields: ['/until: period'] });
  const exportId = newIdentifier();
  return succeed({ operations: [{ kind: 'proof.audit-asked', childId: null, body: { exportId, from, until, reason } satisfies AuditAsked }], output: { exportId } });
}

/** A second person releases or refuses it. Refuses `not-found`, `already-done`, `four-eyes-needed` (the own request). */
export function answerAudit(state: AuditState | null, isReleased: boolean, actor: string): Result<Decision<{ status: AuditState['status'] }>> {
  if (!state) return refuse('not-found', { what: 'export' });
  if (state.status !== 'asked') return refuse('already-done');
  if (state.requestedBy === actor) return refuse('four-eyes-needed');
  const status = isReleased ? ('released' as const) : ('refused' as const);
  return succeed({ operations: [{ kind: 'proof.audit-answered', childId: null, body: { exportId: state.exportId, status } satisfies AuditAnswered }], output: { status } });
}

/** Whether somebody may fetch it now: one of the two, while the release is fresh. Refuses `not-found`, `four-eyes-needed` (not released). */
export function whoMayFetch(state: AuditState | null, actor: string, now: Instant): Result<{ readonly releasedBy: string }> {
  if (!state || (state.requestedBy !== actor && state.answeredBy !== actor)) return refuse('not-found', { what: 'export' });
  if (state.status !== 'released' || !state.answeredBy || !state.answeredAt) return refuse('four-eyes-needed');
  return addDays(state.answeredAt, daysToFetch) < now ? refuse('not-found', { what: 'export' }) : succeed({ releasedBy: state.answeredBy });
}
