import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { dayOf, millisecondsOf, type Instant } from '#kernel/instant.ts';
import type { Decision, NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { agencyWideRoles, type Role } from '#kernel/role.ts';
import type { InputOf } from '#kernel/endpoint.ts';
import { ageRange } from '#rooms/law/rules.ts';
import { birthOf, isRealDay, observation, profileProblems } from '#rooms/person/rules.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import type { Moment, receiveChild } from '../schema.ts';
import type { CaseState } from './fold.ts';
import { consentGaps } from './consent.ts';
import { happeningsAtIntake, startDeadlines, type Law } from './deadlines.ts';
import { act } from './operations.ts';
import { concernsRecorded, presentCodes } from './concerns.ts';
import { suggestUrgency } from './urgency.ts';

/** What a decision may know of who acts and when; the command's facts fit. */
export interface Actor {
  readonly now: Instant;
  readonly actor: string;
  readonly workerId: Uuid | null;
  readonly roles: readonly Role[];
  readonly teamIds: readonly Uuid[];
  readonly newIdentifier: () => Uuid;
  readonly newChildId: () => ChildId;
}

export const isSupervisory = (roles: readonly Role[]): boolean => roles.some((role) => (agencyWideRoles as readonly Role[]).includes(role));

/** What is wrong with a moment that was told: nothing, a `date` that is in no calendar, or the `future`. */
export function momentProblem(moment: Moment | undefined, now: Instant): 'date' | 'future' | null {
  switch (moment?.precision) {
    case 'minute':
      return !isRealInstant(moment.at) ? 'date' : moment.at > now ? 'future' : null;
    case 'day':
      return !isRealDay(moment.day) ? 'date' : moment.day > dayOf(now) ? 'future' : null;
    case 'month':
      return !isRealDay(`${moment.month}-01`) ? 'date' : moment.month > now.slice(0, 7) ? 'future' : null;
    default:
      return null;
  }
}

export const isRealInstant = (text: string): text is Instant => isRealDay(text.slice(0, 10)) && !Number.isNaN(millisecondsOf(text as Instant));

/**
 * Receives a child: names her, opens her file in a team, records what was said, and starts the clocks of the law.
 *
 * Refuses with `input-invalid` (a date that cannot be, one code twice, no team), `not-allowed` (a team that is not the
 * caller's) and `consent-missing` with what it lacks. Nothing else is demanded: unknown is an answer.
 */
export function decideReceive(state: { readonly law: Law }, input: InputOf<typeof receiveChild>, actor: Actor): Result<Decision<{ childId: ChildId }>> {
  const today = dayOf(actor.now);
  const codes = (input.concerns ?? []).map((concern) => concern.code);
  const wrong = momentProblem(input.found.when, actor.now);
  const problems = [
    ...profileProblems(input.profile, today).map((problem) => problem.replace('/fields/', '/profile/')),
    ...(wrong === null ? [] : [`/found/when: ${wrong}`]),
    ...(new Set(codes).size < codes.length ? ['/concerns: uniqueItems'] : []),
  ];
  const teamId = (input.teamId) ?? actor.teamIds[0];
  if (teamId === undefined) problems.push('/teamId: required');
  if (problems.length > 0 || teamId === undefined) return refuse('input-invalid', { fields: problems });
  const isOwnTeam = actor.teamIds.includes(teamId);
  if (!isOwnTeam && actor.workerId !== null && !isSupervisory(actor.roles)) return refuse('not-allowed');
  const missing = input.consent === undefined ? [] : consentGaps(input.consent, ageRange(birthOf(input.profile), today));
  if (missing.length > 0) return refuse('consent-missing', { missing });

  const childId = actor.newChildId();
  const severities = new Map((input.concerns ?? []).map((concern) => [concern.code, concern.severity]));
  const flags = input.flags ?? [];
  const urgency = input.urgency ?? suggestUrgency({ values: input.profile, severities, flags, hasOverdueClock: false }, today, state.law.prioritiesOf).level;
  const workerId = (input.workerId) ?? (isOwnTeam && actor.roles.includes('case_worker') ? actor.workerId : null);
  const operations: NewOperation[] = [
    act(childId, 'child-received', { found: input.found, urgency, flags, searchedFirst: input.searchedFirst, teamId, workerId }),
    observation(childId, { fields: input.profile, source: input.source }, {}),
    act(childId, 'deadlines-started', { deadlines: startDeadlines(state.law, happeningsAtIntake(input.found, input.profile, urgency, actor.now), input.profile, actor.newIdentifier), cancels: [] }),
  ];
  operations.push(...concernsRecorded(childId, input.concerns ?? [], state.law.isSealed));
  if (input.consent !== undefined) operations.push(act(childId, 'consent-recorded', { consent: input.consent }));
  if (input.note !== undefined) operations.push(act(childId, 'note-written', { noteId: actor.newIdentifier(), kind: 'general', text: input.note }));
  return succeed({ operations, output: { childId } });
}

/**
 * What a room above records when custody of a child reaches this node: a team takes her, and the clocks that run anew
 * with each agency start. The file itself travels as the operations of those who wrote it.
 */
export function arrivalOperations(
  state: { readonly law: Law; readonly file: CaseState; readonly values: PartialProfile },
  arrival: { readonly childId: ChildId; readonly teamId: Uuid; readonly workerId: Uuid | null; readonly isReturn: boolean },
  actor: Pick<Actor, 'now' | 'newIdentifier'>,
): NewOperation[] {
  const { childId, teamId, workerId, isReturn } = arrival;
  const happenings = [
    ...(isReturn ? [{ event: 'returned_to_country' as const, at: actor.now }, { event: 'reception_centre_admitted' as const, at: actor.now }] : []),
    { event: 'risk_level_set' as const, at: actor.now, riskLevel: state.file.urgency.level },
  ];
  return [
    act(childId, 'arrived', { teamId, workerId }),
    // the file may come later, or be held back: what is shown of her needs a profile, be it empty
    ...(Object.keys(state.values).length === 0 ? [observation(childId, { fields: {}, source: 'other' }, {})] : []),
    act(childId, 'deadlines-started', { deadlines: startDeadlines(state.law, happenings, state.values, actor.newIdentifier), cancels: [] }),
  ];
}

/** The suggestion for a file as it stands. */
export const suggestionFor = (state: { readonly law: Law; readonly file: CaseState; readonly values: PartialProfile; readonly hasOverdueClock: boolean }, now: Instant) =>
  suggestUrgency({
    values: state.values,
    severities: new Map(presentCodes(state.file.concerns).map((code) => [code, state.file.concerns.get(code)!.current.severity])),
    flags: state.file.urgency.flags,
    hasOverdueClock: state.hasOverdueClock,
  }, dayOf(now), state.law.prioritiesOf);
