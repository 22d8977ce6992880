import { formatInstant } from '#web/kit/dates.ts';
import { text } from '#web/kit/text.tsx';
import type { ErasureBasis, ErasureView } from '../../schema/erasure.ts';

/** On what ground, and how sure that is: what nobody has checked says so. */
export const basisWords = ({ kind, text: words, certainty }: ErasureBasis): string => text('handover-erasure.basis.words', { kind: text(`handover-erasure.basis.${kind}`), text: words, certainty: text(`reference.certainty.${certainty}`) });

/** "Erased here on …, because …; proposed by …, approved by …". */
export function erasureWords({ at, reason, basis, proposedBy, approvedBy }: ErasureView): string {
  const why = text(`handover-erasure.reason.${reason}`);
  const who = proposedBy === null ? text('handover-erasure.byOne', { approvedBy }) : text('handover-erasure.byTwo', { proposedBy, approvedBy });
  return [text('handover-erasure.on', { at: formatInstant(at), why }), who, basis && basisWords(basis)].filter(Boolean).join(' ');
}
