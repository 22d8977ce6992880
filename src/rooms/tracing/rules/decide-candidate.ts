import type { InputOf } from '#kernel/endpoint.ts';
import type { Decision, NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { agencyWideRoles, custodyRoles, type Role } from '#kernel/role.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import { safetyChecks, type answerReunification, type completeReunification, type decideSafety, type followUp, type judgeCandidate, type proposeReunification, type SafetyCheck, type tellFamily, type verifyCandidate } from '../schema.ts';
import { isConfirmed, stateOf, type Candidate } from './candidate.ts';
import { act, noted } from './operations.ts';
import { confirmedOf, standingOf, type TracingRequest } from './request.ts';
import { isFeared } from './warnings.ts';

type Nothing = Record<never, never>;

/** A candidate with what decisions need of the file. */
export interface Considered {
  readonly request: TracingRequest;
  readonly candidate: Candidate;
  /** The child consents to tracing, now. */
  readonly hasConsent: boolean;
  readonly values: PartialProfile;
  /** Whether this agency holds her file. */
  readonly isHeld: boolean;
  /** Who was told apart from the one already confirmed, or is another family's confirmed child. */
  readonly isClaimed: boolean;
  /** What falls due with the reunification or after an alarming visit, and what a visit completes, in the child's file. */
  readonly deadlines: readonly NewOperation[];
}
export interface CandidateActor {
  readonly actor: string;
  readonly roles: readonly Role[];
  readonly today: string;
}

const has = (actor: CandidateActor, roles: readonly Role[]): boolean => roles.some((role) => actor.roles.includes(role));
const only = (...operations: NewOperation[]): Result<Decision<Nothing>> => succeed({ operations, output: {} });
const noConsent = refuse('consent-missing', { missing: ['tracing'] });

/** Refuses `already-done` once the request is over. */
export function decideVerification({ request, candidate }: Considered, input: InputOf<typeof verifyCandidate>): Result<Decision<Nothing>> {
  if (standingOf(request) === 'closed' || stateOf(candidate) === 'reunified') return refuse('already-done');
  return only(act(request.childId, 'candidate-verified', input));
}

const sidesThatMatch = (candidate: Candidate): Set<string> => new Set(candidate.verifications.filter(({ outcome }) => outcome === 'matches' || outcome === 'partly').map(({ side }) => side));
/** Both were asked, each alone, or a document stands for one of them (UASC handbook: verification of both sides). */
export const isVerified = (candidate: Candidate): boolean => sidesThatMatch(candidate).size >= 2;

/**
 * Confirming takes two different people, both recorded, and what each side said alone; refuting takes one, with a reason.
 * Refuses `not-allowed`, `consent-missing`, `four-eyes-needed` (the same person again), `not-verified`, `conflict` (another
 * child is confirmed for this request, or this child for another family's), `already-done`.
 */
export function decideJudgement({ request, candidate, hasConsent, isClaimed }: Considered, input: InputOf<typeof judgeCandidate>, actor: CandidateActor): Result<Decision<Nothing>> {
  if (!has(actor, custodyRoles)) return refuse('not-allowed');
  if (standingOf(request) === 'closed' || stateOf(candidate) === 'reunified') return refuse('already-done');
  if (input.judgement === 'refute') return stateOf(candidate) === 'refuted' ? refuse('already-done') : only(act(request.childId, 'candidate-judged', input));
  if (!hasConsent) return noConsent;
  if (isConfirmed(candidate)) return refuse('already-done');
  const confirmed = confirmedOf(request);
  if (isClaimed || (confirmed && confirmed.childId !== candidate.childId)) return refuse('conflict');
  if (candidate.confirmations.some((confirmation) => confirmation.actor === actor.actor)) return refuse('four-eyes-needed');
  if (candidate.confirmations.length > 0 && !isVerified(candidate)) return refuse('not-verified');
  return only(act(request.childId, 'candidate-judged', input), ...(candidate.confirmations.length > 0 ? [noted(candidate.childId, 'child-confirmed', request.requestId)] : []));
}

/** Checks that are not answered with yes. */
export const openChecks = (checks: Readonly<Record<string, string>>): SafetyCheck[] => safetyChecks.filter((check) => checks[check] !== 'yes');

/**
 * Contact is allowed only with every check answered yes; where the child's file says that the claimant's kind may be a
 * danger, only by a supervisor. Refuses `safety-check-needed` with what is open, `not-allowed`, `not-verified`, `consent-missing`.
 */
export function decideSafetyOf({ request, candidate, values, hasConsent }: Considered, input: InputOf<typeof decideSafety>, actor: CandidateActor): Result<Decision<Nothing>> {
  if (!has(actor, custodyRoles)) return refuse('not-allowed');
  if (!isConfirmed(candidate)) return refuse('not-verified');
  if (input.decision === 'contact_allowed') {
    if (!hasConsent) return noConsent;
    const open = openChecks(input.checks);
    if (open.length > 0) return refuse('safety-check-needed', { open });
    if (isFeared(values, request.told.inquirer.relation) && !has(actor, agencyWideRoles)) return refuse('not-allowed');
  }
  return only(act(request.childId, 'safety-decided', input));
}

/** What bars any word to the family, and any step towards her: nothing when contact is allowed. */
export function contactBar({ request, candidate, hasConsent }: Pick<Considered, 'request' | 'candidate' | 'hasConsent'>): Result<true> {
  if (standingOf(request) === 'closed') return refuse('already-done');
  if (!isConfirmed(candidate)) return refuse('not-verified');
  if (!hasConsent) return noConsent;
  return candidate.safety?.decision === 'contact_allowed' ? succeed(true) : refuse('safety-check-needed', { open: openChecks(candidate.safety?.checks ?? {}) });
}

/** Refuses as `contactBar`. */
export function decideTelling(considered: Considered, input: InputOf<typeof tellFamily>): Result<Decision<Nothing>> {
  const allowed = contactBar(considered);
  return allowed.ok ? only(act(considered.request.childId, 'family-told', input)) : allowed;
}

/** Refuses as `contactBar`, `already-done` while a proposal is open, `child-not-held`. */
export function decideProposal(considered: Considered, input: InputOf<typeof proposeReunification>): Result<Decision<Nothing>> {
  const allowed = contactBar(considered);
  if (!allowed.ok) return allowed;
  if (!considered.isHeld) return refuse('child-not-held');
  const { reunification } = considered.candidate;
  return reunification && reunification.answer?.isApproved !== false ? refuse('already-done') : only(act(considered.request.childId, 'reunification-proposed', input));
}

/** A supervisor who did not propose it. Refuses as `contactBar`, `not-found`, `four-eyes-needed`, `already-done`. */
export function decideAnswer(considered: Considered, input: InputOf<typeof answerReunification>, actor: CandidateActor): Result<Decision<Nothing>> {
  const { reunification } = considered.candidate;
  if (!reunification) return refuse('not-found');
  if (reunification.answer) return refuse('already-done');
  if (reunification.actor === actor.actor) return refuse('four-eyes-needed');
  const allowed = input.isApproved ? contactBar(considered) : succeed(true as const);
  return allowed.ok ? only(act(considered.request.childId, 'reunification-answered', input)) : allowed;
}

/** The child is with her family: the visits of the law's clocks fall due. Refuses as `contactBar`, `not-allowed` (not approved), `child-not-held`, `input-invalid` (a day to come). */
export function decideCompletion(considered: Considered, input: InputOf<typeof completeReunification>, actor: CandidateActor): Result<Decision<Nothing>> {
  const { reunification } = considered.candidate;
  if (!reunification?.answer?.isApproved) return refuse('not-allowed');
  if (reunification.completed) return refuse('already-done');
  const allowed = contactBar(considered);
  if (!allowed.ok) return allowed;
  if (!considered.isHeld) return refuse('child-not-held');
  if (input.day > actor.today) return refuse('input-invalid', { fields: ['/day: future'] });
  return only(act(considered.request.childId, 'reunified', input), noted(input.childId, 'child-reunified', input.requestId), ...considered.deadlines);
}

/** Refuses `not-found` before the reunification, `input-invalid` (a day to come). */
export function decideFollowUp({ request, candidate, deadlines }: Considered, input: InputOf<typeof followUp>, actor: CandidateActor): Result<Decision<Nothing>> {
  if (stateOf(candidate) !== 'reunified') return refuse('not-found');
  if (input.day > actor.today) return refuse('input-invalid', { fields: ['/day: future'] });
  return only(act(request.childId, 'followed-up', input), noted(input.childId, 'child-visited', input.requestId), ...deadlines);
}
