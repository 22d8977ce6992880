import type { ChildId } from '#kernel/identifier.ts';
import type { InputOf } from '#kernel/endpoint.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { requireOpenFile } from '#rooms/person/index.ts';
import { offerCounterProposal, offerCustody, withdrawOffer } from '../schema.ts';
import { factsOfChildren, type ChildFacts } from './child-facts.ts';
import { findEndedOffer } from './ended-offer.ts';
import { prepareOffer, requireTogether } from './prepare-offer.ts';
import { requireHandover } from './reach.ts';
import { custodyVerb } from './step.ts';

type OfferInput = InputOf<typeof offerCustody>;

/** Children must be seen and held by the caller before anything is said about them. Refuses as `requireOpenFile`. */
export async function requireAll(unit: UnitOfWork, childIds: readonly ChildId[]): Promise<Result<true>> {
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
 * Refuses `not-found`, `child-not-held`, `siblings-apart`, `consent-missing`, and as `requireFlow` and the kernel's offer.
 */
export const offer = custodyVerb('handover.offer', offerCustody, {
  allow: async (unit, input) => {
    const seen = await requireAll(unit, input.childIds);
    return seen.ok ? requireTogether(unit, input.childIds, input.splitDecision) : seen;
  },
  ask: async (unit, input) => {
    const facts = await factsOfChildren(unit, input.childIds);
    const consented = requireConsent(facts, input);
    if (!consented.ok) return consented;
    const { purpose = 'custody_transfer', reason, urgency, plan, note, splitDecision, answerHours } = input;
    const wanted = {
      purpose, reason, urgency, plan, ...(note === undefined ? {} : { note }), ...(splitDecision === undefined ? {} : { splitDecision }), ...(answerHours === undefined ? {} : { answerHours }),
    };
    const prepared = await prepareOffer(unit, facts, input.to, wanted);
    if (!prepared.ok) return prepared;
    return succeed({
      command: {
        kind: 'offer', handoverId: unit.newIdentifier(), childIds: input.childIds, to: input.to, mode: input.mode ?? 'push', parallel: input.isParallel ?? false, thenTo: (input.thenTo ?? []),
      },
      details: { offer: prepared.value, ...(input.consentOverride ? { said: { reason: input.consentOverride.reason } } : {}) },
    });
  },
});

/**
 * Partial acceptance in one step: offers those whom the receiver said it can take, under the terms it has seen.
 * Refuses `not-found`, `handover-not-open` (no counter-proposal), `siblings-apart`, and as `offer`.
 */
export const offerPart = custodyVerb('handover.offer-part', offerCounterProposal, {
  ask: async (unit, { handoverId, splitDecision }) => {
    const ended = await findEndedOffer(unit, handoverId);
    if (!ended) return refuse('not-found');
    const { canTake, to, terms } = ended;
    if (canTake.length === 0) return refuse('handover-not-open', { handoverId });
    const seen = await requireAll(unit, canTake);
    const together = seen.ok ? await requireTogether(unit, canTake, splitDecision) : seen;
    if (!together.ok) return together;
    const prepared = await prepareOffer(unit, await factsOfChildren(unit, canTake), to, { ...terms, ...(splitDecision === undefined ? {} : { splitDecision }) });
    if (!prepared.ok) return prepared;
    return succeed({
      command: { kind: 'offer', handoverId: unit.newIdentifier(), childIds: canTake, to, mode: 'push', parallel: false, thenTo: [] }, details: { offer: prepared.value },
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
