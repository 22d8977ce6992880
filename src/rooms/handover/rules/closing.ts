import type { ClosingProposed } from '../schema/closing.ts';

/** Reasons for which nobody can go on. */
const needsNobody: ReadonlySet<string> = new Set(['death', 'duplicate']);

/**
 * What a closing lacks: exactly one of a named successor and the reason why there is none; a child is not left to nobody for a
 * reason that says somebody else answers. Paths and reasons as `input-invalid` lists them; empty when it is whole.
 */
export function closingFaults({ reason, successor, noSuccessor }: Pick<ClosingProposed, 'reason' | 'successor' | 'noSuccessor'>): string[] {
  if ((successor === null) === (noSuccessor === null)) return ['/successor: required'];
  if (successor !== null) return needsNobody.has(reason) ? ['/successor: not-possible'] : [];
  if (reason === 'left_area_with_new_owner' || reason === 'reunified_and_monitored') return ['/successor: required'];
  return (reason === 'death') === (noSuccessor === 'death') && (reason === 'duplicate') === (noSuccessor === 'duplicate') ? [] : ['/noSuccessor: other'];
}
