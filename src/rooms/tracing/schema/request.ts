import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, CountryCode, InstantText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { Moment } from '#rooms/case/schema.ts';
import { Answer, Relation } from '#rooms/law/schema.ts';
import { LanguageCode, PartialProfile, Place } from '#rooms/person/schema.ts';
import { CandidateState } from './candidate.ts';

const optional = Type.Optional;

/** Who lost sight of whom: a family seeks a child, or a child in care seeks her family. */
export const requestSides = ['family', 'child'] as const;
export const channels = ['phone', 'in_person', 'partner', 'letter'] as const;
/** How child and family were parted: the list of CPIMS+ (Primero), and what the routes of this corridor add to it. */
export const separationCauses = [
  'journey_dispersion', 'smuggler', 'kidnapping', 'arrest_detention', 'parent_deported', 'entrusted', 'family_violence', 'armed_group', 'conflict', 'death', 'illness', 'abandonment', 'poverty', 'natural_disaster', 'other', 'unknown',
] as const;
export const lastContactMeans = ['in_person', 'call', 'message', 'told_by_another', 'unknown'] as const;

/** Who asks, as she says; nothing of it is proven. Of a child who asks: her name, and what the one she seeks is to her (`relation`). */
export const Inquirer = Type.Object(
  {
    name: text(160),
    relation: Relation,
    phone: optional(text(40)),
    otherWay: optional(text(200)),
    language: optional(LanguageCode),
    country: optional(CountryCode),
    isSafeToCall: optional(Answer),
    note: optional(text(1000)),
  },
  closed,
);
export type Inquirer = Static<typeof Inquirer>;

export const LastContact = Type.Object(
  { when: optional(Moment), means: Type.Enum(lastContactMeans), place: optional(Place), companions: optional(text(500)), heading: optional(text(200)), note: optional(text(1000)) },
  closed,
);
export type LastContact = Static<typeof LastContact>;

/** What only the family can answer. Asked word by word when somebody claims the child; the answer is never read out, sent or printed. */
export const Question = Type.Object({ id: UuidText, question: text(300), answer: text(300) }, closed);
export type Question = Static<typeof Question>;
const questions = Type.Array(Question, { maxItems: 8 });

/** What a child hopes for, in her order of asking; nothing of it is promised. */
export const childWishes = ['know_how_they_are', 'let_them_know', 'call', 'live_together', 'not_sure'] as const;

/** What a request says; each part may be told later. */
export const Told = {
  inquirer: Inquirer,
  sought: PartialProfile,
  lastContact: optional(LastContact),
  cause: optional(Type.Enum(separationCauses)),
  story: optional(text(4000)),
  /** Of a child who asks. */
  wishes: optional(Type.Array(Type.Enum(childWishes), { maxItems: childWishes.length, uniqueItems: true })),
};

/** Who must not learn of the child, as she says: is kept in her file as a possible danger, and warns wherever such a person asks for her. */
const Feared = Type.Object({ relation: Relation, name: optional(text(160)) }, closed);

export const requestOutcomes = ['reunified', 'contact_restored', 'found_no_contact_wanted', 'withdrawn', 'inquirer_unreachable', 'not_safe', 'mistake'] as const;

const CandidateCounts = Type.Object({ open: Type.Integer(), likely: Type.Integer(), fresh: Type.Integer() });
export const requestStandings = ['open', 'found', 'reunified', 'closed'] as const;

export const RequestItem = Type.Object({
  requestId: UuidText, side: Type.Enum(requestSides), standing: Type.Enum(requestStandings), outcome: nullable(Type.Enum(requestOutcomes)),
  /** Name of who is sought, as told. */
  sought: Type.String(), inquirer: Type.String(), relation: Relation, requestedAt: InstantText, teamId: UuidText, candidates: CandidateCounts,
  /** What the worker has to do next, as a key of `locales`. */
  next: Type.String(),
});
export type RequestItem = Static<typeof RequestItem>;

export const CandidateItem = Type.Object({
  /** Null where the file is out of this worker's reach: then only initials and custodian show. */
  childId: nullable(ChildIdText), reference: ChildIdText, name: Type.String(), state: CandidateState, band: Type.String(), foundAt: InstantText, isFresh: Type.Boolean(),
  custodian: nullable(Type.Object({ name: Type.String(), dutyPhone: Type.String(), isThisNode: Type.Boolean() })),
  confirmations: Type.Integer(), hasComeBack: Type.Boolean(), reasons: Type.Array(Type.Object({ field: Type.String(), level: Type.String(), bits: Type.Number() })),
  /** Keys of `tracing.warning.…`: twins, siblings, claimed by another family. */
  warnings: Type.Array(Type.String()),
});
export type CandidateItem = Static<typeof CandidateItem>;

