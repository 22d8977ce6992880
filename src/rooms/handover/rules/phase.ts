import type { CustodyPhase } from '../schema/custody.ts';

/** A handover that is still under way, as the phase needs it. */
export interface OpenHandover {
  readonly direction: 'outgoing' | 'incoming';
  readonly status: string;
}

const phaseOfOutgoing: Readonly<Record<string, CustodyPhase>> = { offered: 'offered', agreed: 'agreed', requested: 'requested', committed: 'released' };
const phaseOfIncoming: Readonly<Record<string, CustodyPhase>> = { proposed: 'proposed', accepted: 'accepted', retracting: 'retracting' };
/** The further a handover has come, the more it says; of several the furthest shows. */
const order: readonly CustodyPhase[] = ['released', 'agreed', 'requested', 'offered', 'retracting', 'accepted', 'proposed'];

/** What the custody line shows, from who holds the child and what is under way. */
export function phaseOf(status: 'hold' | 'past' | null, open: readonly OpenHandover[]): CustodyPhase {
  const phases = open.flatMap((handover) => {
    const phase = (handover.direction === 'outgoing' ? phaseOfOutgoing : phaseOfIncoming)[handover.status];
    return phase === undefined ? [] : [phase];
  });
  const furthest = order.find((phase) => phases.includes(phase));
  return furthest ?? (status === 'hold' ? 'held' : 'past');
}
