import { addHours } from '#kernel/instant.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { InputOf } from '#kernel/endpoint.ts';
import type { Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { fileRoles } from '#kernel/role.ts';
import { command } from '#platform/ledger/command.ts';
import { query } from '#platform/ledger/query.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { requireFlow } from '#rooms/governance/index.ts';
import { whyWithheld } from '#rooms/governance/rules.ts';
import { requireOpenFile, summariesOf } from '#rooms/person/index.ts';
import { initialsOf } from '#rooms/person/rules.ts';
import { minimalProfile } from '../rules/profile.ts';
import { referralOutcome } from '../rules/referral.ts';
import { answerReferral, listReferrals, referChild, type MinimalProfile, type ReferralAnswered, type ReferralConsentWithdrawn, type ReferralSent, type ReferralStatus } from '../schema.ts';
import { findReferral, findReferrals, type ReferralRecord } from '../store/referrals.ts';
import { agencyOf } from './agencies.ts';
import { factsOfChildren, type ChildFacts } from './child-facts.ts';

/** Hours to answer a referral to a service that is no node: there is no agreement to say it. Our own choice, not law. */
const outsideHours = { emergency: 4, forced: 24, planned: 120 } as const;

interface Prepared {
  readonly agreementId: Uuid | null;
  readonly hours: number;
  readonly profile: MinimalProfile;
}

async function prepareForNode(unit: UnitOfWork, to: NodeId, facts: ChildFacts, urgency: InputOf<typeof referChild>['urgency']): Promise<Result<Prepared>> {
  const gate = await requireFlow(unit, { peer: to, purpose: 'referral', category: facts.category, country: unit.node.settings.country, moment: 'offer', children: [facts.lock] });
  if (!gate.ok) return gate;
  const { agreement, flow } = gate.value;
  const profile = minimalProfile(facts.childId, facts.facts, (key) => whyWithheld(agreement.terms, flow, { key, sensitivity: 'B' }));
  return succeed({ agreementId: agreement.terms.agreementId, hours: agreement.terms.escalationHours[urgency], profile });
}

/**
 * Refers a child to a service: another node under an agreement, or a service on paper. Custody does not move.
 * Refuses `input-invalid` (neither or both receivers), `not-found`, `child-not-held`, `consent-missing`, and as `requireFlow`.
 */
export const refer = command({
  name: 'handover.refer',
  input: referChild.input,
  scope: { roles: fileRoles },
  load: async (unit, input): Promise<Result<Prepared>> => {
    if ((input.to === undefined) === (input.outside === undefined)) return refuse('input-invalid', { fields: ['/to: one receiver'] });
    const open = await requireOpenFile(unit, input.childId);
    if (!open.ok) return open;
    const [facts] = await factsOfChildren(unit, [input.childId]);
    if (!facts) return refuse('not-found');
    if (!facts.consentsToSharing && !input.consentOverride) return refuse('consent-missing', { missing: ['sharing'] });
    if (input.to !== undefined) return prepareForNode(unit, input.to, facts, input.urgency);
    return succeed({ agreementId: null, hours: outsideHours[input.urgency], profile: { childId: input.childId, facts: [] } });
  },
  decide: ({ agreementId, hours, profile }, input, facts) => {
    const referralId = facts.newIdentifier();
    const body: ReferralSent = {
      referralId, direction: 'outgoing', peer: input.to ?? null, service: input.service, urgency: input.urgency, decideBy: addHours(facts.now, hours), reason: input.reason,
      outside: input.outside ?? null, profile, agreementId, purpose: 'referral', answerReason: null,
    };
    return succeed({ operations: [{ kind: 'handover.referral-sent', childId: input.childId, body }], output: { referralId } });
  },
});

/** Answers a referral that came, or says what came of one that was sent on paper. Refuses `not-found`, `not-allowed`, `already-done`. */
export const answer = command({
  name: 'handover.answer-referral',
  input: answerReferral.input,
  scope: { roles: fileRoles, allowsNode: true },
  load: async (unit, { referralId }) => {
    const referral = await findReferral(unit, referralId);
    return referral ? succeed(referral) : refuse('not-found');
  },
  decide: (referral, input) => {
    const status = referralOutcome(referral, input.answer);
    if (!status.ok) return status;
    const body: ReferralAnswered = { referralId: referral.referralId, status: status.value, content: { ...referral.content, answerReason: input.reason ?? null } };
    return succeed({ operations: [{ kind: 'handover.referral-answered', childId: referral.childId, body }], output: { status: status.value } });
  },
});

async function viewOf(unit: UnitOfWork, referral: ReferralRecord, initials: ReadonlyMap<ChildId, string>) {
  const { referralId, direction, childId, status, service, urgency, sentAt, decideBy, answeredAt, consentWithdrawnAt, content, peer } = referral;
  return {
    referralId, direction, childId, initials: initials.get(childId) ?? null, status, service, urgency, reason: content.reason, agency: peer && (await agencyOf(unit, peer)), outside: content.outside,
    facts: [...content.profile.facts], sentAt, decideBy, isOverdue: status === 'sent' && decideBy < unit.now, answeredAt, answerReason: content.answerReason, consentWithdrawnAt,
  };
}

const openStates: readonly ReferralStatus[] = ['sent', 'accepted'];

export const listAll = query({
  name: 'handover.list-referrals',
  input: listReferrals.input,
  scope: { roles: fileRoles },
  read: async (unit, { direction, state, childId }) => {
    const all = await findReferrals(unit, childId);
    const wanted = all.filter((referral) => (direction === undefined || referral.direction === direction) && (state === undefined || openStates.includes(referral.status) === (state === 'open')));
    const initials = new Map((await summariesOf(unit, wanted.map((referral) => referral.childId))).map((summary) => [summary.childId, initialsOf(summary.values)]));
    return succeed({ items: await Promise.all(wanted.map((referral) => viewOf(unit, referral, initials))) });
  },
  shows: ({ items }) => items.map(({ childId }) => childId),
});

/**
 * Who referred a child here says that consent was withdrawn: the referrals that it had sent until then show it, once.
 * @returns null when this peer never referred her
 */
export async function takeReferralConsent(unit: UnitOfWork, childId: ChildId, body: ReferralConsentWithdrawn): Promise<Operation[] | null> {
  const sent = (await findReferrals(unit, childId)).filter(({ direction, peer }) => direction === 'incoming' && peer === body.toldBy);
  if (sent.length === 0) return null;
  const isNews = sent.some(({ consentWithdrawnAt, sentAt }) => consentWithdrawnAt === null && sentAt <= body.at);
  return isNews ? record(unit, [{ kind: 'handover.referral-consent-withdrawn', childId, body }]) : [];
}
