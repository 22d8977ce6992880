import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, CodeText, CountryCode, InstantText, NodeIdText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { ContactState } from './contact.ts';
import { AgencyView } from './agency.ts';

const optional = Type.Optional;

/** How the agency knows: a coded word, so that lists can be counted. */
export const eventSources = ['own_staff', 'authority', 'family', 'child', 'other_agency', 'press'] as const;

export const searchCauses = ['not_seen', 'absconded', 'taken', 'transferred', 'detained', 'deported', 'forced_unanswered', 'first_contact_missed'] as const;
export type SearchCause = (typeof searchCauses)[number];
export const searchOutcomes = ['found_safe', 'found_other_agency', 'found_harmed', 'dead_confirmed', 'of_age', 'entered_in_error'] as const;

export const reportEvent = endpoint({
  method: 'POST', path: '/api/children/:childId/events', summary: 'Put on record that contact was lost or that an authority moved the child; this agency stays responsible',
  input: Type.Object(
    {
      childId: ChildIdText,
      /** Brothers and sisters to whom the same happened. */
      along: optional(Type.Array(ChildIdText, { maxItems: 19, uniqueItems: true })),
      contact: ContactState, at: InstantText, source: Type.Enum([...eventSources]), authority: optional(text(200)), place: optional(text(200)), note: optional(text(2000)),
      /** Of a removal: the country to which, and when she is expected there. */
      country: optional(CountryCode), expectedAt: optional(InstantText),
    },
    closed,
  ),
  output: Type.Object({
    /** The forced offer that went out in the same step, if there is somebody to ask. */
    handoverId: nullable(UuidText), searchId: nullable(UuidText), notified: Type.Array(AgencyView),
  }),
});

export const openSearch = endpoint({
  method: 'POST', path: '/api/children/:childId/searches', summary: 'Open a search for a child of whom contact was lost',
  input: Type.Object({ childId: ChildIdText, cause: Type.Enum([...searchCauses]), note: optional(text(2000)) }, closed), output: Type.Object({ searchId: UuidText }),
});
export const askPeers = endpoint({
  method: 'POST', path: '/api/searches/:searchId/questions', summary: 'Ask agencies along the route whether she is there: tokens only, no name, no data',
  input: Type.Object({ searchId: UuidText, peers: Type.Array(NodeIdText, { minItems: 1, maxItems: 40, uniqueItems: true }), days: Type.Integer({ minimum: 1, maximum: 90 }) }, closed),
  output: Type.Object({ asked: Type.Array(NodeIdText), withheld: Type.Array(Type.Object({ peer: NodeIdText, reason: Type.String() })) }),
});
export const closeSearch = endpoint({
  method: 'POST', path: '/api/searches/:searchId/closure', summary: 'Close a search, with its outcome',
  input: Type.Object({ searchId: UuidText, outcome: Type.Enum([...searchOutcomes]), note: text(2000) }, closed), output: Type.Object({ searchId: UuidText }),
});
export const answerSearch = endpoint({
  method: 'POST', path: '/api/searches/:searchId/answer', summary: 'Answer the search of another agency: she is here, or she is not',
  input: Type.Object({ searchId: UuidText, from: NodeIdText, answer: Type.Enum(['found', 'not_here']), evidence: optional(CodeText) }, closed), output: Type.Object({ handoverId: nullable(UuidText) }),
});

const Asked = Type.Object({ agency: AgencyView, askedAt: InstantText, until: InstantText, answer: nullable(Type.Enum(['found', 'not_here'])), answeredAt: nullable(InstantText), evidence: nullable(Type.String()) });
export const SearchView = Type.Object({
  searchId: UuidText, childId: ChildIdText, initials: nullable(Type.String()), cause: Type.Enum([...searchCauses]), openedAt: InstantText, closedAt: nullable(InstantText), outcome: nullable(Type.Enum([...searchOutcomes])),
  note: nullable(Type.String()), closingNote: nullable(Type.String()), asked: Type.Array(Asked),
});
export type SearchView = Static<typeof SearchView>;
/** A search of another agency: it does not say who is sought, only which children of ours might be meant. */
export const ForeignSearch = Type.Object({
  searchId: UuidText, agency: AgencyView, receivedAt: InstantText, until: InstantText, matches: Type.Array(Type.Object({ childId: ChildIdText, initials: nullable(Type.String()) })), answer: nullable(Type.Enum(['found', 'not_here'])),
});
export type ForeignSearch = Static<typeof ForeignSearch>;
export const listSearches = endpoint({
  method: 'GET', path: '/api/searches', summary: 'Searches of this agency and of others, open and closed', input: Type.Object({}, closed),
  output: Type.Object({
    own: Type.Array(SearchView), foreign: Type.Array(ForeignSearch),
    /** Agencies whose agreement covers a search. */
    askable: Type.Array(AgencyView),
  }),
});

export const NoticeView = Type.Object({
  noticeId: UuidText, direction: Type.Enum(['outgoing', 'incoming']), agency: AgencyView, reason: Type.String(), place: nullable(Type.String()), expectedAt: nullable(InstantText), headcount: Type.Integer(), at: InstantText,
  childIds: Type.Array(ChildIdText),
});
export const listNotices = endpoint({ method: 'GET', path: '/api/notices', summary: 'Notices of children brought without their agency', input: Type.Object({}, closed), output: Type.Object({ items: Type.Array(NoticeView) }) });
