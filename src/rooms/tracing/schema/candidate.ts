import { Type, type Static, type TSchema } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, DayText, InstantText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { PartialProfile } from '#rooms/person/schema.ts';

const optional = Type.Optional;

export const candidateStates = ['possible', 'likely', 'confirmed', 'refuted', 'reunified'] as const;
export const CandidateState = Type.Enum(candidateStates);
export type CandidateState = Static<typeof CandidateState>;

/** What one field says, as the engine words it; `bits` above 0 speak for one child. */
export const FieldEvidence = Type.Object({ field: Type.String(), level: Type.String(), bits: Type.Number() });
export type FieldEvidence = Static<typeof FieldEvidence>;

export const verificationSides = ['child', 'family', 'document'] as const;
export const verificationOutcomes = ['matches', 'partly', 'differs', 'not_known'] as const;

/** What must be known before anybody is called: a "parent" may be the danger. All of it, or there is no contact. */
export const safetyChecks = ['child_heard_alone', 'child_wants_contact', 'identity_of_claimant', 'relationship_told_independently', 'no_danger_from_claimant', 'no_trafficking_sign', 'no_court_order_against', 'persecutor_stays_unaware', 'place_stays_secret'] as const;
export type SafetyCheck = (typeof safetyChecks)[number];
export const SafetyAnswer = Type.Enum(['yes', 'no', 'unknown']);
export const safetyDecisions = ['contact_allowed', 'not_yet', 'no_contact'] as const;

/** What the family may hear. A place is not among it. */
export const tellings = ['alive_and_safe', 'message_passed', 'call_arranged', 'meeting_arranged'] as const;
export const contactMeans = ['phone', 'video', 'in_person', 'message', 'through_partner'] as const;
export const findings = ['well', 'needs_support', 'at_risk', 'not_found'] as const;

const Said = { by: Type.String(), at: InstantText };
export const Verification = Type.Object({ side: Type.Enum(verificationSides), questionId: optional(UuidText), outcome: Type.Enum(verificationOutcomes), note: optional(text(500)) }, closed);
export const Safety = Type.Object({ checks: Type.Record(Type.Enum([...safetyChecks]), SafetyAnswer), decision: Type.Enum(safetyDecisions), reason: text(1000) }, closed);
export const Reunification = Type.Object({ plannedFor: DayText, receivedBy: text(160), bestInterests: text(200), childView: Type.Enum(['agrees', 'disagrees', 'unable']), note: optional(text(1000)) }, closed);
export const FollowUp = Type.Object({ day: DayText, finding: Type.Enum(findings), isSafe: Type.Boolean(), note: optional(text(1000)) }, closed);


export const CandidateView = Type.Object({
  requestId: UuidText, childId: ChildIdText, name: Type.String(), state: CandidateState, band: Type.String(), probability: Type.Number(), foundAt: InstantText, hasComeBack: Type.Boolean(),
  sought: PartialProfile, known: PartialProfile, evidence: Type.Array(FieldEvidence), warnings: Type.Array(Type.String()), hasConsent: Type.Boolean(), standing: Type.Enum(['open', 'past']),
  confirmations: Type.Array(Type.Object({ ...Said, reason: Type.String(), isMine: Type.Boolean() })),
  refutation: nullable(Type.Object({ ...Said, reason: Type.String() })),
  verifications: Type.Array(Type.Object({ ...Said, ...Verification.properties })),
  safety: nullable(Type.Object({ ...Said, ...Safety.properties })),
  tellings: Type.Array(Type.Object({ ...Said, what: Type.Enum(tellings), means: Type.Enum(contactMeans), note: optional(Type.String()) })),
  reunification: nullable(Type.Object({ ...Said, ...Reunification.properties, isMine: Type.Boolean(), answer: nullable(Type.Object({ ...Said, isApproved: Type.Boolean(), reason: Type.String() })), completed: nullable(Type.Object({ ...Said, day: DayText })) })),
  followUps: Type.Array(Type.Object({ ...Said, ...FollowUp.properties })),
  /** What is open for this worker: what the node would refuse is not offered. */
  may: Type.Object({ confirm: Type.Boolean(), refute: Type.Boolean(), decideSafety: Type.Boolean(), tell: Type.Boolean(), propose: Type.Boolean(), approve: Type.Boolean(), complete: Type.Boolean(), followUp: Type.Boolean() }),
});
export type CandidateView = Static<typeof CandidateView>;

const pair = { requestId: UuidText, childId: ChildIdText };
const Nothing = Type.Object({});
const post = <I extends Record<string, TSchema>>(path: string, summary: string, input: I) =>
  endpoint({ method: 'POST', path: `/api/tracing/requests/:requestId/candidates/:childId${path}`, summary, input: Type.Object({ ...pair, ...input }, closed), output: Nothing });

export const viewCandidate = endpoint({
  method: 'GET', path: '/api/tracing/requests/:requestId/candidates/:childId', summary: 'The request and one child side by side, and how far they have come', input: Type.Object(pair, closed), output: CandidateView,
});
export const verifyCandidate = post('/verifications', 'Record what one side answered when asked alone', Verification.properties);
export const judgeCandidate = post('/judgement', 'Confirm, the first or the second of two people, or refute', { judgement: Type.Enum(['confirm', 'refute']), reason: text(500) });
export const decideSafety = post('/safety', 'Decide whether contact is safe, check by check', Safety.properties);
export const tellFamily = post('/contacts', 'Record what the family was told', { what: Type.Enum(tellings), means: Type.Enum(contactMeans), note: optional(text(500)) });
export const proposeReunification = post('/reunification', 'Propose a reunification', Reunification.properties);
export const answerReunification = post('/reunification/answer', 'Approve or decline a reunification: a supervisor who did not propose it', { isApproved: Type.Boolean(), reason: text(500) });
export const completeReunification = post('/reunification/completion', 'Record that the child is with her family; the visits fall due', { day: DayText, hasReceipt: Type.Boolean(), note: optional(text(1000)) });
export const followUp = post('/follow-ups', 'Record a visit after the reunification', FollowUp.properties);
