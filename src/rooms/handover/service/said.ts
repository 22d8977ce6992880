import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { UnitOfWork } from '#platform/services.ts';
import type { HandoverMode } from '../rules.ts';
import type { MinimalProfile, OfferTerms, Plan } from '../schema.ts';
import { childrenOfHandover, findHandovers, readSteps, readTerms } from '../store/read.ts';

/** Everything that was said about one handover: what its messages carry beside the protocol's own words. */
export interface SaidOfHandover {
  readonly handoverId: Uuid;
  readonly direction: 'outgoing' | 'incoming';
  readonly peer: NodeId;
  readonly mode: HandoverMode;
  readonly childIds: readonly ChildId[];
  /** When its present status began. */
  readonly changedAt: Instant;
  readonly terms: OfferTerms | null;
  readonly profiles: readonly MinimalProfile[];
  readonly signedOffer: string | null;
  readonly plan: Plan | null;
  readonly acceptance: string | null;
  readonly evidence: string | null;
}

/** What was said about a handover of this node; null when it does not know it. Runs as the node. */
export async function saidOfHandover(unit: UnitOfWork, handoverId: Uuid): Promise<SaidOfHandover | null> {
  const [record] = await findHandovers(unit, { handoverId });
  if (!record) return null;
  const childIds = await childrenOfHandover(unit, handoverId);
  const first = childIds[0];
  const terms = await readTerms(unit, [handoverId]);
  const steps = first ? await readSteps(unit, handoverId, first) : [];
  const last = <Key extends 'plan' | 'acceptance' | 'evidence'>(key: Key) => steps.findLast((step) => step.body[key] !== undefined)?.body[key] ?? null;
  const all = [...terms.values()];
  return {
    handoverId, direction: record.direction, peer: record.peer, mode: record.mode, childIds, changedAt: record.changedAt,
    terms: all[0]?.terms ?? null, profiles: all.map((one) => one.profile), signedOffer: all[0]?.signedOffer ?? null,
    plan: last('plan'), acceptance: last('acceptance'), evidence: last('evidence'),
  };
}
