import type { InputOf } from '#kernel/endpoint.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Decision, NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { observation, valueOfField } from '#rooms/person/rules.ts';
import type { PartialProfile, PersonAround } from '#rooms/person/schema.ts';
import { isAnswered, soughtName } from './sought.ts';
import type { amendTracing, closeTracing, openTracing, setQuestions } from '../schema.ts';
import { act, type AtPeer, type Proposal } from './operations.ts';
import { isWaiting, standingOf, type TracingRequest } from './request.ts';
import { whatWasSeen } from './candidate.ts';

type Nothing = Record<never, never>;
/** Who acts, as deciding needs it. */
export interface Actor {
  readonly actor: string;
  readonly teamIds: readonly Uuid[];
  readonly newIdentifier: () => Uuid;
  readonly newChildId: () => ChildId;
}

/** The child who asks, as her file stands. */
export interface AskingChild {
  readonly childId: ChildId;
  readonly consents: boolean;
  readonly values: PartialProfile;
  readonly versions: Parameters<typeof observation>[2];
}

/** Who is sought and who is feared become people in her file: there a family's question finds them, and a danger warns. */
function peopleTold(child: AskingChild, { sought, inquirer, feared = [] }: InputOf<typeof openTracing>, newIdentifier: () => Uuid): NewOperation[] {
  const known = valueOfField(child.values, 'people') ?? [];
  const phone = valueOfField(sought, 'phone');
  const told: PersonAround[] = [
    { id: newIdentifier(), relation: inquirer.relation, name: soughtName(sought), isWithChild: 'no', ...(phone === undefined ? {} : { phone }) },
    ...feared.map(({ relation, name }): PersonAround => ({ id: newIdentifier(), relation, isPossibleDanger: 'yes', ...(name === undefined ? {} : { name }) })),
  ];
  const people = told.filter((one) => !known.some((before) => before.relation === one.relation && before.name === one.name && before.phone === one.phone && before.isPossibleDanger === one.isPossibleDanger));
  return people.length === 0 ? [] : [observation(child.childId, { fields: { people }, source: 'child' }, child.versions)];
}

/**
 * Opens a request. A child who asks is named by her file, and only her yes to tracing opens it; a family's seeks somebody who gets a
 * number and a key of her own. Refuses `input-invalid` when nothing is said that one could look for, or a child's request names no
 * child, `consent-missing`.
 */
export function decideOpening(input: InputOf<typeof openTracing>, teamId: Uuid | undefined, child: AskingChild | null, actor: Actor): Result<Decision<{ requestId: Uuid }>> {
  const { questions, teamId: _asked, childId, feared: _feared, ...told } = input;
  if (!isAnswered(told.sought)) return refuse('input-invalid', { fields: ['/sought: required'] });
  if ((told.side === 'child') !== (childId !== undefined)) return refuse('input-invalid', { fields: ['/childId: required'] });
  if (child && !child.consents) return refuse('consent-missing', { missing: ['tracing'] });
  const team = teamId ?? actor.teamIds[0];
  if (team === undefined) return refuse('input-invalid', { fields: ['/teamId: required'] });
  const requestId = actor.newIdentifier();
  const subject = childId ?? actor.newChildId();
  return succeed({
    operations: [...(child ? peopleTold(child, input, actor.newIdentifier) : []), act(subject, 'requested', { requestId, teamId: team, ...told }), ...(questions === undefined || questions.length === 0 ? [] : [act(subject, 'questions-set', { requestId, questions })])],
    output: { requestId },
  });
}

const only = (operation: ReturnType<typeof act>): Result<Decision<Nothing>> => succeed({ operations: [operation], output: {} });
const isOver = (request: TracingRequest): boolean => ['closed', 'reunified'].includes(standingOf(request));

/** Refuses `already-done` when the request is over, `input-invalid` when nothing is left to look for. */
export function decideAmendment(request: TracingRequest, { requestId, ...told }: InputOf<typeof amendTracing>): Result<Decision<Nothing>> {
  if (isOver(request)) return refuse('already-done');
  if (!isAnswered({ ...request.told.sought, ...told.sought })) return refuse('input-invalid', { fields: ['/sought: required'] });
  return only(act(request.childId, 'request-amended', { requestId, ...told }));
}

/** Refuses `already-done`. */
export const decideClosing = (request: TracingRequest, { requestId, outcome, reason }: InputOf<typeof closeTracing>): Result<Decision<Nothing>> =>
  isOver(request) ? refuse('already-done') : only(act(request.childId, 'request-closed', { requestId, outcome, reason }));

export const decideQuestions = (request: TracingRequest, { requestId, questions }: InputOf<typeof setQuestions>): Result<Decision<Nothing>> =>
  isOver(request) ? refuse('already-done') : only(act(request.childId, 'questions-set', { requestId, questions }));

/** What the engine and the peers say of a request now. */
export interface Answer {
  readonly found: readonly Proposal[];
  readonly withoutConsent: number;
  readonly atPeers: readonly AtPeer[];
}

/** What changed since the last asking, to be recorded: nothing twice, and a refuted pair only with other evidence. */
export function newsOf(request: TracingRequest, { found, withoutConsent, atPeers }: Answer): NewOperation[] {
  const there = new Set(found.map(({ childId }) => childId));
  const news = found.filter((proposal) => {
    const known = request.candidates.get(proposal.childId);
    const seen = whatWasSeen(proposal.evidence);
    if (known?.refutation) return known.refutation.seen !== seen;
    return !known || known.isGone || known.band !== proposal.band || whatWasSeen(known.evidence) !== seen;
  });
  const gone = [...request.candidates.values()].filter((known) => isWaiting(known) && !there.has(known.childId)).map(({ childId }) => childId);
  const isOld = news.length + gone.length === 0 && withoutConsent === request.withoutConsent && JSON.stringify(atPeers) === JSON.stringify(request.atPeers);
  return isOld ? [] : [act(request.childId, 'candidates-found', { requestId: request.requestId, found: news, gone, withoutConsent, atPeers })];
}
