import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { ContactState } from './contact.ts';
import type { SearchCause } from './search.ts';

/** `handover.contact-changed`, in the child's file: travels with it. */
export interface ContactChanged {
  readonly contact: ContactState;
  readonly at: Instant;
  readonly source: string;
  readonly authority?: string;
  readonly place?: string;
  readonly country?: string;
  readonly note?: string;
  /** By when a search must be open, if contact is lost. */
  readonly searchDueAt?: Instant;
}

/** `handover.search-opened` */
export interface SearchOpened {
  readonly searchId: Uuid;
  readonly cause: SearchCause;
  readonly note?: string;
}
/** `handover.search-sent`: whom it was asked of. */
export interface SearchSent {
  readonly searchId: Uuid;
  readonly asked: readonly { readonly peer: NodeId; readonly agreementId: Uuid }[];
  readonly until: Instant;
}
/** `handover.search-answered-there`: what an agency that was asked said. */
export interface SearchAnsweredThere {
  readonly searchId: Uuid;
  readonly peer: NodeId;
  readonly answer: 'found' | 'not_here';
  readonly evidence: string;
}
/** `handover.search-closed` */
export interface SearchClosed {
  readonly searchId: Uuid;
  readonly outcome: string;
  readonly note: string;
}

/** `handover.search-asked` (no child): a search of another agency. `childId`: the sought child's identifier there, without meaning here. */
export interface SearchAsked {
  readonly searchId: Uuid;
  readonly peer: NodeId;
  readonly childId: ChildId;
  readonly until: Instant;
  readonly tokens: readonly string[];
  readonly matches: readonly ChildId[];
}
/** `handover.search-answered` (no child): what this agency answered. */
export interface SearchAnswered {
  readonly searchId: Uuid;
  readonly peer: NodeId;
  readonly answer: 'found' | 'not_here';
  readonly evidence: string;
}

/** `handover.noticed` (no child): a notice that was sent or that came. */
export interface Noticed {
  readonly noticeId: Uuid;
  readonly direction: 'outgoing' | 'incoming';
  readonly peers: readonly NodeId[];
  readonly reason: string;
  readonly place: string | null;
  readonly expectedAt: Instant | null;
  readonly headcount: number;
  readonly childIds: readonly ChildId[];
}
