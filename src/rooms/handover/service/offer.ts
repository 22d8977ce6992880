import type { ChildId } from '#kernel/identifier.ts';
import { addHours } from '#kernel/instant.ts';
import type { InputOf } from '#kernel/endpoint.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { requireFlow } from '#rooms/governance/index.ts';
import { whyWithheld } from '#rooms/governance/rules.ts';
import type { FlowPurpose } from '#rooms/governance/schema.ts';
import { requireOpenFile } from '#rooms/person/index.ts';
import { minimalProfile } from '../rules/profile.ts';
import { offerCustody, withdrawOffer, type OfferTerms } from '../schema.ts';
import { factsOfChildren, type ChildFacts } from './child-facts.ts';
import { requireHandover } from './reach.ts';
import { custodyVerb } from './step.ts';

type OfferInput = InputOf<typeof offerCustody>;

/** Children must be seen and held by the caller before anything is said about them. Refuses as `requireOpenFile`. */
async function requireAll(unit: UnitOfWork, childIds: readonly ChildId[]): Promise<Result<true>> {
  for (const childId of childIds) {
    const open = await requireOpenFile(unit, childId);
    if (!open.ok) return open;
  }
  return succeed(true);
}

/** Sharing rests on the child's consent or on a coded reason that is recorded. Refuses `consent-missing`. */
const requireConsent = (facts: readonly ChildFacts[], input: OfferInput): Result<true> =>
  input.consentOverride || facts.every((child) => child.consentsToSharing) ? succeed(true) : refuse('consent-missing', { missing: ['sharing'] });

/**
 * Offers custody. The sender stays responsible until the receiver's signed receipt of the delivery.
 * Refuses `not-found`, `child-not-held`, `consent-missing`, and as `requireFlow` and the kernel's offer.
 */
export const offer = custodyVerb('handover.offer', offerCustody, {
  allow: (unit, input) => requireAll(unit, input.childIds),
  ask: async (unit, input) => {
    const facts = await factsOfChildren(unit, input.childIds);
    const consented = requireConsent(facts, input);
    if (!consented.ok) return consented;
    const purpose = (input.purpose ?? 'custody_transfer') as FlowPurpose;
    const gate = await requireFlow(unit, {
      peer: input.to, purpose, category: facts[0]!.category, country: unit.node.settings.country, moment: 'offer', children: facts.map((child) => child.lock),
    });
    if (!gate.ok) return gate;
    const { agreement, flow } = gate.value;
    const terms: OfferTerms = {
      agreementId: agreement.terms.agreementId, purpose, reason: input.reason, urgency: input.urgency, plan: input.plan, keepTogether: input.childIds.length > 1,
      decideBy: addHours(unit.now, agreement.terms.escalationHours[input.urgency]), ...(input.note === undefined ? {} : { note: input.note }),
    };
    const profiles = facts.map((child) => minimalProfile(child.childId, child.facts, (key) => whyWithheld(agreement.terms, flow, { key, sensitivity: 'B' })));
    return succeed({
      command: {
        kind: 'offer', handoverId: unit.newIdentifier(), childIds: input.childIds, to: input.to, mode: input.mode ?? 'push', parallel: input.isParallel ?? false, thenTo: (input.thenTo ?? []),
      },
      details: { offer: { terms, profiles }, ...(input.consentOverride ? { said: { reason: input.consentOverride.reason } } : {}) },
    });
  },
});

/** Withdraws an offer, alone and at once. Refuses `handover-not-open` once it is delivered. */
export const withdraw = custodyVerb('handover.withdraw', withdrawOffer, {
  allow: (unit, input) => requireHandover(unit, input.handoverId, 'outgoing'),
  ask: (_unit, input) => Promise.resolve(succeed({
    command: { kind: 'withdraw', handoverId: input.handoverId, reason: 'withdrawn' },
    ...(input.reason === undefined ? {} : { details: { said: { reason: input.reason } } }),
  })),
});
