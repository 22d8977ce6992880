import type { Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { ErasureView, RetainedChild } from '../schema/erasure.ts';

/** What decides whether a file may be destroyed. */
export interface Retained {
  readonly isHeld: boolean;
  readonly isClosed: boolean;
  /** A handover of hers is open, or its receipt is awaited: this node still answers for her. */
  readonly isMoving: boolean;
  readonly isDisputed: boolean;
  readonly isOnHold: boolean;
  readonly keepUntil: Instant;
}

/** Kept for so long where no agreement says otherwise (custody/1 section 11: our own figure, not law). */
export const usualRetentionDays = 90;
/** What is destroyed, and what remains because it proves custody. */
export const destroyedParts = ['identity', 'file', 'attachments', 'messages', 'search-index'] as const;
export const remainingParts = ['identifier', 'custody-chain', 'signatures', 'pointer', 'access-log'] as const;

/**
 * Why a file may not be destroyed now; null when it may. A file that was handed over may go before its agreed time where another
 * reason than that time asks for it; one that was closed here is the last and is kept until then. (custody/1 section 11)
 */
export function obstacleTo({ isHeld, isClosed, isMoving, isDisputed, isOnHold, keepUntil }: Retained, reason: ErasureView['reason'] | null, now: Instant): RetainedChild['obstacle'] {
  if (isHeld && !isClosed) return 'custody_held';
  if (isMoving) return 'receipt_awaited';
  if (isDisputed) return 'disputed';
  if (isOnHold) return 'authority_hold';
  return now < keepUntil && (isHeld || reason === 'retention_ended') ? 'retention_runs' : null;
}

/** Refuses `erasure-blocked` with the obstacle, and until when the file is kept. */
export function requireErasable(retained: Retained, reason: ErasureView['reason'], now: Instant): Result<true> {
  const obstacle = obstacleTo(retained, reason, now);
  return obstacle === null ? succeed(true) : refuse('erasure-blocked', { reason: obstacle, until: retained.keepUntil });
}
