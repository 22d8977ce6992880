import type { InputOf } from '#kernel/endpoint.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import { dayOf } from '#kernel/instant.ts';
import type { Decision, NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { agencyWideRoles, custodyRoles, fileRoles, type Role } from '#kernel/role.ts';
import { asNode } from '#platform/db/transact.ts';
import { lockHead } from '#platform/ledger/chain.ts';
import { command, type Facts } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { TSchema } from 'typebox';
import { loadOpenFile } from '#rooms/case/index.ts';
import { act as caseAct, startDeadlines, type OpenFile } from '#rooms/case/rules.ts';
import { findScope, getProfileState } from '#rooms/person/index.ts';
import { displayNameOf } from '#rooms/person/rules.ts';
import { stateOf } from '../rules/candidate.ts';
import {
  contactBar, decideAnswer, decideCompletion, decideFollowUp, decideJudgement, decideProposal, decideSafetyOf, decideTelling, decideVerification, type CandidateActor, type Considered,
} from '../rules/decide-candidate.ts';
import { answerReunification, completeReunification, decideSafety, followUp, judgeCandidate, proposeReunification, tellFamily, verifyCandidate, viewCandidate, type CandidateView } from '../schema.ts';
import { otherClaims } from '../store/requests.ts';
import { warningsOf } from './request-view.ts';
import { getRequest } from './requests.ts';
import { consentingAmong } from './standing.ts';

interface About { readonly requestId: Uuid; readonly childId: ChildId }
type DeadlinesFor = (open: OpenFile) => readonly NewOperation[];

/** The candidate with the file's facts. Refuses `not-found`: no such request or candidate, or the child's file is out of reach. */
async function consider(unit: UnitOfWork, { requestId, childId }: About, deadlinesFor?: DeadlinesFor): Promise<Result<Considered>> {
  const request = await getRequest(unit, requestId);
  if (!request.ok) return request;
  const candidate = request.value.candidates.get(childId);
  const scope = await findScope(unit.transaction, childId);
  if (!candidate || !scope) return refuse('not-found');
  const profile = await getProfileState(unit, childId);
  if (!profile.ok) return profile;
  const claims = await asNode(unit.transaction, () => otherClaims(unit, requestId, [childId]));
  const open = deadlinesFor && scope.standing === 'open' ? await loadOpenFile(unit, childId, { isClosedToo: true }) : null;
  return succeed({
    request: request.value, candidate, values: profile.value.values, hasConsent: (await consentingAmong(unit, [childId])).has(childId), isHeld: scope.standing === 'open', isClaimed: claims.has(childId),
    deadlines: deadlinesFor && open?.ok ? deadlinesFor(open.value) : [],
  });
}

const actorOf = ({ actor, roles, now }: Pick<Facts, 'actor' | 'roles' | 'now'>): CandidateActor => ({ actor, roles, today: dayOf(now) });

function verb<I extends TSchema>(name: string, endpoint: { readonly input: I }, roles: readonly Role[], decide: (considered: Considered, input: never, actor: CandidateActor) => Result<Decision<Record<never, never>>>, deadlinesFor?: (unit: UnitOfWork, open: OpenFile, input: never) => readonly NewOperation[]) {
  return command({
    name: `tracing.${name}`,
    input: endpoint.input,
    scope: { roles },
    async load(unit, input) {
      // two who confirm at once are the first and the second, never two firsts
      await lockHead(unit.transaction, 'operation');
      return consider(unit, input as About, deadlinesFor && ((open) => deadlinesFor(unit, open, input as never)));
    },
    decide: (considered, input, facts) => decide(considered, input as never, actorOf(facts)),
  });
}

/** The visits that fall due: clocks of `reference/law/clocks.json` that start when a child is handed to her family. */
const visitsDue = (unit: UnitOfWork, { law, values }: OpenFile, { childId }: InputOf<typeof completeReunification>): NewOperation[] =>
  [caseAct(childId, 'deadlines-started', { deadlines: startDeadlines(law, [{ event: 'family_handover_done', at: unit.now }], values, unit.newIdentifier), cancels: [] })];

const visits = ['CLK-FOLLOW-UP-ALERT', 'CLK-FOLLOW-UP-7D', 'CLK-FOLLOW-UP-1M', 'CLK-FOLLOW-UP-3M', 'CLK-FOLLOW-UP-6M', 'CLK-FOLLOW-UP-12M'];

/** A visit answers the first that is due; one that alarms makes another due within the hours of its clock. */
function visitAnswered(unit: UnitOfWork, { law, values, openDeadlines }: OpenFile, { childId, isSafe }: InputOf<typeof followUp>): NewOperation[] {
  const [due] = openDeadlines.filter(({ clock }) => clock !== null && visits.includes(clock)).toSorted((one, other) => visits.indexOf(one.clock!) - visits.indexOf(other.clock!));
  return [
    ...(due ? [caseAct(childId, 'deadline-completed', { deadlineId: due.id })] : []),
    ...(isSafe ? [] : [caseAct(childId, 'deadlines-started', { deadlines: startDeadlines(law, [{ event: 'safety_alert_raised', at: unit.now }], values, unit.newIdentifier), cancels: [] })]),
  ];
}

/** Each refuses `not-found` and as its decision says (`rules/decide-candidate.ts`). */
export const verify = verb('verify-candidate', verifyCandidate, fileRoles, decideVerification);
export const judge = verb('judge-candidate', judgeCandidate, custodyRoles, decideJudgement);
export const decideContactSafety = verb('decide-safety', decideSafety, custodyRoles, decideSafetyOf);
export const tell = verb('tell-family', tellFamily, custodyRoles, decideTelling);
export const propose = verb('propose-reunification', proposeReunification, custodyRoles, decideProposal);
export const answer = verb('answer-reunification', answerReunification, agencyWideRoles, decideAnswer);
export const complete = verb('complete-reunification', completeReunification, custodyRoles, decideCompletion, visitsDue);
export const recordFollowUp = verb('follow-up', followUp, custodyRoles, decideFollowUp, visitAnswered);

/** Request and child side by side, how far they have come, and what this worker may do. Refuses `not-found`. */
export const viewOne = query({
  name: 'tracing.view-candidate',
  input: viewCandidate.input,
  scope: { roles: fileRoles },
  child: ({ childId }) => childId,
  async read(unit, about) {
    const considered = await consider(unit, about);
    return considered.ok ? succeed(viewOf(considered.value, { actor: unit.caller.actor, roles: unit.caller.roles, today: dayOf(unit.now) })) : considered;
  },
});

function viewOf(considered: Considered, actor: CandidateActor): CandidateView {
  const { request, candidate, values, hasConsent, isClaimed } = considered;
  const about = { requestId: request.requestId, childId: candidate.childId };
  const isMine = ({ actor: by }: { readonly actor: string }) => by === actor.actor;
  const isOf = (roles: readonly Role[]) => roles.some((role) => actor.roles.includes(role));
  const { reunification, refutation, safety } = candidate;
  const plain = <T extends { readonly actor: string }>({ actor: _actor, ...rest }: T): Omit<T, 'actor'> => rest;
  return {
    ...about, name: displayNameOf(values), state: stateOf(candidate), band: candidate.band, probability: candidate.probability, foundAt: candidate.foundAt, hasComeBack: candidate.hasComeBack,
    sought: request.told.sought, known: values, evidence: [...candidate.evidence], warnings: warningsOf(request, candidate, values, isClaimed), hasConsent, standing: considered.isHeld ? 'open' : 'past',
    confirmations: candidate.confirmations.map((said) => ({ ...plain(said), isMine: isMine(said) })),
    refutation: refutation && { by: refutation.by, at: refutation.at, reason: refutation.reason },
    verifications: candidate.verifications.map(plain), safety: safety && plain(safety), tellings: candidate.tellings.map(plain),
    reunification: reunification && { ...plain(reunification), isMine: isMine(reunification), answer: reunification.answer && plain(reunification.answer), completed: reunification.completed && plain(reunification.completed) },
    followUps: candidate.followUps.map(plain),
    may: {
      confirm: decideJudgement(considered, { ...about, judgement: 'confirm', reason: '-' }, actor).ok,
      refute: decideJudgement(considered, { ...about, judgement: 'refute', reason: '-' }, actor).ok,
      decideSafety: decideSafetyOf(considered, { ...about, checks: {} as never, decision: 'not_yet', reason: '-' }, actor).ok && stateOf(candidate) === 'confirmed',
      tell: isOf(custodyRoles) && contactBar(considered).ok,
      propose: isOf(custodyRoles) && decideProposal(considered, { ...about, plannedFor: actor.today, receivedBy: '-', bestInterests: '-', childView: 'agrees' }).ok,
      approve: isOf(agencyWideRoles) && decideAnswer(considered, { ...about, isApproved: false, reason: '-' }, actor).ok,
      complete: isOf(custodyRoles) && decideCompletion(considered, { ...about, day: actor.today, hasReceipt: true }, actor).ok,
      followUp: isOf(custodyRoles) && stateOf(candidate) === 'reunified',
    },
  };
}
