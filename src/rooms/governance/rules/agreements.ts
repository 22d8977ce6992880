import { dayOf, millisecondsOf, type Instant } from '#kernel/instant.ts';
import type { NodeId } from '#kernel/identifier.ts';
import type { Decision } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Agreement, AgreementDocument, AgreementTerms, AgreementView, Peer } from '../schema.ts';
import { isActive } from './policy.ts';

/** The other party, seen from `self`. */
export const otherParty = (terms: AgreementTerms, self: NodeId): NodeId => terms.parties.find((party) => party !== self)!;

const dayMilliseconds = 86_400_000;

/** An agreement as `self` sees it now: its state and the days until it ends (negative once it has). */
export function viewOf(agreement: Agreement, self: NodeId, now: Instant): AgreementView {
  const { terms, signatures, endedAt, isReplaced } = agreement;
  const today = dayOf(now);
  const peer = otherParty(terms, self);
  const status =
    endedAt !== null ? 'ended'
    : isReplaced ? 'replaced'
    : signatures[self] === undefined ? 'signed_there'
    : signatures[peer] === undefined ? 'signed_here'
    : isActive(agreement, today) ? 'active'
    : today < terms.validFrom ? 'future'
    : 'expired';
  const lastMoment = millisecondsOf(`${terms.validUntil}T00:00:00.000Z` as Instant) + dayMilliseconds;
  return { ...agreement, peer, status, daysLeft: Math.floor((lastMoment - millisecondsOf(now)) / dayMilliseconds) };
}

/** The agreements, each with whether a newer version of it, signed by both, has taken its place. */
export function withReplacements(agreements: readonly Omit<Agreement, 'isReplaced'>[]): Agreement[] {
  const isSigned = ({ terms, signatures }: Omit<Agreement, 'isReplaced'>) => terms.parties.every((party) => signatures[party] !== undefined);
  return agreements.map((agreement) => ({
    ...agreement,
    isReplaced: agreements.some((other) => other.terms.agreementId === agreement.terms.agreementId && other.terms.version > agreement.terms.version && isSigned(other)),
  }));
}

/** Refuses `input-invalid` (parties, dates), `not-found` (no such peer), `state-changed` (peer not active). */
export function whyNotConclude(terms: AgreementTerms, self: NodeId, peer: Peer | null): Result<true> {
  if (!terms.parties.includes(self)) return refuse('input-invalid', { field: 'parties' });
  if (terms.validUntil < terms.validFrom) return refuse('input-invalid', { field: 'validUntil' });
  if (!peer) return refuse('not-found', { node: otherParty(terms, self) });
  return peer.status === 'active' ? succeed(true) : refuse('state-changed', { status: peer.status });
}

/**
 * Records a document with the signatures that hold. An agreement is between both or it is nothing: what is known under
 * the same identifier and version must have the same terms (`sameTerms`), else `state-changed`; and there must be
 * something new, else `already-done`.
 */
export function recordDocument(known: Agreement | null, sameTerms: boolean, document: AgreementDocument): Result<Decision<AgreementDocument>> {
  if (known && !sameTerms) return refuse('state-changed', { reason: 'other-terms' });
  if (known?.endedAt) return refuse('state-changed', { reason: 'ended' });
  const signatures = { ...known?.signatures, ...document.signatures };
  const isNew = Object.keys(signatures).length > Object.keys(known?.signatures ?? {}).length;
  if (!isNew) return refuse('already-done');
  const body: AgreementDocument = { terms: document.terms, signatures };
  return succeed({ operations: [{ kind: 'governance.agreement-recorded', childId: null, body }], output: body });
}
