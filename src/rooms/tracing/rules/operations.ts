import type { Static } from 'typebox';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { NewOperation, Operation } from '#kernel/operation.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import type { channels, childWishes, contactMeans, FieldEvidence, FollowUp, Inquirer, LastContact, ProbabilityBand, Question, requestOutcomes, requestSides, Reunification, Safety, separationCauses, tellings, Verification } from '../schema.ts';

/** What a request says of who asks and who is sought. */
export interface Told {
  readonly inquirer: Inquirer;
  readonly sought: PartialProfile;
  readonly lastContact?: LastContact;
  readonly cause?: (typeof separationCauses)[number];
  readonly story?: string;
  readonly wishes?: (typeof childWishes)[number][];
}

/** A record that may speak of the one sought, as the engine found it. */
export interface Proposal {
  readonly childId: ChildId;
  readonly band: ProbabilityBand;
  readonly probability: number;
  readonly evidence: readonly FieldEvidence[];
}

/** Another agency may hold the one sought: it says so and no more. What follows is a call between the two agencies. */
export interface AtPeer { readonly peer: NodeId; readonly band: ProbabilityBand }

interface AboutCandidate { readonly requestId: Uuid; readonly childId: ChildId }

/** The bodies of this room's operations about a request, by what follows `tracing.` in their kind. */
export interface RequestBodies {
  'requested': Told & { readonly requestId: Uuid; readonly side: (typeof requestSides)[number]; readonly channel: (typeof channels)[number]; readonly teamId: Uuid };
  'request-amended': Partial<Told> & { readonly requestId: Uuid };
  'request-closed': { readonly requestId: Uuid; readonly outcome: (typeof requestOutcomes)[number]; readonly reason: string };
  'questions-set': { readonly requestId: Uuid; readonly questions: readonly Question[] };
  /** Found by the node: new or changed records, and those that speak of her no more. */
  'candidates-found': { readonly requestId: Uuid; readonly found: readonly Proposal[]; readonly gone: readonly ChildId[]; readonly withoutConsent: number; readonly atPeers: readonly AtPeer[] };
  'candidate-verified': AboutCandidate & Static<typeof Verification>;
  'candidate-judged': AboutCandidate & { readonly judgement: 'confirm' | 'refute'; readonly reason: string };
  'safety-decided': AboutCandidate & Static<typeof Safety>;
  'family-told': AboutCandidate & { readonly what: (typeof tellings)[number]; readonly means: (typeof contactMeans)[number]; readonly note?: string };
  'reunification-proposed': AboutCandidate & Static<typeof Reunification>;
  'reunification-answered': AboutCandidate & { readonly isApproved: boolean; readonly reason: string };
  'reunified': AboutCandidate & { readonly day: string; readonly hasReceipt: boolean; readonly note?: string };
  'followed-up': AboutCandidate & Static<typeof FollowUp>;
}
export type RequestKind = keyof RequestBodies;

/** What is noted in the child's own file; the request has a number of its own. */
export const noted = (childId: ChildId, what: 'child-confirmed' | 'child-reunified' | 'child-visited', requestId: Uuid): NewOperation => ({ kind: `tracing.${what}`, childId, body: { requestId } });

/** The bodies about two files that may speak of one child. */
export interface PairBodies {
  'pair-found': { readonly pairId: Uuid; readonly other: ChildId; readonly band: ProbabilityBand; readonly probability: number; readonly evidence: readonly FieldEvidence[] };
  /** Nothing speaks for one child any more. */
  'pair-gone': { readonly pairId: Uuid };
  'pair-parted': { readonly pairId: Uuid; readonly reason: string };
  /** `joined` ended; what it said stands in `kept` from now on. */
  'pair-joined': { readonly pairId: Uuid; readonly kept: ChildId; readonly joined: ChildId; readonly reason: string };
  'pair-reopened': { readonly pairId: Uuid; readonly reason: string };
}
export type PairKind = keyof PairBodies;

type EntryOf<Bodies> = { [What in keyof Bodies]: Pick<Operation, 'id' | 'actor' | 'actorLabel' | 'madeAt'> & { readonly what: What; readonly body: Bodies[What] } }[keyof Bodies];
export type RequestEntry = EntryOf<RequestBodies>;
export type PairEntry = EntryOf<PairBodies>;

/** A new operation of this room about the child under whose key it is sealed. */
export const act = <What extends RequestKind | PairKind>(childId: ChildId, what: What, body: (RequestBodies & PairBodies)[What]): NewOperation => ({ kind: `tracing.${what}`, childId, body });

/** What the fold keeps of an operation. */
export const entryOf = ({ id, kind, actor, actorLabel, madeAt, body }: Operation): RequestEntry | PairEntry =>
  ({ id, actor, actorLabel, madeAt, what: kind.slice('tracing.'.length), body }) as RequestEntry | PairEntry;
