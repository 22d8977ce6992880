import type { ChildId, NodeId } from '#kernel/identifier.ts';
import type { TrackMode } from '../schema/tracking.ts';
import type { OutboxEntry } from './outbox.ts';
import type { PeerRecord } from './state.ts';

/** Codes that tell of a need for international protection: threat by organised crime, persecution, family or sexual violence. */
const protectionCodes: ReadonlySet<string> = new Set(['P01', 'P02', 'P04', 'P05', 'P06']);
const gravestHarmless = 1;

/** Whether what was recorded as needs and risks forbids that the agency of origin learns where the child is. */
export const forcesSilence = (concerns: readonly { readonly code?: unknown; readonly severity?: unknown }[]): boolean =>
  concerns.some(({ code, severity }) => protectionCodes.has(String(code)) && Number(severity) > gravestHarmless);

export interface Tracking {
  readonly mode: TrackMode;
  readonly steward: NodeId | null;
  readonly isForced: boolean;
}
export const openTracking: Tracking = { mode: 'direct', steward: null, isForced: false };

/** The mode that counts: a forced silence is never weaker than `blind`. */
export const modeOf = ({ mode, isForced }: Tracking): TrackMode => (isForced && mode === 'direct' ? 'blind' : mode);

/**
 * TRACK as the mode of each child lets it out; every other message as it is. A group speaks as one (R26), so one child under
 * `blind` keeps all of it silent; `steward` sends it to the steward in place of the origin. Custody is untouched: pointers of
 * the neighbours still lead on, hop by hop.
 */
export function gateTracking(entries: readonly OutboxEntry[], trackingOf: (childId: ChildId) => Tracking, peers: Readonly<Record<NodeId, PeerRecord>>): OutboxEntry[] {
  return entries.flatMap((entry): OutboxEntry[] => {
    const { message } = entry;
    if (message.type !== 'TRACK') return [entry];
    const trackings = message.group.map(({ childId }) => trackingOf(childId));
    if (trackings.every((tracking) => modeOf(tracking) === 'direct')) return [entry];
    const stewards = new Set(trackings.filter((tracking) => modeOf(tracking) === 'steward').map(({ steward }) => steward));
    const [steward] = stewards;
    const fence = steward ? peers[steward]?.fence : undefined;
    const isForSteward = stewards.size === 1 && steward && fence !== undefined && trackings.every((tracking) => modeOf(tracking) !== 'blind') && steward !== message.from;
    return isForSteward ? [{ ...entry, key: `${entry.key} steward ${steward} ${fence}`, message: { ...message, to: steward, addresseeIncarnation: fence } }] : [];
  });
}

/** What a node knows about the way of one child, seen from a node that asks. */
export interface Way {
  readonly status: 'hold' | 'past';
  readonly pointer: NodeId;
  readonly previous: NodeId;
  readonly steward: NodeId | null;
  /** Nodes that had her before this one. */
  readonly before: readonly NodeId[];
}

/**
 * What a node may tell of a child whose way is hidden: `all` to its neighbour further on, to who gave it the child and to the
 * steward; `relay` (itself, to carry a word on) to who had her before; `nothing`, as if it had never heard of her, to anyone else.
 */
export function mayLearn({ status, pointer, previous, steward, before }: Way, asker: NodeId): 'all' | 'relay' | 'nothing' {
  if (asker === steward) return 'all';
  if (status === 'hold') return asker === previous ? 'all' : 'nothing';
  if (asker === pointer) return 'all';
  return before.includes(asker) ? 'relay' : 'nothing';
}
