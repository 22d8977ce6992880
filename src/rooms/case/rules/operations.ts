import { Type, type Static, type TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { field, type Sensitivity } from '#kernel/field.ts';
import type { NodeId } from '#kernel/identifier.ts';
import type { NewOperation, Operation } from '#kernel/operation.ts';
import { ChildIdText, InstantText, NodeIdText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { PriorityReason, RiskLevel } from '#rooms/law/schema.ts';
import { withoutWithheld } from '#rooms/person/rules.ts';
import { Attachment, closeReasons, Concern, ConcernCode, Consent, Contact, Found, Moment, noteKinds, printedDocuments, purposes } from '../schema.ts';

const optional = Type.Optional;
const mark = <T extends TSchema>(schema: T, name: string, sensitivity: Sensitivity) => field(schema, `case.field.${name}`, sensitivity);
// words are missing only where another agency held them back: whoever writes here is asked for them
const reason = mark(optional(text(2000)), 'reason', 'D');
const severity = mark(Type.Integer({ minimum: 0, maximum: 3 }), 'severity', 'B');
const code = mark(ConcernCode, 'concern', 'B');

/** A deadline as it starts: computed once and recorded, so that later reference data never change the past. */
const StartedDeadline = Type.Object({
  id: UuidText,
  clock: nullable(Type.String()),
  title: nullable(Type.String()),
  triggeredAt: InstantText,
  dueAt: InstantText,
  escalateAt: InstantText,
  basis: Type.Enum(['statute', 'policy', 'own']),
});
export type StartedDeadline = Static<typeof StartedDeadline>;

const placement = { teamId: UuidText, workerId: mark(nullable(UuidText), 'worker', 'B') };
const Placement = Type.Object({ ...placement, reason });

/**
 * The bodies of this room's operations, by what follows `case.` in their kind; each field carries how sensitive it is,
 * for what leaves with the file. `arrived`: this agency became responsible for a child who was another's, recorded by
 * the room that took her over. `consent-withdrawn-there`: as another agency that has had her told. `placed`: moved between teams of this agency. `annulled`: the file was made by mistake.
 */
export const caseBodies = {
  'child-received': Type.Object({
    ...placement,
    found: Found,
    urgency: mark(RiskLevel, 'urgency', 'B'),
    flags: mark(Type.Array(PriorityReason), 'flags', 'D'),
    searchedFirst: mark(Type.Object({ candidatesShown: Type.Integer() }), 'searchedFirst', 'A'),
  }),
  arrived: Placement,
  placed: Placement,
  'move-proposed': Type.Object({ teamId: UuidText, reason: text(2000) }),
  'move-declined': Type.Object({ reason }),
  'worker-assigned': Type.Object({ workerId: nullable(UuidText), reason }),
  'note-written': Type.Object({
    noteId: UuidText,
    kind: mark(Type.Enum(noteKinds), 'noteKind', 'A'),
    text: mark(optional(text(8000)), 'note', 'C'),
    happened: mark(optional(Moment), 'noteHappened', 'C'),
    corrects: optional(UuidText),
  }),
  'concerns-recorded': Type.Object({
    concerns: Type.Array(Type.Object({ ...Concern.properties, code, source: mark(Concern.properties.source, 'concernSource', 'B'), period: mark(Concern.properties.period, 'concernPeriod', 'B') })),
  }),
  'concern-settled': Type.Object({ code, severity, reason, settles: Type.Array(UuidText) }),
  'urgency-changed': Type.Object({ urgency: mark(RiskLevel, 'urgency', 'B'), flags: mark(Type.Array(PriorityReason), 'flags', 'D'), reason }),
  'consent-recorded': Type.Object({ consent: mark(Consent, 'consent', 'C') }),
  'consent-withdrawn': Type.Object({ purposes: mark(Type.Array(Type.Enum(purposes)), 'consent', 'C'), by: mark(Consent.properties.givenBy, 'consent', 'C'), reason }),
  'consent-withdrawn-there': Type.Object({ purposes: mark(Type.Array(Type.Enum(purposes)), 'consent', 'C'), at: InstantText, toldBy: NodeIdText }),
  'contact-added': Type.Object({ contact: mark(Contact, 'contact', 'D') }),
  'deadlines-started': Type.Object({ deadlines: Type.Array(StartedDeadline), cancels: Type.Array(UuidText) }),
  'deadline-completed': Type.Object({ deadlineId: UuidText, note: optional(text(500)) }),
  'deadline-postponed': Type.Object({ deadlineId: UuidText, dueAt: InstantText, reason: text(500) }),
  closed: Type.Object({ reason: mark(Type.Enum(closeReasons), 'closeReason', 'B'), summary: mark(optional(text(2000)), 'closeSummary', 'D') }),
  reopened: Type.Object({ reason }),
  annulled: Type.Object({ reason }),
  'attachment-added': Type.Object({
    attachmentId: UuidText,
    kind: mark(Attachment.properties.kind, 'attachmentKind', 'B'),
    title: mark(optional(Type.String()), 'attachment', 'C'),
    mediaType: mark(Attachment.properties.mediaType, 'attachmentMedia', 'A'),
    size: mark(Type.Integer(), 'attachmentSize', 'A'),
    hash: mark(Type.String(), 'attachment', 'C'),
    fileName: mark(Type.String({ pattern: '^[0-9a-f]{32}$' }), 'attachment', 'C'),
    previewName: mark(nullable(Type.String({ pattern: '^[0-9a-f]{32}$' })), 'attachment', 'C'),
  }),
  'attachment-removed': Type.Object({ attachmentId: UuidText, reason }),
  'attachment-restored': Type.Object({ attachmentId: UuidText }),
  'attachment-destroyed': Type.Object({ attachmentId: UuidText }),
  printed: Type.Object({ document: Type.Enum(printedDocuments), copies: Type.Integer() }),
} as const;
export type CaseBodies = { -readonly [What in keyof typeof caseBodies]: Static<(typeof caseBodies)[What]> };
export type CaseKind = keyof CaseBodies;

/** What an agreement may hold back without making the rest useless. */
const defaults: Readonly<Partial<Record<CaseKind, object>>> = {
  'child-received': { workerId: null, found: {}, urgency: 'medium', flags: [], searchedFirst: { candidatesShown: 0 } },
  'urgency-changed': { flags: [] },
};

/** One of this room's operations, told apart by `what`. */
export type CaseEntry = {
  [What in CaseKind]: Pick<Operation, 'id' | 'actor' | 'actorLabel' | 'node' | 'madeAt'> & { readonly what: What; readonly body: CaseBodies[What] };
}[CaseKind];

/** A new operation of this room. */
export const act = <What extends CaseKind>(childId: Static<typeof ChildIdText>, what: What, body: CaseBodies[What]): NewOperation => ({ kind: `case.${what}`, childId, body });

/**
 * An operation of this room, read from the log. Of another agency's it takes what may be read and has the form that we
 * know; null when that is nothing: it stays in the log and shapes no file.
 */
export function caseEntryOf({ id, kind, actor, actorLabel, node, madeAt, body }: Operation, ownNode: NodeId): CaseEntry | null {
  const what = kind.slice('case.'.length) as CaseKind;
  const entry = (readable: unknown) => ({ id, actor, actorLabel, node, madeAt, what, body: readable }) as CaseEntry;
  if (node === ownNode) return entry(body);
  const schema = Object.hasOwn(caseBodies, what) ? caseBodies[what] : undefined;
  const readable = withoutWithheld(body);
  const whole = typeof readable === 'object' ? { ...defaults[what], ...readable } : readable;
  return schema && Check(schema, whole) ? entry(whole) : null;
}