export const RequestView = Type.Object({
  requestId: UuidText, side: Type.Enum(requestSides), channel: Type.Enum(channels), childId: nullable(ChildIdText), standing: Type.Enum(requestStandings), outcome: nullable(Type.Enum(requestOutcomes)), closingReason: nullable(Type.String()),
  ...Told, requestedAt: InstantText, by: Type.String(), teamId: UuidText, questions: Type.Integer(), candidates: Type.Array(CandidateItem),
  /** So many children look alike and did not consent to tracing: whoever works on their files may ask them. */
  withoutConsent: Type.Integer(),
  /** Agencies that may hold the one sought: to be called, custodian to custodian. */
  atPeers: Type.Array(Type.Object({ name: Type.String(), dutyPhone: Type.String(), band: Type.String() })),
  /** Of a child who asks: families whose request may be about her. */
  lookedForBy: Type.Array(Type.Object({ requestId: UuidText, name: Type.String(), relation: Relation, state: CandidateState })),
  /** Relevant records that came since the last look. */
  lastSeenAt: nullable(InstantText), askedAgainAt: nullable(InstantText), mayWrite: Type.Boolean(),
});
export type RequestView = Static<typeof RequestView>;

const one = { requestId: UuidText };
const Nothing = Type.Object({});

export const openTracing = endpoint({
  method: 'POST', path: '/api/tracing/requests', summary: 'Open a tracing request: by a family, also by phone, or by a child in care',
  input: Type.Object({ side: Type.Enum(requestSides), channel: Type.Enum(channels), ...Told, childId: optional(ChildIdText), feared: optional(Type.Array(Feared, { maxItems: 5 })), questions: optional(questions), teamId: optional(UuidText) }, closed),
  output: Type.Object(one),
});
export const listTracing = endpoint({
  method: 'GET', path: '/api/tracing/requests', summary: 'Tracing requests within reach, with what is new in each since the last look',
  input: Type.Object({ standing: optional(Type.Enum(requestStandings)) }, closed),
  output: Type.Object({ items: Type.Array(RequestItem) }),
});
export const viewTracing = endpoint({ method: 'GET', path: '/api/tracing/requests/:requestId', summary: 'One tracing request and who may be the one sought, with reasons', input: Type.Object(one, closed), output: RequestView });
export const amendTracing = endpoint({
  method: 'POST', path: '/api/tracing/requests/:requestId/changes', summary: 'Add to a tracing request or correct it; the question is asked again',
  input: Type.Object({ ...one, inquirer: optional(Inquirer), sought: optional(PartialProfile), lastContact: optional(LastContact), cause: Told.cause, story: Told.story, wishes: Told.wishes }, closed), output: Nothing,
});
export const closeTracing = endpoint({
  method: 'POST', path: '/api/tracing/requests/:requestId/closure', summary: 'Close a tracing request', input: Type.Object({ ...one, outcome: Type.Enum(requestOutcomes), reason: text(500) }, closed), output: Nothing,
});
export const setQuestions = endpoint({
  method: 'POST', path: '/api/tracing/requests/:requestId/questions', summary: 'Set what only the family can answer', input: Type.Object({ ...one, questions }, closed), output: Nothing,
});
export const readQuestions = endpoint({
  method: 'GET', path: '/api/tracing/requests/:requestId/questions', summary: 'The verification questions with their answers, for who verifies; each reading is logged', input: Type.Object(one, closed), output: Type.Object({ questions }),
});
export const markSeen = endpoint({ method: 'POST', path: '/api/tracing/requests/:requestId/seen', summary: 'The worker has looked: what comes later is new', input: Type.Object(one, closed), output: Nothing });
export const printTracing = endpoint({
  method: 'POST', path: '/api/tracing/requests/:requestId/form', summary: 'The tracing form as PDF, without questions and candidates', input: Type.Object({ ...one, language: optional(Type.Enum(['es', 'en'])) }, closed),
  output: Type.Object({ fileName: Type.String(), mediaType: Type.Literal('application/pdf'), folio: Type.String(), bytes: Type.String() }),
});
export const tracingFigures = endpoint({
  method: 'GET', path: '/api/tracing/figures', summary: 'How many were sought and found, and in how many days', input: Type.Object({}, closed),
  output: Type.Object({ requests: Type.Integer(), open: Type.Integer(), found: Type.Integer(), reunified: Type.Integer(), medianDaysToFind: nullable(Type.Number()), followedUpInTime: nullable(Type.Number()) }),
});
