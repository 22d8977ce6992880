import { hoursBetween, type Instant } from '#kernel/instant.ts';

/**
 * How handovers end, to be published by the month: the taxonomy of the reliability design, made after that of record transfers
 * between practices (NHS GP2GP). `under_way` is no outcome yet; with it every handover has exactly one place.
 */
export const outcomes = [
  'taken_on_time', 'taken_late', 'declined', 'withdrawn', 'expired', 'forced_received', 'forced_not_received', 'lost_contact_open', 'lost_contact_closed', 'disputed', 'under_way',
] as const;
export type Outcome = (typeof outcomes)[number];

/** One handover as the rows of this node tell it. */
export interface HandoverFacts {
  readonly direction: 'outgoing' | 'incoming';
  readonly mode: 'push' | 'pull' | 'forced' | 'succession';
  readonly status: string;
  /** Why it ended without custody moving. */
  readonly reason: string | null;
  readonly openedAt: Instant;
  /** Until when custody had to move to be on time: the time to answer and then the time to deliver. */
  readonly dueAt: Instant;
  readonly takenAt: Instant | null;
  /** When the receiver put on record that it has seen the children; known to the receiver alone. */
  readonly firstContactAt: Instant | null;
  /** The search for one of its children that began before she was seen at her new place. */
  readonly search: 'open' | 'closed' | null;
  /** One of its children is claimed by two successors. */
  readonly isDisputed: boolean;
}

const takenStatuses: ReadonlySet<string> = new Set(['acknowledged', 'taken']);
const endedStatuses: ReadonlySet<string> = new Set(['declined', 'withdrawn']);
/** Words of the custodian that refuse a request, where the kernel knows only that it was withdrawn. */
const refusals: ReadonlySet<string> = new Set(['refused', 'not_held']);

/** The one place of a handover in the taxonomy: what weighs more goes first. Total: every handover has one. */
export function outcomeOf({ mode, status, reason, dueAt, takenAt, search, isDisputed }: HandoverFacts): Outcome {
  const isTaken = takenStatuses.has(status);
  const isEnded = endedStatuses.has(status);
  if (isDisputed) return 'disputed';
  if (mode === 'forced' && (isTaken || isEnded)) return isTaken ? 'forced_received' : 'forced_not_received';
  if (search !== null) return search === 'open' ? 'lost_contact_open' : 'lost_contact_closed';
  if (isTaken) return takenAt === null || takenAt <= dueAt ? 'taken_on_time' : 'taken_late';
  if (!isEnded) return 'under_way';
  if (status === 'declined' || refusals.has(reason ?? '')) return 'declined';
  return reason === 'expired' ? 'expired' : 'withdrawn';
}

/** A median and of how many it is; null where there is nothing to measure. */
export interface Median {
  readonly hours: number | null;
  readonly of: number;
}

export interface OutcomeCounts {
  readonly total: number;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly toTaken: Median;
  readonly toFirstContact: Median;
}

/** Counts handovers by outcome, with the median hours from offer to custody and from custody to first contact. */
export function countOutcomes(handovers: readonly HandoverFacts[]): OutcomeCounts {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const handover of handovers) counts[outcomeOf(handover)] += 1;
  const spans = (span: (handover: HandoverFacts) => readonly [Instant, Instant] | null) => handovers.flatMap((handover) => {
    const found = span(handover);
    // a clock that was set back gives no negative span
    return found ? [Math.max(0, hoursBetween(...found))] : [];
  });
  return {
    total: handovers.length, counts,
    toTaken: medianOf(spans(({ status, openedAt, takenAt }) => (takenStatuses.has(status) && takenAt ? [openedAt, takenAt] : null))),
    toFirstContact: medianOf(spans(({ takenAt, firstContactAt }) => (takenAt && firstContactAt ? [takenAt, firstContactAt] : null))),
  };
}

function medianOf(hours: readonly number[]): Median {
  const sorted = hours.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return { hours: null, of: 0 };
  const exact = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { hours: Math.round(exact * 10) / 10, of: sorted.length };
}
