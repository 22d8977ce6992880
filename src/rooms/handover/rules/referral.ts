import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { ReferralStatus } from '../schema/referral.ts';

/** What stands in the way of an answer: who gives it and how far the referral has come. */
interface Standing {
  readonly direction: 'outgoing' | 'incoming';
  /** Null for a service on paper: its answers are entered by the agency that referred. */
  readonly peer: string | null;
  readonly status: ReferralStatus;
}

/** From which status each answer is possible. */
const possible: Readonly<Record<Exclude<ReferralStatus, 'sent'>, readonly ReferralStatus[]>> = {
  accepted: ['sent'], declined: ['sent'], provided: ['sent', 'accepted'], not_provided: ['sent', 'accepted'], withdrawn: ['sent', 'accepted'],
};

/**
 * The status after an answer. The receiver answers; only the sender withdraws; a service on paper is answered for by
 * the sender. Refuses `not-allowed` (not this side's word) and `already-done` (it has ended).
 */
export function referralOutcome({ direction, peer, status }: Standing, answer: Exclude<ReferralStatus, 'sent'>): Result<Exclude<ReferralStatus, 'sent'>> {
  const isOurs = answer === 'withdrawn' ? direction === 'outgoing' : direction === 'incoming' || peer === null;
  if (!isOurs) return refuse('not-allowed');
  return possible[answer].includes(status) ? succeed(answer) : refuse('already-done');
}
