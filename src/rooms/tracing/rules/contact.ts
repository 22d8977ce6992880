import { instantOf } from '#kernel/hybrid-clock.ts';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Decision, NewOperation, Operation } from '#kernel/operation.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { PartialProfile } from '#rooms/person/schema.ts';
import type { ContactState, FieldEvidence, ProbabilityBand } from '../schema.ts';

/** Bodies about a nominated pair, by what follows `tracing.contact-` in their kind; each is sealed under the own child's key. */
export interface ContactBodies {
  /** `place`: where the other side keeps its child in this run. */
  'opened': { readonly contactId: Uuid; readonly side: 'asking' | 'asked'; readonly runId: Uuid; readonly peer: NodeId; readonly place: number; readonly band: ProbabilityBand; readonly requestId: Uuid | null; readonly agreementId: Uuid };
  'supported': { readonly contactId: Uuid; readonly reason: string };
  'declined': { readonly contactId: Uuid; readonly reason: string };
  'heard': { readonly contactId: Uuid; readonly answer: 'agreed' | 'declined' };
  /** The other side's fields as the agreement let them pass, and what the full comparison says. */
  'compared': { readonly contactId: Uuid; readonly theirs: PartialProfile; readonly probability: number; readonly evidence: readonly FieldEvidence[] };
}
type What = keyof ContactBodies;
export type ContactEntry = { [W in What]: Pick<Operation, 'actor' | 'actorLabel' | 'madeAt'> & { readonly what: W; readonly body: ContactBodies[W] } }[What];

export const contactAct = <W extends What>(childId: ChildId, what: W, body: ContactBodies[W]): NewOperation => ({ kind: `tracing.contact-${what}`, childId, body });
export const contactEntryOf = ({ kind, actor, actorLabel, madeAt, body }: Operation): ContactEntry => ({ actor, actorLabel, madeAt, what: kind.slice('tracing.contact-'.length), body }) as ContactEntry;

interface Said { readonly actor: string; readonly by: string; readonly at: Instant; readonly reason: string }

/** A pair that a private comparison nominated, on the side of one of the two agencies. */
export interface Contact extends Omit<ContactBodies['opened'], 'contactId'> {
  readonly contactId: Uuid;
  readonly childId: ChildId;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly supporters: readonly Said[];
  readonly declined: Said | null;
  readonly heard: { readonly answer: 'agreed' | 'declined'; readonly at: Instant } | null;
  readonly compared: Omit<ContactBodies['compared'], 'contactId'> | null;
}

/** Two different people of one agency. */
const eyes = 2;
export const isApproved = ({ supporters }: Pick<Contact, 'supporters'>): boolean => supporters.length >= eyes;

/** Two have said yes here, or one person on either side has said no. */
export const isDecided = (contact: Pick<Contact, 'supporters' | 'declined' | 'heard'>): boolean => contact.declined !== null || contact.heard?.answer === 'declined' || isApproved(contact);

export function stateOfContact({ side, supporters, declined, heard, compared }: Contact): ContactState {
  if (declined || heard?.answer === 'declined') return 'declined';
  if (compared) return 'compared';
  if (supporters.length < eyes) return supporters.length === 0 ? 'nominated' : 'supported';
  return side === 'asking' && heard === null ? 'asked' : 'agreed';
}

/** Folds what was recorded of one pair; null when the first is not `opened`. */
export function foldContact(childId: ChildId, entries: readonly ContactEntry[]): Contact | null {
  return entries.reduce<Contact | null>((contact, entry) => {
    const at = instantOf(entry.madeAt);
    const said = { actor: entry.actor, by: entry.actorLabel, at };
    if (entry.what === 'opened') return contact ?? { ...entry.body, childId, openedAt: at, changedAt: at, supporters: [], declined: null, heard: null, compared: null };
    if (!contact) return null;
    switch (entry.what) {
      case 'supported': return { ...contact, changedAt: at, supporters: [...contact.supporters, { ...said, reason: entry.body.reason }] };
      case 'declined': return { ...contact, changedAt: at, declined: { ...said, reason: entry.body.reason } };
      case 'heard': return { ...contact, changedAt: at, heard: { answer: entry.body.answer, at } };
      case 'compared': return { ...contact, changedAt: at, compared: { theirs: entry.body.theirs, probability: entry.body.probability, evidence: entry.body.evidence } };
      default: return contact;
    }
  }, null);
}

/** Asks for contact, or agrees to it. Refuses `already-done` once it is decided, `four-eyes-needed` when the second is the first. */
export function decideSupport(contact: Contact, { contactId, reason }: ContactBodies['supported'], { actor }: { readonly actor: string }): Result<Decision<{ isComplete: boolean }>> {
  if (isDecided(contact)) return refuse('already-done');
  if (contact.supporters.some((one) => one.actor === actor)) return refuse('four-eyes-needed');
  return succeed({ operations: [contactAct(contact.childId, 'supported', { contactId, reason })], output: { isComplete: contact.supporters.length + 1 >= eyes } });
}

/** One person may always say no until two have said yes. Refuses `already-done`. */
export function decideDecline(contact: Contact, { contactId, reason }: ContactBodies['declined']): Result<Decision<Record<never, never>>> {
  if (isDecided(contact)) return refuse('already-done');
  return succeed({ operations: [contactAct(contact.childId, 'declined', { contactId, reason })], output: {} });
}
