import type { NodeId } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { InvitationEnded, InvitationView } from '../schema/invitations.ts';

/** What is kept of an invitation. */
export interface KeptInvitation {
  readonly invitationId: InvitationView['invitationId'];
  readonly expiresAt: Instant;
  readonly answerCard: string | null;
  readonly ended: InvitationEnded['how'] | null;
}

/** An answer that came in time waits for its confirmation also after the invitation's last day. */
export function statusOf({ expiresAt, answerCard, ended }: KeptInvitation, now: Instant): InvitationView['status'] {
  if (ended !== null) return ended;
  if (answerCard !== null) return 'answered';
  return expiresAt < now ? 'expired' : 'open';
}

/**
 * Takes the answer of an invited node. A stranger, a late one and one who comes second learn the same: `not-found`. The same card
 * once more changes nothing; the node's own card is `receiver-is-self`, a peer's `already-done`.
 */
export function takeAnswer(known: KeptInvitation | null, card: { readonly nodeId: NodeId; readonly text: string }, self: NodeId, isPeer: boolean, now: Instant): Result<NewOperation[]> {
  const status = known && statusOf(known, now);
  if (known && status === 'answered' && known.answerCard === card.text) return succeed([]);
  if (!known || status !== 'open') return refuse('not-found', { what: 'invitation' });
  if (card.nodeId === self) return refuse('receiver-is-self');
  if (isPeer) return refuse('already-done', { node: card.nodeId });
  return succeed([{ kind: 'governance.invitation-answered', childId: null, body: { invitationId: known.invitationId, card: card.text } }]);
}

/** Refuses `not-found`, `state-changed` (ended before). */
export function endInvitation(known: KeptInvitation | null, how: InvitationEnded['how'], now: Instant): Result<NewOperation> {
  if (!known) return refuse('not-found', { what: 'invitation' });
  const status = statusOf(known, now);
  const isPossible = how === 'confirmed' ? status === 'answered' : status === 'open' || status === 'answered' || status === 'expired';
  return isPossible ? succeed({ kind: 'governance.invitation-ended', childId: null, body: { invitationId: known.invitationId, how } satisfies InvitationEnded }) : refuse('state-changed', { status });
}
