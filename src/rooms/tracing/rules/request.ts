import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { channels, requestOutcomes, requestSides, requestStandings } from '../schema.ts';
import { actedOn, isConfirmed, proposed, stateOf, type Candidate } from './candidate.ts';
import type { AtPeer, RequestEntry, Told } from './operations.ts';

/** A tracing request, folded from what was said and done. The verification questions are kept apart (`store/request.ts`). */
export interface TracingRequest {
  readonly requestId: Uuid;
  /** Under whose key it is sealed: the child who asks, or the number of the one who is sought. */
  readonly childId: ChildId;
  readonly side: (typeof requestSides)[number];
  readonly channel: (typeof channels)[number];
  readonly teamId: Uuid;
  readonly told: Told;
  readonly by: string;
  readonly requestedAt: Instant;
  readonly changedAt: Instant;
  readonly candidates: ReadonlyMap<ChildId, Candidate>;
  readonly withoutConsent: number;
  readonly atPeers: readonly AtPeer[];
  readonly closing: { readonly outcome: (typeof requestOutcomes)[number]; readonly reason: string; readonly at: Instant } | null;
}

/**
 * Folds the acts about one request in the order of the log. The first is `requested`.
 * @returns null when the first act is not there
 */
export function foldRequest(childId: ChildId, entries: readonly RequestEntry[]): TracingRequest | null {
  let request: TracingRequest | null = null;
  for (const entry of entries) request = request === null ? opened(childId, entry) : changed(request, entry);
  return request;
}

function opened(childId: ChildId, entry: RequestEntry): TracingRequest | null {
  if (entry.what !== 'requested') return null;
  const { requestId, side, channel, teamId, ...told } = entry.body;
  const at = instantOf(entry.madeAt);
  return { requestId, childId, side, channel, teamId, told, by: entry.actorLabel, requestedAt: at, changedAt: at, candidates: new Map(), withoutConsent: 0, atPeers: [], closing: null };
}

function changed(request: TracingRequest, entry: RequestEntry): TracingRequest {
  const at = instantOf(entry.madeAt);
  switch (entry.what) {
    case 'request-amended': {
      const { requestId: _request, ...told } = entry.body;
      return { ...request, changedAt: at, told: { ...request.told, ...told, sought: { ...request.told.sought, ...told.sought } } };
    }
    case 'request-closed':
      return { ...request, closing: { outcome: entry.body.outcome, reason: entry.body.reason, at } };
    case 'candidates-found': {
      const candidates = new Map(request.candidates);
      for (const proposal of entry.body.found) candidates.set(proposal.childId, proposed(candidates.get(proposal.childId), proposal, at));
      for (const childId of entry.body.gone) {
        const known = candidates.get(childId);
        if (known) candidates.set(childId, { ...known, isGone: true });
      }
      return { ...request, candidates, withoutConsent: entry.body.withoutConsent, atPeers: entry.body.atPeers };
    }
    default:
      return { ...request, candidates: actedOn(request.candidates, entry) };
  }
}

/** The one whom two people confirmed, if any. */
export const confirmedOf = ({ candidates }: Pick<TracingRequest, 'candidates'>): Candidate | undefined => [...candidates.values()].find(isConfirmed);

export function standingOf(request: TracingRequest): (typeof requestStandings)[number] {
  const confirmed = confirmedOf(request);
  if (confirmed && stateOf(confirmed) === 'reunified') return 'reunified';
  if (request.closing) return 'closed';
  return confirmed ? 'found' : 'open';
}

/** The moments that the figures are made of. */
export function milestonesOf(request: TracingRequest): { readonly foundAt: Instant | null; readonly reunifiedAt: Instant | null; readonly followedUpAt: Instant | null } {
  const confirmed = confirmedOf(request);
  return {
    foundAt: confirmed?.confirmations.find(({ actor }) => actor !== confirmed.confirmations[0]!.actor)?.at ?? null,
    reunifiedAt: confirmed?.reunification?.completed?.at ?? null,
    followedUpAt: confirmed?.followUps[0]?.at ?? null,
  };
}

/** Whom a worker still has to look at: not gone, not refuted. */
export const isWaiting = (candidate: Candidate): boolean => !candidate.isGone && ['possible', 'likely'].includes(stateOf(candidate));

/** What has to happen next in a request; `tracing.next.<step>` says it. */
export function nextStepOf(request: TracingRequest): string {
  const standing = standingOf(request);
  if (standing === 'closed') return 'none';
  const confirmed = confirmedOf(request);
  if (!confirmed) {
    const waiting = [...request.candidates.values()].filter(isWaiting);
    return waiting.some(({ confirmations }) => confirmations.length > 0) ? 'second' : waiting.length > 0 ? 'look' : 'wait';
  }
  if (standing === 'reunified') return 'visit';
  if (confirmed.safety?.decision !== 'contact_allowed') return confirmed.safety?.decision === 'no_contact' ? 'noContact' : 'safety';
  const { reunification } = confirmed;
  if (!reunification || reunification.answer?.isApproved === false) return 'contact';
  return reunification.answer === null ? 'approve' : 'reunify';
}
