import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { NewOperation, Operation } from '#kernel/operation.ts';
import type { PriorityReason, RiskLevel } from '#rooms/law/schema.ts';
import type { Attachment, closeReasons, Concern, Consent, Contact, Found, Moment, NoteKind, printedDocuments, Purpose } from '../schema.ts';

/** A deadline as it starts: computed once and recorded, so that later reference data never change the past. */
export interface StartedDeadline {
  readonly id: Uuid;
  readonly clock: string | null;
  readonly title: string | null;
  readonly triggeredAt: Instant;
  readonly dueAt: Instant;
  readonly escalateAt: Instant;
  readonly basis: 'statute' | 'policy' | 'own';
}

/** What a room above may do as well: the file arrives from another agency. */
interface Placement {
  readonly teamId: Uuid;
  readonly workerId: Uuid | null;
  readonly reason?: string;
}

/** The bodies of this room's operations, by what follows `case.` in their kind. */
export interface CaseBodies {
  'child-received': Placement & { found: Found; urgency: RiskLevel; flags: PriorityReason[]; searchedFirst: { candidatesShown: number } };
  /** This agency became responsible for a child who was another's: recorded by the handover room. */
  arrived: Placement;
  /** Moved between teams of this agency. */
  placed: Placement;
  'move-proposed': { teamId: Uuid; reason: string };
  'move-declined': { reason?: string };
  'worker-assigned': { workerId: Uuid | null; reason?: string };
  'note-written': { noteId: Uuid; kind: NoteKind; text: string; happened?: Moment; corrects?: string };
  'concerns-recorded': { concerns: Concern[] };
  'concern-settled': { code: string; severity: number; reason: string; settles: string[] };
  'urgency-changed': { urgency: RiskLevel; flags: PriorityReason[]; reason: string };
  'consent-recorded': { consent: Consent };
  'consent-withdrawn': { purposes: Purpose[]; by: Consent['givenBy']; reason?: string };
  'contact-added': { contact: Contact };
  'deadlines-started': { deadlines: StartedDeadline[]; cancels: Uuid[] };
  'deadline-completed': { deadlineId: string; note?: string };
  'deadline-postponed': { deadlineId: string; dueAt: Instant; reason: string };
  closed: { reason: (typeof closeReasons)[number]; summary: string };
  reopened: { reason: string };
  'attachment-added': { attachmentId: Uuid; kind: Attachment['kind']; title: string; mediaType: Attachment['mediaType']; size: number; hash: string; fileName: string; previewName: string | null };
  'attachment-removed': { attachmentId: string; reason: string };
  'attachment-restored': { attachmentId: string };
  'attachment-destroyed': { attachmentId: string };
  printed: { document: (typeof printedDocuments)[number]; copies: number };
}
export type CaseKind = keyof CaseBodies;

/** One of this room's operations, told apart by `what`. */
export type CaseEntry = {
  [What in CaseKind]: Pick<Operation, 'id' | 'actor' | 'actorLabel' | 'node' | 'madeAt'> & { readonly what: What; readonly body: CaseBodies[What] };
}[CaseKind];

/** A new operation of this room. */
export const act = <What extends CaseKind>(childId: string, what: What, body: CaseBodies[What]): NewOperation => ({
  kind: `case.${what}`,
  childId: childId as ChildId,
  body,
});

/** An operation of this room, read from the log. */
export const caseEntryOf = ({ id, kind, actor, actorLabel, node, madeAt, body }: Operation): CaseEntry =>
  ({ id, actor, actorLabel, node, madeAt, what: kind.slice('case.'.length), body }) as CaseEntry;
