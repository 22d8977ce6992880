import type { InputOf } from '#kernel/endpoint.ts';
import type { Uuid } from '#kernel/identifier.ts';
import type { Decision } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { answerMove, assignWorker, closeFile, moveTeam, reopenFile } from '../schema.ts';
import { isRisk } from './concerns.ts';
import { only, type OpenFile } from './decide-record.ts';
import { act } from './operations.ts';
import { isSupervisory, type Actor } from './receive.ts';

type Nothing = Record<never, never>;
const reasonOf = (reason: string | undefined) => (reason === undefined ? {} : { reason });

/** A colleague as far as assigning needs it. */
export interface Colleague {
  readonly isActive: boolean;
  readonly teamIds: readonly Uuid[];
}

/**
 * A supervisor gives a file to anyone of its team; a case worker takes one that nobody has, or gives back her own.
 * Refuses with `not-found` (no such active colleague in the team), `already-done`, `not-allowed`.
 */
export function decideWorker(state: OpenFile & { readonly colleague: Colleague | null }, input: InputOf<typeof assignWorker>, actor: Actor): Result<Decision<Nothing>> {
  const place = state.scope;
  const workerId = input.workerId;
  if (workerId === place.workerId) return refuse('already-done');
  const isOwnAct = workerId === null ? place.workerId === actor.workerId : workerId === actor.workerId && place.workerId === null;
  if (!isSupervisory(actor.roles) && !isOwnAct) return refuse('not-allowed');
  const isOfTeam = state.colleague?.isActive === true && state.colleague.teamIds.includes(place.teamId);
  if (workerId !== null && !isOfTeam) return refuse('not-found', { what: 'worker' });
  return only(input.childId, 'worker-assigned', { workerId, ...reasonOf(input.reason) });
}

/**
 * A supervisor moves a file to another team at once; anyone else proposes it, and the file stays where it is until a
 * supervisor accepts. Refuses with `not-found` (no such team), `already-done`.
 */
export function decideMove(state: OpenFile & { readonly hasTeam: boolean }, input: InputOf<typeof moveTeam>, actor: Actor): Result<Decision<{ isProposed: boolean }>> {
  const { childId, reason } = input;
  const teamId = input.teamId;
  if (!state.hasTeam) return refuse('not-found', { what: 'team' });
  if (teamId === state.scope.teamId) return refuse('already-done');
  const isProposed = !isSupervisory(actor.roles);
  const operation = isProposed ? act(childId, 'move-proposed', { teamId, reason }) : act(childId, 'placed', { teamId, workerId: null, reason });
  return succeed({ operations: [operation], output: { isProposed } });
}

/** Refuses with `not-found` (nothing is proposed), `not-allowed` (the own proposal). */
export function decideMoveAnswer({ file }: OpenFile, input: InputOf<typeof answerMove>, actor: Actor): Result<Decision<Nothing>> {
  const { childId, isAccepted, reason } = input;
  if (!file.proposal) return refuse('not-found', { what: 'proposal' });
  if (file.proposal.actor === actor.actor) return refuse('not-allowed');
  if (!isAccepted) return only(childId, 'move-declined', reasonOf(reason));
  return only(childId, 'placed', { teamId: file.proposal.teamId, workerId: null, reason: file.proposal.reason });
}

/** An urgent file, or one with a grave risk that nobody settled, is not closed. Refuses with `risk-open` and why. */
export function decideClosure({ file }: OpenFile, { childId, reason, summary }: InputOf<typeof closeFile>): Result<Decision<Nothing>> {
  if (file.urgency.level === 'emergency' || file.urgency.level === 'high') return refuse('risk-open', { because: 'urgency', level: file.urgency.level });
  const grave = [...file.concerns].filter(([code, { current }]) => isRisk(code) && current.severity === 3).map(([code]) => code);
  return grave.length > 0 ? refuse('risk-open', { because: 'grave-risk', codes: grave }) : only(childId, 'closed', { reason, summary });
}

/** Refuses with `already-done` when the file is not closed. */
export const decideReopening = ({ file }: Pick<OpenFile, 'file'>, { childId, reason }: InputOf<typeof reopenFile>): Result<Decision<Nothing>> =>
  file.closure === null ? refuse('already-done') : only(childId, 'reopened', { reason });
