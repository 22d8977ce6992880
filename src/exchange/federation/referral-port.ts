import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import { record } from '#platform/ledger/record.ts';
import type { UnitOfWork } from '#platform/services.ts';
import { findReferral, owedReferrals, type ReferralRecord } from '#rooms/handover/index.ts';
import type { ReferralAnswered, ReferralSent } from '#rooms/handover/schema.ts';
import { profileFrom, profileTo } from './custody/profile.ts';
import type { BodyOf } from './envelope/index.ts';
import type { DueMessage, MessagePort } from './ports.ts';

/** The wire's form of a referral that a peer has to hear of: sent by us, or answered by us. */
function dueOf(referral: ReferralRecord): DueMessage {
  const { referralId, childId, peer, revision, direction, content, service, urgency, decideBy } = referral;
  const shared = { key: `REFERRAL ${referralId} ${revision}`, resentUntil: 'receipt' as const, to: peer!, childIds: [childId] };
  if (direction === 'outgoing' && referral.status !== 'withdrawn') {
    return {
      ...shared, typ: 'REFERRAL',
      body: { referralId, agreement: content.agreementId ?? 'none', purpose: content.purpose, service: service.toLowerCase(), urgency, decideBy, profile: profileTo(content.profile), letter: null },
    };
  }
  const answer = referral.status === 'withdrawn' ? 'declined' : (referral.status as 'accepted' | 'declined' | 'provided' | 'not_provided');
  return { ...shared, typ: 'REFERRAL_ANSWER', body: { referralId, answer, reason: referral.status === 'withdrawn' ? 'withdrawn' : null, redirect: null, at: referral.answeredAt! } };
}

const sentOf = ({ referralId, service, urgency, decideBy, profile, agreement, purpose }: BodyOf<'REFERRAL'>, direction: ReferralSent['direction'], peer: NodeId): ReferralSent => ({
  referralId, direction, peer, service: service.toUpperCase(), urgency, decideBy, reason: null, outside: null, profile: profileFrom(profile), agreementId: agreement as Uuid, purpose, answerReason: null,
});

/** Referrals between nodes: a service without custody. Only coded facts travel; the letter goes on paper. */
export const referralPort: MessagePort = {
  types: ['REFERRAL', 'REFERRAL_ANSWER'],
  dueMessages: async (unit: UnitOfWork, childIds?: readonly ChildId[]) => (await owedReferrals(unit, childIds)).map(dueOf),
  async recall(unit, envelope, isOurs) {
    if (envelope.typ !== 'REFERRAL' || (await findReferral(unit, envelope.body.referralId))) return [];
    const sent = sentOf(envelope.body, isOurs ? 'outgoing' : 'incoming', isOurs ? envelope.to : envelope.from);
    return record(unit, [{ kind: 'handover.referral-sent', childId: envelope.body.profile.cid, body: sent }]);
  },
  receive: async (unit, { envelope }) => {
    if (envelope.typ === 'REFERRAL') {
      const body = sentOf(envelope.body, 'incoming', envelope.from);
      const known = await findReferral(unit, body.referralId);
      const recorded = known ? [] : await record(unit, [{ kind: 'handover.referral-sent', childId: envelope.body.profile.cid, body }]);
      return { outcome: 'applied', recorded, answers: [], taken: [] };
    }
    if (envelope.typ !== 'REFERRAL_ANSWER') throw new Error(`not a referral message: ${envelope.typ}`);
    const known = await findReferral(unit, envelope.body.referralId);
    const isStranger = !known || known.peer !== envelope.from;
    if (isStranger) return { outcome: 'parked', problem: { code: 'not-found', details: { what: 'referral' } } };
    const status = envelope.body.reason === 'withdrawn' ? 'withdrawn' : envelope.body.answer;
    if (known.status === status) return { outcome: 'applied', recorded: [], answers: [], taken: [] };
    const body: ReferralAnswered = { referralId: known.referralId, status, content: { ...known.content, answerReason: null } };
    return { outcome: 'applied', recorded: await record(unit, [{ kind: 'handover.referral-answered', childId: known.childId, body }]), answers: [], taken: [] };
  },
};
