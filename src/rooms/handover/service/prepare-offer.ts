import type { ChildId, NodeId } from '#kernel/identifier.ts';
import { addHours } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { requireFlow } from '#rooms/governance/index.ts';
import { whyWithheld } from '#rooms/governance/rules.ts';
import type { FlowPurpose } from '#rooms/governance/schema.ts';
import { summariesOf } from '#rooms/person/index.ts';
import { valueOfField } from '#rooms/person/rules.ts';
import { minimalProfile } from '../rules/profile.ts';
import type { StepDetails } from '../rules.ts';
import type { OfferTerms } from '../schema.ts';
import { survivingChild } from '../store/alias.ts';
import { findCustody } from '../store/read.ts';
import type { ChildFacts } from './child-facts.ts';

/** What an offer says, before the agreement with its receiver has given it a deadline. */
export type WantedTerms = Omit<OfferTerms, 'agreementId' | 'agreementVersion' | 'decideBy' | 'keepTogether'>;

/**
 * Terms and minimal profiles of an offer to one receiver, under the agreement with it. The receiver has the hours of the
 * agreement for its answer, or the fewer that the sender gives it. Refuses as `requireFlow`.
 */
export async function prepareOffer(unit: UnitOfWork, facts: readonly ChildFacts[], to: NodeId, wanted: WantedTerms): Promise<Result<NonNullable<StepDetails['offer']>>> {
  const gate = await requireFlow(unit, {
    peer: to, purpose: wanted.purpose as FlowPurpose, category: facts[0]!.category, country: unit.node.settings.country, moment: 'offer', children: facts.map((child) => child.lock),
  });
  if (!gate.ok) return gate;
  const { agreement, flow } = gate.value;
  const agreed = agreement.terms.escalationHours[wanted.urgency];
  const terms: OfferTerms = {
    ...wanted, agreementId: agreement.terms.agreementId, agreementVersion: agreement.terms.version, keepTogether: facts.length > 1, decideBy: addHours(unit.now, Math.min(wanted.answerHours?.[to] ?? agreed, agreed)),
  };
  const profiles = facts.map((child) => minimalProfile(child.childId, child.facts, (key) => whyWithheld(agreement.terms, flow, { key, sensitivity: 'B' })));
  return succeed({ terms, profiles });
}

/**
 * Siblings who are both here leave together, unless a best-interests decision says otherwise (custody/1 section 8).
 * Refuses `siblings-apart` with how many would stay behind.
 */
export async function requireTogether(unit: UnitOfWork, childIds: readonly ChildId[], splitDecision: string | undefined): Promise<Result<true>> {
  if (splitDecision !== undefined) return succeed(true);
  const linked = (await summariesOf(unit, childIds)).flatMap(({ values }) => (valueOfField(values, 'siblings') ?? []).filter(({ relation }) => relation === 'sibling' || relation === 'half_sibling').map((link) => link.childId));
  let staying = 0;
  for (const siblingId of new Set(linked)) {
    const sibling = await survivingChild(unit, siblingId);
    const custody = childIds.includes(sibling) ? undefined : await findCustody(unit, sibling);
    if (custody?.status === 'hold' && !custody.closed) staying += 1;
  }
  return staying === 0 ? succeed(true) : refuse('siblings-apart', { staying });
}
