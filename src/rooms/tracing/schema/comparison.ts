import { Type, type Static, type TSchema } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, InstantText, NodeIdText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { PartialProfile } from '#rooms/person/schema.ts';
import { FieldEvidence } from './candidate.ts';
import { ProbabilityBand } from './band.ts';

/** `facts`: whole facts of the persons whom open requests seek; `encodings`: keyed encodings of all who may be compared, of both sides. */
export const comparisonKinds = ['facts', 'encodings'] as const;
export const ComparisonKind = Type.Enum(comparisonKinds);
export type ComparisonKind = Static<typeof ComparisonKind>;
export const comparisonStates = ['running', 'done', 'failed', 'refused'] as const;
export const contactStates = ['nominated', 'supported', 'asked', 'agreed', 'declined', 'compared'] as const;
export type ContactState = (typeof contactStates)[number];

const Agency = Type.Object({ nodeId: NodeIdText, name: Type.String(), dutyPhone: Type.String() });

export const Comparison = Type.Object({
  runId: UuidText, peer: Agency, direction: Type.Enum(['asked', 'answered']), kind: ComparisonKind, state: Type.Enum([...comparisonStates]), asked: Type.Integer(), answered: Type.Integer(),
  found: nullable(Type.Integer()), problem: nullable(Type.Object({ code: Type.String(), details: Type.Record(Type.String(), Type.Unknown()) })), by: Type.String(), begunAt: InstantText, endedAt: nullable(InstantText),
});
export type Comparison = Static<typeof Comparison>;

/** One nominated pair: of the other side nothing but its agency and how alike the two are. */
export const ContactItem = Type.Object({
  contactId: UuidText, peer: Agency, side: Type.Enum(['asking', 'asked']), state: Type.Enum([...contactStates]), band: ProbabilityBand, name: Type.String(), requestId: nullable(UuidText),
  childId: nullable(ChildIdText), openedAt: InstantText, changedAt: InstantText,
});
export type ContactItem = Static<typeof ContactItem>;

const Said = Type.Object({ by: Type.String(), at: InstantText, reason: Type.String(), isMine: Type.Boolean() });
export const ContactView = Type.Object({
  ...ContactItem.properties,
  supporters: Type.Array(Said), declined: nullable(Said),
  /** What the other agency said, and since when. */
  heard: nullable(Type.Object({ answer: Type.Enum(['agreed', 'declined']), at: InstantText })),
  /** The fields that the agreement lets both see, once both agree, and what the full comparison says. */
  known: PartialProfile, theirs: nullable(PartialProfile), evidence: Type.Array(FieldEvidence), probability: nullable(Type.Number()),
  may: Type.Object({ support: Type.Boolean(), decline: Type.Boolean() }),
});
export type ContactView = Static<typeof ContactView>;

/** With whom a comparison is possible, and how. */
const Partner = Type.Object({ ...Agency.properties, allows: Type.Array(ComparisonKind), endsOn: Type.String() });
export type Partner = Static<typeof Partner>;

const get = <I extends Record<string, TSchema>, O extends TSchema>(path: string, summary: string, input: I, output: O) => endpoint({ method: 'GET', path: `/api/tracing${path}`, summary, input: Type.Object(input, closed), output });
const post = <I extends Record<string, TSchema>, O extends TSchema>(path: string, summary: string, input: I, output: O) => endpoint({ method: 'POST', path: `/api/tracing${path}`, summary, input: Type.Object(input, closed), output });
const contact = { contactId: UuidText };

export const listComparisons = get('/comparisons', 'Private comparisons with other agencies: asked and answered, also those that were refused', {}, Type.Object({
  comparisons: Type.Array(Comparison), partners: Type.Array(Partner),
}));
export const listContacts = get('/contacts', 'Nominated pairs and how far the contact between the two agencies has come', {}, Type.Object({ items: Type.Array(ContactItem) }));
export const viewContact = get('/contacts/:contactId', 'One nominated pair: whom it is about here, and what the other agency let be seen', contact, ContactView);
export const supportContact = post('/contacts/:contactId/support', 'Ask for contact, or agree to it: needs two people of the agency', { ...contact, reason: text(500) }, Type.Object({ isComplete: Type.Boolean() }));
export const declineContact = post('/contacts/:contactId/decline', 'Decline contact, or drop a nominated pair', { ...contact, reason: text(500) }, Type.Object({}));
export const startComparison = post('/comparisons', 'Compare privately with another agency under an agreement; goes on in the background', { peer: NodeIdText, kind: ComparisonKind }, Type.Object({ runId: UuidText }));
