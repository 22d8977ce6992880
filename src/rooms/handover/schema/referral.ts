import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, CodeText, InstantText, NodeIdText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { AgencyView } from './agency.ts';
import { ProfileFact, Urgency } from './handover.ts';

const optional = Type.Optional;

/** `answered` values: the service said yes or no; `provided`, `not_provided`: what came of it. */
export const referralStatuses = ['sent', 'accepted', 'declined', 'provided', 'not_provided', 'withdrawn'] as const;
export const ReferralStatus = Type.Enum(referralStatuses);
export type ReferralStatus = Static<typeof ReferralStatus>;

/** A service that is not a node: reached on paper or by telephone. */
export const OutsideService = Type.Object({ name: text(160), phone: optional(text(40)), address: optional(text(300)) }, closed);

export const ReferralView = Type.Object({
  referralId: UuidText, direction: Type.Enum(['outgoing', 'incoming']), childId: ChildIdText, initials: nullable(Type.String()), status: ReferralStatus, service: Type.String(), urgency: Urgency, reason: nullable(Type.String()),
  agency: nullable(AgencyView), outside: nullable(OutsideService), facts: Type.Array(ProfileFact), sentAt: InstantText, decideBy: InstantText, isOverdue: Type.Boolean(), answeredAt: nullable(InstantText), answerReason: nullable(Type.String()),
  /** Here alone, where the child is another agency's: since when her data may not be used any more. */
  consentWithdrawnAt: nullable(InstantText),
});
export type ReferralView = Static<typeof ReferralView>;

/** A service without custody: this agency stays responsible whatever the answer is. */
export const referChild = endpoint({
  method: 'POST', path: '/api/children/:childId/referrals', summary: 'Refer the child to a service; responsibility does not move',
  input: Type.Object({ childId: ChildIdText, to: optional(NodeIdText), outside: optional(OutsideService), service: CodeText, urgency: Urgency, reason: text(2000), consentOverride: optional(Type.Object({ reason: CodeText, note: text(500) }, closed)) }, closed),
  output: Type.Object({ referralId: UuidText }),
});
export const listReferrals = endpoint({
  method: 'GET', path: '/api/referrals', summary: 'Referrals sent and received', input: Type.Object({ direction: optional(Type.Enum(['outgoing', 'incoming'])), state: optional(Type.Enum(['open', 'ended'])), childId: optional(ChildIdText) }, closed),
  output: Type.Object({ items: Type.Array(ReferralView) }),
});
export const answerReferral = endpoint({
  method: 'POST', path: '/api/referrals/:referralId/answer', summary: 'Answer a referral, or say what came of it',
  input: Type.Object({ referralId: UuidText, answer: Type.Enum(['accepted', 'declined', 'provided', 'not_provided', 'withdrawn']), reason: optional(text(500)) }, closed), output: Type.Object({ status: ReferralStatus }),
});
