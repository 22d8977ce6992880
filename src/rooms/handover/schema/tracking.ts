import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import type { NodeId } from '#kernel/identifier.ts';
import { ChildIdText, closed, NodeIdText, text } from '#kernel/text-types.ts';

/**
 * Who learns where a child is. `direct`: the agency that registered her is told each new custodian. `blind`: each agency knows
 * only its neighbours in the chain and relays. `steward`: a neutral node keeps the pointer instead of the origin.
 */
export const trackModes = ['direct', 'blind', 'steward'] as const;
export const TrackMode = Type.Enum([...trackModes]);
export type TrackMode = Static<typeof TrackMode>;

export const setTracking = endpoint({
  method: 'POST', path: '/api/children/:childId/tracking', summary: 'Decide who may learn where the child is; never less protection than what is recorded about her demands',
  input: Type.Object({ childId: ChildIdText, mode: TrackMode, steward: Type.Optional(NodeIdText), reason: text(500) }, closed), output: Type.Object({ mode: TrackMode }),
});

/** `handover.tracking-set`, in the file of the child: travels with it, so that the next custodian keeps silent too. */
export interface TrackingSet {
  readonly mode: TrackMode;
  readonly steward: NodeId | null;
  readonly reason: string;
}
