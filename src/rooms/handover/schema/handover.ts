import { Type, type Static, type TSchema } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { nodeIdPattern, type NodeId } from '#kernel/identifier.ts';
import { ChildIdText, closed, CodeText, InstantText, NodeIdText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { AgencyView } from './agency.ts';
import { ReturnView } from './return.ts';
import { PaperAcceptance } from './paper-acceptance.ts';

const optional = Type.Optional;

export const urgencies = ['emergency', 'forced', 'planned'] as const;
export const Urgency = Type.Enum(urgencies);
export type Urgency = Static<typeof Urgency>;

/** Where and when the child is to be handed over, and who goes with her. */
export const Plan = Type.Object({ place: optional(text(200)), at: optional(InstantText), escort: optional(text(120)), receivedBy: optional(text(120)) }, closed);
export type Plan = Static<typeof Plan>;

/** The folio or identifier of a best-interests decision that lets siblings part. */
const DecisionReference = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$', maxLength: 80 });
/** Hours that each receiver in the order has for its answer; never more than the agreement gives. */
const AnswerHours = Type.Unsafe<Readonly<Partial<Record<NodeId, number>>>>(Type.Record(Type.String({ pattern: nodeIdPattern }), Type.Integer({ minimum: 1, maximum: 2160 })));

/** What the sender says with the offer; all but `answerHours` goes to the receiver. */
export const OfferTerms = Type.Object(
  { agreementId: UuidText, agreementVersion: optional(Type.Integer({ minimum: 1 })), purpose: CodeText, reason: CodeText, urgency: Urgency, decideBy: InstantText, plan: Plan, keepTogether: Type.Boolean(), note: optional(text(2000)),
    splitDecision: optional(DecisionReference), answerHours: optional(AnswerHours) },
  closed,
);
export type OfferTerms = Static<typeof OfferTerms>;

/** A fact of the minimal profile that the receiver sees before deciding, or why it does not see it. */
export const ProfileFact = Type.Object({ field: Type.String(), values: optional(Type.Array(Type.Union([Type.String(), Type.Number(), Type.Boolean()]))), withheld: optional(Type.String()) }, closed);
export const MinimalProfile = Type.Object({ childId: ChildIdText, facts: Type.Array(ProfileFact, { maxItems: 60 }) }, closed);
export type MinimalProfile = Static<typeof MinimalProfile>;

/** What is put on record when the child is delivered: who was there, how she was, what she carried. */
export const Delivery = Type.Object(
  {
    at: InstantText, place: text(200), deliveredBy: text(120), receivedBy: text(120), condition: text(1000),
    belongings: optional(text(1000)), papers: optional(text(1000)), medication: optional(text(1000)), witnesses: optional(text(400)),
  },
  closed,
);
export type Delivery = Static<typeof Delivery>;

export const outgoingStatuses = ['offered', 'agreed', 'requested', 'committed', 'acknowledged', 'withdrawn', 'declined'] as const;
export const incomingStatuses = ['proposed', 'accepted', 'retracting', 'taken', 'declined', 'withdrawn'] as const;

const Row = {
  handoverId: UuidText, direction: Type.Enum(['outgoing', 'incoming']), status: Type.Enum([...outgoingStatuses, 'proposed', 'accepted', 'retracting', 'taken']), mode: Type.Enum(['push', 'pull', 'forced', 'succession']),
  peer: AgencyView, urgency: nullable(Urgency), reason: nullable(Type.String()), since: InstantText, decideBy: nullable(InstantText), isOverdue: Type.Boolean(), isOpen: Type.Boolean(),
};
/** One handover in a list. Who the children are shows only where the reader may see them. */
export const HandoverItem = Type.Object({ ...Row, children: Type.Array(Type.Object({ childId: ChildIdText, initials: nullable(Type.String()), facts: Type.Array(ProfileFact) })) });
export type HandoverItem = Static<typeof HandoverItem>;

export const HandoverView = Type.Object({
  ...HandoverItem.properties,
  terms: nullable(OfferTerms),
  acceptedPlan: nullable(Plan),
  ending: nullable(Type.Object({ reason: Type.String(), redirect: nullable(AgencyView), canTake: Type.Array(ChildIdText) })),
  delivery: nullable(Delivery),
  /** Of a return across a border: the consulate, and what stands on record; null for every other handover. */
  return: nullable(ReturnView),
  /** Acceptances on paper, entered here or told by the other node. */
  papers: Type.Array(PaperAcceptance),
  /** Ended without custody moving, and nobody has offered since or said what follows. */
  isUnsettled: Type.Boolean(),
  events: Type.Array(Type.Object({ kind: Type.String(), at: InstantText, actorLabel: Type.String() })),
});
export type HandoverView = Static<typeof HandoverView>;

const HandoverId = { handoverId: UuidText };
const Answer = Type.Object({ handoverId: UuidText, status: Type.String() });
const act = <I extends Record<string, TSchema>>(path: string, summary: string, input: I) =>
  endpoint({ method: 'POST', path: `/api/handovers/:handoverId/${path}`, summary, input: Type.Object({ ...HandoverId, ...input }, closed), output: Answer });

export const offerCustody = endpoint({
  method: 'POST', path: '/api/handovers', summary: 'Offer custody of one child or of siblings to another agency; this agency stays responsible until the receipt',
  input: Type.Object(
    {
      childIds: Type.Array(ChildIdText, { minItems: 1, maxItems: 20, uniqueItems: true }), to: NodeIdText, thenTo: optional(Type.Array(NodeIdText, { maxItems: 5, uniqueItems: true })),
      mode: optional(Type.Enum(['push', 'forced'])), isParallel: optional(Type.Boolean()), purpose: optional(CodeText), reason: CodeText, urgency: Urgency, plan: Plan, note: optional(text(2000)),
      /** Sharing needs consent; without it, the coded reason why it is shared all the same. */
      consentOverride: optional(Type.Object({ reason: CodeText, note: text(500) }, closed)),
      splitDecision: optional(DecisionReference), answerHours: optional(AnswerHours),
    },
    closed,
  ),
  output: Answer,
});
export const listHandovers = endpoint({
  method: 'GET', path: '/api/handovers', summary: 'Handovers in and out, with counts from the same query',
  input: Type.Object({ direction: optional(Type.Enum(['outgoing', 'incoming'])), state: optional(Type.Enum(['open', 'ended', 'waiting-here', 'waiting-there', 'overdue'])), cursor: optional(Type.String({ maxLength: 200 })) }, closed),
  output: Type.Object({
    items: Type.Array(HandoverItem),
    counts: Type.Object({ open: Type.Integer(), waitingHere: Type.Integer(), waitingThere: Type.Integer(), overdue: Type.Integer(), ended: Type.Integer() }),
    nextCursor: nullable(Type.String()),
  }),
});
export const viewHandover = endpoint({ method: 'GET', path: '/api/handovers/:handoverId', summary: 'One handover with its terms, profile, events', input: Type.Object(HandoverId, closed), output: HandoverView });
export const acceptCustody = act('acceptance', 'Accept: binding; custody moves when the sender confirms the delivery', { plan: Plan, teamId: optional(UuidText) });
export const declineCustody = act('decline', 'Decline, with the reason; the sender stays responsible', { reason: CodeText, redirect: optional(NodeIdText), canTake: optional(Type.Array(ChildIdText, { maxItems: 20 })) });
export const retractAcceptance = act('retraction', 'Ask to be let off an acceptance; it binds until the sender answers', {});
export const withdrawOffer = act('withdrawal', 'Withdraw an offer that is not delivered yet', { reason: optional(CodeText) });
export const offerCounterProposal = act('counter-offer', 'Offer those whom the receiver said it can take, under the same terms', { splitDecision: optional(DecisionReference) });
export const settleEnding = act('settlement', 'Say what follows from an offer that ended without custody moving', { decision: Type.Enum(['stays_here', 'offered_otherwise']) });
export const confirmDelivery = act('delivery', 'Confirm that the child was delivered: custody passes to the receiver', { delivery: Delivery });
export const confirmArrival = act('arrival', 'Confirm at the receiver that the child is here and how she is', { condition: text(1000), at: InstantText });
export const grantRequest = act('grant', 'Give custody to the agency that has the child in front of it', {});
export const refuseRequest = act('refusal', 'Refuse the request of another agency', {});

export const requestCustody = endpoint({
  method: 'POST', path: '/api/custody-requests', summary: 'Ask the responsible agency for a child who is here',
  input: Type.Object({ childIds: Type.Array(ChildIdText, { minItems: 1, maxItems: 20, uniqueItems: true }), to: NodeIdText, evidence: CodeText, plan: Plan }, closed), output: Answer,
});
