import type { Instant } from '#kernel/instant.ts';
import type { HandoverView } from '../../schema.ts';

/** Who answers for the child: one alone, both while the receipt is under way, nobody while the custodian is lost and no successor has accepted. */
export type Answerable = 'sender' | 'receiver' | 'both' | 'nobody';

export interface ProgressStep {
  /** Key of its name: `handover.step.<key>`. */
  readonly key: 'offered' | 'requested' | 'accepted' | 'delivered' | 'granted' | 'receipt';
  readonly state: 'done' | 'waiting' | 'ahead' | 'stopped';
  readonly at: Instant | null;
  /** Who took it here; null for a step of the other agency, of which this node has only its signed word. */
  readonly by: string | null;
  readonly side: 'sender' | 'receiver';
}

export interface Progress {
  readonly steps: readonly ProgressStep[];
  readonly answerable: Answerable;
  /** Custody stands with the sender until it confirms the delivery. */
  readonly holder: 'sender' | 'receiver' | 'nobody';
}

type Standing = Pick<HandoverView, 'status' | 'mode' | 'direction' | 'events'>;
type Status = HandoverView['status'];

/** How many steps of an offer are behind, by status; of a request there is no acceptance between. */
const stepsDone: Readonly<Record<Status, number>> = { offered: 1, proposed: 1, requested: 1, agreed: 2, accepted: 2, retracting: 2, committed: 3, acknowledged: 4, taken: 4, withdrawn: 1, declined: 1 };
const kinds: Readonly<Record<ProgressStep['key'], readonly string[]>> = {
  offered: ['handover.offered'], requested: ['handover.requested', 'handover.answered'], accepted: ['handover.answered'],
  delivered: ['handover.released', 'handover.taken'], granted: ['handover.released', 'handover.taken'], receipt: ['handover.acknowledged', 'handover.taken'],
};
const sides: Readonly<Record<ProgressStep['key'], ProgressStep['side']>> = { offered: 'sender', requested: 'receiver', accepted: 'receiver', delivered: 'sender', granted: 'sender', receipt: 'receiver' };
const hasEnded = (status: Status): boolean => status === 'withdrawn' || status === 'declined';

/**
 * The protocol as people read it: what is done, what is waited for, and who is responsible at this moment. Nothing counts as
 * done before the record of it is here.
 */
export function progressOf({ status, mode, direction, events }: Standing): Progress {
  const keys: readonly ProgressStep['key'][] = mode === 'succession' ? ['offered', 'accepted', 'receipt'] : mode === 'pull' ? ['requested', 'granted', 'receipt'] : ['offered', 'accepted', 'delivered', 'receipt'];
  const done = mode === 'pull' || (mode === 'succession' && stepsDone[status] > 2) ? Math.max(1, stepsDone[status] - 1) : stepsDone[status];
  const steps = keys.map((key, index): ProgressStep => {
    const event = index < done ? events.find(({ kind }) => kinds[key].includes(kind)) : undefined;
    const state = index < done ? 'done' : index > done ? 'ahead' : hasEnded(status) ? 'stopped' : 'waiting';
    const isOurs = sides[key] === (direction === 'outgoing' ? 'sender' : 'receiver');
    return { key, state, side: sides[key], at: event?.at ?? null, by: isOurs ? (event?.actorLabel ?? null) : null };
  });
  if (mode === 'succession') {
    const follows = status === 'committed' || status === 'acknowledged' || status === 'accepted' || status === 'taken' ? ('receiver' as const) : ('nobody' as const);
    return { steps, answerable: follows, holder: follows };
  }
  if (status === 'committed') return { steps, answerable: 'both', holder: 'receiver' };
  if (status === 'acknowledged' || status === 'taken') return { steps, answerable: 'receiver', holder: 'receiver' };
  const isPromised = status === 'agreed' || status === 'accepted' || status === 'retracting' || (mode === 'pull' && direction === 'incoming' && !hasEnded(status));
  return { steps, answerable: isPromised ? 'both' : 'sender', holder: 'sender' };
}
