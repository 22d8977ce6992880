import { instantOf } from '#kernel/hybrid-clock.ts';
import type { NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { PriorityReason, RiskLevel } from '#rooms/law/schema.ts';
import { purposes, type ConsentView, type Contact, type FileView, type Found, type NoteKind, type Purpose } from '../schema.ts';
import { foldConcerns, type ConcernState } from './concerns.ts';
import type { CaseEntry, CaseKind } from './operations.ts';

interface Stated {
  readonly operationId: Uuid;
  readonly actorLabel: string;
  readonly at: Instant;
}

/** The file as decisions and screens need it, folded from what happened. */
export interface CaseState {
  readonly received: (Found & Stated) | null;
  /** When this agency became responsible, the last time. */
  readonly heldSince: Instant | null;
  readonly urgency: { readonly level: RiskLevel; readonly reason: string | null; readonly flags: readonly PriorityReason[] };
  readonly concerns: ReadonlyMap<string, ConcernState>;
  readonly consents: ReadonlyMap<Purpose, ConsentView>;
  readonly contacts: ReadonlyMap<string, Contact & Stated>;
  readonly place: { readonly teamId: Uuid; readonly workerId: Uuid | null } | null;
  readonly proposal: { readonly teamId: Uuid; readonly reason: string; readonly actor: string } | null;
  readonly notes: ReadonlyMap<string, { readonly kind: NoteKind; readonly actor: string }>;
  readonly closure: FileView['closure'];
  /** Made by mistake: nobody's file any more. */
  readonly isAnnulled: boolean;
}

const empty: CaseState = {
  received: null, heldSince: null, urgency: { level: 'medium', reason: null, flags: [] }, concerns: new Map(), consents: new Map(), contacts: new Map(),
  place: null, proposal: null, notes: new Map(), closure: null, isAnnulled: false,
};

type Fold<What extends CaseKind> = (state: CaseState, entry: Extract<CaseEntry, { what: What }>, isOwn: boolean) => CaseState;

const placed = (state: CaseState, { body, madeAt, what }: Extract<CaseEntry, { what: 'child-received' | 'arrived' | 'placed' }>, isOwn: boolean): CaseState =>
  isOwn
    ? { ...state, place: { teamId: body.teamId, workerId: body.workerId }, proposal: null, heldSince: what === 'placed' ? state.heldSince : instantOf(madeAt) }
    : state;
const passedOver = (state: CaseState): CaseState => state;

/** How each act changes the file. Teams and workers count only at the node that named them: another agency's are not ours. */
const folds: { readonly [What in CaseKind]: Fold<What> } = {
  'child-received': (state, entry, isOwn) =>
    placed({ ...state, received: { ...entry.body.found, ...statedOf(entry) }, urgency: { level: entry.body.urgency, reason: null, flags: entry.body.flags } }, entry, isOwn),
  // held back by the agency that had her, or still on its way: then her arrival is all that is known
  arrived: (state, entry, isOwn) => placed({ ...state, received: state.received ?? statedOf(entry) }, entry, isOwn),
  placed,
  'move-proposed': (state, { body, actor }, isOwn) => (isOwn ? { ...state, proposal: { ...body, actor } } : state),
  'move-declined': (state, _entry, isOwn) => (isOwn ? { ...state, proposal: null } : state),
  'worker-assigned': (state, { body }, isOwn) => (isOwn && state.place ? { ...state, place: { ...state.place, workerId: body.workerId } } : state),
  'note-written': (state, { body, actor }) => ({ ...state, notes: new Map(state.notes).set(body.noteId, { kind: body.kind, actor }) }),
  'concerns-recorded': passedOver,
  'concern-settled': passedOver,
  'urgency-changed': (state, { body }) => ({ ...state, urgency: { level: body.urgency, reason: body.reason ?? null, flags: body.flags } }),
  'consent-recorded': (state, entry) => {
    const { answers, givenBy, override } = entry.body.consent;
    const given = purposes.flatMap((purpose) => {
      const answer = answers[purpose];
      return answer === undefined ? [] : [[purpose, { purpose, answer, givenBy, isOverride: override !== undefined, at: instantOf(entry.madeAt), actorLabel: entry.actorLabel }] as const];
    });
    return { ...state, consents: new Map([...state.consents, ...given]) };
  },
  'consent-withdrawn': (state, entry) => {
    const withdrawn = entry.body.purposes.map((purpose) =>
      [purpose, { purpose, answer: 'withdrawn' as const, givenBy: entry.body.by, isOverride: false, at: instantOf(entry.madeAt), actorLabel: entry.actorLabel }] as const);
    return { ...state, consents: new Map([...state.consents, ...withdrawn]) };
  },
  'consent-withdrawn-there': (state, { body: { purposes: withdrawn, at }, actorLabel }) => {
    const there = withdrawn.map((purpose) => [purpose, { purpose, answer: 'withdrawn' as const, givenBy: null, isOverride: false, at, actorLabel }] as const);
    return { ...state, consents: new Map([...state.consents, ...there]) };
  },
  'contact-added': (state, entry) => ({ ...state, contacts: new Map(state.contacts).set(entry.body.contact.id, { ...entry.body.contact, ...statedOf(entry) }) }),
  'deadlines-started': passedOver,
  'deadline-completed': passedOver,
  'deadline-postponed': passedOver,
  closed: (state, entry) => ({ ...state, closure: { reason: entry.body.reason, summary: entry.body.summary ?? '', ...statedOf(entry) } }),
  reopened: (state) => ({ ...state, closure: null }),
  annulled: (state) => ({ ...state, isAnnulled: true }),
  'attachment-added': passedOver,
  'attachment-removed': passedOver,
  'attachment-restored': passedOver,
  'attachment-destroyed': passedOver,
  printed: passedOver,
};

/** Whether an operation is kept beside the file to fold it anew: the others have tables of their own or only a place in the timeline. */
export const shapesFile = (what: CaseKind): boolean => folds[what] !== passedOver || what === 'concerns-recorded' || what === 'concern-settled';

/**
 * Folds the acts of a file, given in any order and any number of times, into the same state: they are put in the order
 * of their hybrid times first.
 * @param ownNode the node whose view of team and worker it is
 */
export function foldCase(entries: readonly CaseEntry[], ownNode: NodeId): CaseState {
  const inOrder = [...new Map(entries.map((entry) => [entry.id, entry])).values()]
    .toSorted((one, other) => (one.madeAt === other.madeAt ? (one.id < other.id ? -1 : 1) : one.madeAt < other.madeAt ? -1 : 1));
  const state = inOrder.reduce((before, entry) => (folds[entry.what] as Fold<CaseKind>)(before, entry, entry.node === ownNode), empty);
  return { ...state, concerns: foldConcerns(inOrder) };
}

const statedOf = (entry: CaseEntry): Stated => ({ operationId: entry.id, actorLabel: entry.actorLabel, at: instantOf(entry.madeAt) });

/** What was answered for each purpose: those never asked say so. */
export const consentsOf = (state: CaseState): ConsentView[] =>
  purposes.map((purpose) => state.consents.get(purpose) ?? { purpose, answer: 'not_asked', givenBy: null, isOverride: false, at: null, actorLabel: null });
