import type { ChildId } from '#kernel/identifier.ts';
import { refuse, succeed } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { returnCustody } from '../schema.ts';
import { findCustody, heldWith } from '../store/read.ts';
import { factsOfChildren } from './child-facts.ts';
import { requireAll } from './offer.ts';
import { prepareOffer, requireTogether } from './prepare-offer.ts';
import { custodyVerb } from './step.ts';

/** Those who came together go back together. */
const comingAlong = async (unit: UnitOfWork, childId: ChildId): Promise<ChildId[]> => {
  const handoverId = (await findCustody(unit, childId))?.handover_id;
  return [childId, ...(handoverId ? await heldWith(unit, handoverId) : []).filter((other) => other !== childId)];
};

/**
 * Returns children to the agency that had them before, in one step: an offer to it under the agreement with it. Refuses
 * `not-found` (also where this agency was the first), `child-not-held`, `siblings-apart`, `consent-missing`, and as the offer.
 */
export const giveBack = custodyVerb('handover.give-back', returnCustody, {
  allow: async (unit, { childId }) => {
    const childIds = await comingAlong(unit, childId);
    const seen = await requireAll(unit, childIds);
    return seen.ok ? requireTogether(unit, childIds, undefined) : seen;
  },
  ask: async (unit, { childId, reason, urgency, note, consentOverride }) => {
    const to = (await findCustody(unit, childId))?.previous;
    if (to === undefined || to === unit.node.nodeId) return refuse('not-found', { what: 'previous' });
    const childIds = await comingAlong(unit, childId);
    const facts = await factsOfChildren(unit, childIds);
    if (!consentOverride && !facts.every((child) => child.consentsToSharing)) return refuse('consent-missing', { missing: ['sharing'] });
    const prepared = await prepareOffer(unit, facts, to, { purpose: 'custody_transfer', reason, urgency, plan: {}, ...(note === undefined ? {} : { note }) });
    if (!prepared.ok) return prepared;
    return succeed({
      command: { kind: 'offer', handoverId: unit.newIdentifier(), childIds, to, mode: 'push', parallel: false, thenTo: [] },
      details: { offer: prepared.value, ...(consentOverride ? { said: { reason: consentOverride.reason } } : {}) },
    });
  },
});
