import { addHours, type Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';

/** What must be known of a handover and of what was entered about it. */
export interface PaperState {
  readonly status: string;
  readonly direction: 'outgoing' | 'incoming';
  /** What stands here already and was not rejected. */
  readonly standing: { readonly status: 'entered' | 'checked'; readonly enteredBy: string } | null;
}

/** A handover whose receiver has not answered by its node: only then does a paper say anything new. */
export const awaitsSignature = ({ status, direction }: Pick<PaperState, 'status' | 'direction'>): boolean => status === (direction === 'outgoing' ? 'offered' : 'proposed');

/**
 * Whether a paper may be entered. It is evidence, not a step of custody/1: nobody becomes custodian without a signature of its node
 * (I7), and the sender stays responsible. Refuses `handover-not-open`, `already-done`, `input-invalid` (signed in the future).
 */
export function mayEnterPaper(state: PaperState, signedAt: Instant, now: Instant): Result<true> {
  if (!awaitsSignature(state)) return refuse('handover-not-open');
  if (state.standing) return refuse('already-done');
  return signedAt > addHours(now, 1) ? refuse('input-invalid', { fields: ['/signedAt: future'] }) : succeed(true);
}

/** A second person compares the entry with the picture. Refuses `not-found` (nothing waits for it), `not-allowed`, reason `second-person`. */
export function mayCheckPaper(standing: PaperState['standing'], actor: string): Result<true> {
  if (standing?.status !== 'entered') return refuse('not-found', { what: 'paper' });
  return standing.enteredBy === actor ? refuse('not-allowed', { reason: 'second-person' }) : succeed(true);
}

/**
 * What a paper that counts and the answer of the node say together. `outstanding`: signed on paper, not by the node.
 * `confirmed`: both say yes. `contradicted`: the node says no, or the offer ended, while somebody has signed for the child.
 */
export function paperStanding(status: string): 'outstanding' | 'confirmed' | 'contradicted' {
  if (status === 'offered' || status === 'proposed') return 'outstanding';
  return status === 'declined' || status === 'withdrawn' ? 'contradicted' : 'confirmed';
}
