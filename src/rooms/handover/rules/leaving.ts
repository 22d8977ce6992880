import type { NewOperation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';

/** What still ties a node to children. */
export interface Ties {
  /** Children for whom it is responsible. */
  readonly held: number;
  /** Handovers that it released and that the receiver has not acknowledged. */
  readonly releasing: number;
  /** Handovers that it accepted and that may still bring children. */
  readonly promised: number;
}
interface Leaving { readonly leftAt: string | null }

/** Refuses `already-done` (declared), `state-changed` (has left). */
export function declareLeaving(known: Leaving | null, reason: string): Result<NewOperation> {
  if (known) return known.leftAt === null ? refuse('already-done') : refuse('state-changed', { reason: 'left' });
  return succeed({ kind: 'governance.leaving-declared', childId: null, body: { reason } });
}

/** Refuses `not-found` (not declared), `state-changed` (has left). */
export function withdrawLeaving(known: Leaving | null): Result<NewOperation> {
  if (!known) return refuse('not-found', { what: 'leaving' });
  return known.leftAt === null ? succeed({ kind: 'governance.leaving-withdrawn', childId: null, body: {} }) : refuse('state-changed', { reason: 'left' });
}

/**
 * A node leaves once it answers for nobody: it holds no child, what it released was acknowledged, and nothing that it accepted is
 * still to come. Refuses `not-found` (not declared), `state-changed` (has left), `conflict`, reason `children-here`, with the counts.
 */
export function leave(known: Leaving | null, { held, releasing, promised }: Ties): Result<NewOperation> {
  if (!known) return refuse('not-found', { what: 'leaving' });
  if (known.leftAt !== null) return refuse('state-changed', { reason: 'left' });
  if (held + releasing + promised > 0) return refuse('conflict', { reason: 'children-here', held, releasing, promised });
  return succeed({ kind: 'governance.node-left', childId: null, body: {} });
}

/** What workers may not do at a node that leaves: take on anybody new. At one that has left: change anything. */
export function whyNotWhileLeaving(known: Leaving | null, verb: string): 'left' | 'leaving' | null {
  if (!known) return null;
  if (known.leftAt !== null) return verb.startsWith('access.') ? null : 'left';
  return verb === 'handover.accept' || verb === 'handover.request' ? 'leaving' : null;
}
