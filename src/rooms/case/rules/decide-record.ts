import type { InputOf } from '#kernel/endpoint.ts';
import type { Decision } from '#kernel/operation.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { dayOf, type Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { ageRange } from '#rooms/law/rules.ts';
import { birthOf } from '#rooms/person/rules.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import type { addContact, changeUrgency, recordConcerns, recordConsent, recordPrint, settleConcern, withdrawConsent, writeNote, Purpose } from '../schema.ts';
import { concernsRecorded, isRisk } from './concerns.ts';
import { consentGaps } from './consent.ts';
import { startDeadlines, type Law } from './deadlines.ts';
import type { CaseState } from './fold.ts';
import { act, type CaseBodies, type CaseKind } from './operations.ts';
import { canWriteNote } from './readers.ts';
import { isSupervisory, momentProblem, type Actor } from './receive.ts';
import { compareUrgency } from './urgency.ts';

/** What most decisions need of a file that is open here. */
export interface OpenFile {
  readonly scope: { readonly teamId: Uuid; readonly workerId: Uuid | null };
  readonly file: CaseState;
  readonly values: PartialProfile;
  readonly law: Law;
  readonly openDeadlines: readonly { readonly id: Uuid; readonly clock: string | null }[];
}

type Nothing = Record<never, never>;

/** One act and an empty answer. */
export const only = <What extends CaseKind>(childId: ChildId, what: What, body: CaseBodies[What]): Result<Decision<Nothing>> =>
  succeed({ operations: [act(childId, what, body)], output: {} });

/** Refuses with `not-allowed` (a kind the role does not write), `not-found` (the note it corrects), `input-invalid`. */
export function decideNote({ file }: OpenFile, input: InputOf<typeof writeNote>, actor: Actor): Result<Decision<{ noteId: Uuid }>> {
  const { childId, kind, text, happened, corrects } = input;
  if (!canWriteNote(actor.roles, kind)) return refuse('not-allowed');
  const wrong = momentProblem(happened, actor.now);
  if (wrong !== null) return refuse('input-invalid', { fields: [`/happened: ${wrong}`] });
  if (corrects !== undefined && file.notes.get(corrects)?.kind !== kind) return refuse('not-found', { what: 'note' });
  const noteId = actor.newIdentifier();
  const body = { noteId, kind, text, ...(happened === undefined ? {} : { happened }), ...(corrects === undefined ? {} : { corrects }) };
  return succeed({ operations: [act(childId, 'note-written', body)], output: { noteId } });
}

/** Refuses with `input-invalid` when a code comes twice. */
export function decideConcerns({ law }: OpenFile, { childId, concerns }: InputOf<typeof recordConcerns>): Result<Decision<Nothing>> {
  if (new Set(concerns.map((concern) => concern.code)).size < concerns.length) return refuse('input-invalid', { fields: ['/concerns: uniqueItems'] });
  return succeed({ operations: concernsRecorded(childId, concerns, law.isSealed), output: {} });
}

/** A risk is lowered by a supervisor only; needs are settled by whoever works on the file. Refuses with `not-found`, `not-allowed`. */
export function decideConcernSettlement({ file }: OpenFile, input: InputOf<typeof settleConcern>, { roles }: Actor): Result<Decision<Nothing>> {
  const { childId, code, severity, reason } = input;
  const concern = file.concerns.get(code);
  if (!concern) return refuse('not-found', { what: 'concern' });
  if (isRisk(code) && severity < concern.current.severity && !isSupervisory(roles)) return refuse('not-allowed');
  const settles = concern.answers.filter((answer) => answer.standing !== 'replaced').map((answer) => answer.operationId);
  return only(childId, 'concern-settled', { code, severity, reason, settles });
}

/** Anyone raises, a supervisor lowers; the clocks of the level start anew. Refuses with `not-allowed`, `already-done`. */
export function decideUrgency({ file, values, law, openDeadlines }: OpenFile, input: InputOf<typeof changeUrgency>, actor: Actor): Result<Decision<Nothing>> {
  const { childId, urgency, reason } = input;
  const flags = input.flags ?? [...file.urgency.flags];
  const change = compareUrgency(urgency, file.urgency.level);
  if (change > 0 && !isSupervisory(actor.roles)) return refuse('not-allowed');
  if (change === 0 && flags.toSorted().join() === file.urgency.flags.toSorted().join()) return refuse('already-done');
  const changed = act(childId, 'urgency-changed', { urgency, flags, reason });
  if (change === 0) return succeed({ operations: [changed], output: {} });
  const cancels = openDeadlines.filter(({ clock }) => clock !== null && law.getClock(clock).event === 'risk_level_set').map(({ id }) => id);
  const deadlines = startDeadlines(law, [{ event: 'risk_level_set', at: actor.now, riskLevel: urgency }], values, actor.newIdentifier);
  return succeed({ operations: [changed, act(childId, 'deadlines-started', { deadlines, cancels })], output: {} });
}

/** Refuses with `consent-missing` and what is missing for her age (`rules/consent.ts`). */
export function decideConsent({ values }: OpenFile, { childId, consent }: InputOf<typeof recordConsent>, { now }: Actor): Result<Decision<Nothing>> {
  const missing = consentGaps(consent, ageRange(birthOf(values), dayOf(now)));
  return missing.length > 0 ? refuse('consent-missing', { missing }) : only(childId, 'consent-recorded', { consent });
}

/** Always possible for what was granted. Refuses with `already-done` when nothing named is granted. */
export function decideWithdrawal({ file }: OpenFile, input: InputOf<typeof withdrawConsent>): Result<Decision<Nothing>> {
  const { childId, by, reason } = input;
  const purposes = input.purposes.filter((purpose) => file.consents.get(purpose)?.answer === 'granted');
  if (purposes.length === 0) return refuse('already-done');
  return only(childId, 'consent-withdrawn', { purposes, by, ...(reason === undefined ? {} : { reason }) });
}

/** Those of the purposes that are granted, and were at that moment: what was granted since is another answer. */
export const stillGranted = (file: CaseState, purposes: readonly string[], at: Instant): string[] =>
  purposes.filter((purpose) => {
    const known = file.consents.get(purpose as Purpose);
    return known?.answer === 'granted' && known.at !== null && known.at <= at;
  });

export const decideContact = (_state: OpenFile, { childId, ...contact }: InputOf<typeof addContact>): Result<Decision<Nothing>> =>
  only(childId, 'contact-added', { contact });

export const decidePrint = (_state: unknown, { childId, document, copies }: InputOf<typeof recordPrint>): Result<Decision<Nothing>> =>
  only(childId, 'printed', { document, copies });
