import type { NodeId } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import type { AgreementTerms } from '../schema.ts';
import type { WithheldReason } from './policy.ts';

/** Why something that came from another agency does not go on, or null. */
export type OnwardJudge = (operation: Pick<Operation, 'kind' | 'node'>) => WithheldReason | null;

interface Onward {
  readonly self: NodeId;
  /** To whom the file goes on. */
  readonly to: NodeId;
  /** From whom it had come, and what was agreed with each about third parties. */
  readonly received: readonly { readonly from: NodeId; readonly onwardSharing: AgreementTerms['onwardSharing'] }[];
  /** The child's consent to sharing, as it stands now. */
  readonly hasConsent: boolean;
}

/**
 * What was recorded here goes by the agreement with the receiver alone. What came from others goes on only as all the agreements
 * under which it came allow: not at all, with consent, or on the same terms; back to who gave or made it, always. The custody
 * chain and the silence about a child are nobody's content: they go with her.
 */
export function onwardJudge({ self, to, received, hasConsent }: Onward): OnwardJudge {
  const givers = new Set(received.map(({ from }) => from));
  const reason: WithheldReason | null = received.some(({ onwardSharing }) => onwardSharing === 'forbidden') ? 'onward-forbidden'
    : received.some(({ onwardSharing }) => onwardSharing === 'with_consent') && !hasConsent ? 'onward-consent' : null;
  if (reason === null || givers.has(to)) return () => null;
  return ({ kind, node }) => (node === self || node === to || kind.startsWith('handover.') ? null : reason);
}
