import { instantOf } from '#kernel/hybrid-clock.ts';
import type { Instant } from '#kernel/instant.ts';
import { roomOf, type Operation } from '#kernel/operation.ts';
import type { Observed, Settled } from '#rooms/person/schema.ts';
import { purposes, type Moment, type TimelineCategory, type TimelineEntry } from '../schema.ts';
import type { CaseBodies, CaseKind } from './operations.ts';
import { canReadAttachment, canReadConcern, canReadNote, type Reader } from './readers.ts';

type Values = TimelineEntry['values'];

/** What one kind of act shows; `null` hides the whole entry, `isWithheld` only says that there is one. */
interface Shown {
  readonly category: TimelineCategory;
  readonly values: Values;
  readonly happened?: Moment | undefined;
  readonly isWithheld?: boolean;
}
type Describe<Body> = (body: Body, reader: Reader, operation: Operation) => Shown | null;

const key = (name: string) => ({ key: name });
const given = (name: string, value: string | undefined): Values => (value === undefined ? {} : { [name]: value });
const as = (category: TimelineCategory, values: Values = {}): Shown => ({ category, values });

const caseDescriptions: { readonly [What in CaseKind]: Describe<CaseBodies[What]> } = {
  'child-received': ({ found, urgency }) => ({ category: 'file', happened: found.when, values: { urgency: key(`law.risk-level.${urgency}`), by: found.by ?? 'unknown' } }),
  arrived: () => as('team'),
  placed: ({ teamId, reason }) => as('team', { teamId, ...given('reason', reason) }),
  'move-proposed': ({ teamId, reason }) => as('team', { teamId, reason }),
  'move-declined': ({ reason }) => as('team', given('reason', reason)),
  'worker-assigned': ({ workerId, reason }) => as('team', { hasWorker: workerId !== null, ...given('workerId', workerId ?? undefined), ...given('reason', reason) }),
  'note-written': ({ noteId, kind, text, happened, corrects }, reader, { actor }) => {
    const values = { noteId, kind: key(`case.note.${kind}`), ...given('corrects', corrects) };
    if (canReadNote(reader, { kind, actor })) return { category: 'note', happened, values: { ...values, text } };
    return kind === 'supervision_private' ? null : { category: 'note', values, isWithheld: true };
  },
  'concerns-recorded': ({ concerns }, reader) => {
    const readable = concerns.filter(({ code }) => canReadConcern(reader, code));
    return { category: 'concern', values: { codes: readable.map(({ code }) => code) }, isWithheld: readable.length < concerns.length };
  },
  'concern-settled': ({ code, severity, reason }, reader) =>
    canReadConcern(reader, code) ? as('concern', { code, severity: key(`case.severity.${severity}`), reason }) : { category: 'concern', values: {}, isWithheld: true },
  'urgency-changed': ({ urgency, reason }) => as('concern', { urgency: key(`law.risk-level.${urgency}`), reason }),
  'consent-recorded': ({ consent }) => as('consent', {
    givenBy: key(`case.consentBy.${consent.givenBy}`),
    granted: purposes.filter((purpose) => consent.answers[purpose] === 'granted').map((purpose) => key(`case.purpose.${purpose}`)),
    refused: purposes.filter((purpose) => consent.answers[purpose] === 'refused').map((purpose) => key(`case.purpose.${purpose}`)),
    isOverride: consent.override !== undefined,
  }),
  'consent-withdrawn': ({ purposes: withdrawn, by, reason }) => as('consent', { purposes: withdrawn.map((purpose) => key(`case.purpose.${purpose}`)), givenBy: key(`case.consentBy.${by}`), ...given('reason', reason) }),
  'contact-added': ({ contact }) => as('contact', { name: contact.name, role: key(`case.contactRole.${contact.role}`) }),
  'deadlines-started': ({ deadlines }) => as('deadline', { deadlines: deadlines.map(({ clock, title }) => clock ?? title ?? ''), count: deadlines.length }),
  'deadline-completed': ({ deadlineId, note }) => as('deadline', { deadlineId, ...given('note', note) }),
  'deadline-postponed': ({ deadlineId, dueAt, reason }) => as('deadline', { deadlineId, dueAt: { instant: dueAt }, reason }),
  closed: ({ reason, summary }) => as('file', { reason: key(`case.closeReason.${reason}`), summary }),
  reopened: ({ reason }) => as('file', { reason }),
  'attachment-added': ({ attachmentId, kind, title }, { roles }) => {
    const values = { attachmentId, kind: key(`case.attachment.${kind}`) };
    return canReadAttachment(roles, kind) ? as('document', { ...values, title }) : { category: 'document', values, isWithheld: true };
  },
  'attachment-removed': ({ attachmentId, reason }) => as('document', { attachmentId, reason }),
  'attachment-restored': ({ attachmentId }) => as('document', { attachmentId }),
  'attachment-destroyed': ({ attachmentId }) => as('document', { attachmentId }),
  printed: ({ document, copies }) => as('document', { document: key(`case.print.${document}`), copies }),
};

const personDescriptions: Readonly<Record<string, Describe<never>>> = {
  observed: ({ fields, source }: Observed) => as('identity', { fields: Object.keys(fields).map((name) => key(`person.field.${name}`)), source: key(`person.source.${source}`) }),
  settled: ({ field, reason }: Settled) => as('identity', { field: key(`person.field.${field}`), reason }),
};

const categoryOfRoom: Readonly<Record<string, TimelineCategory>> = { handover: 'custody', journey: 'journey', tracing: 'tracing' };

/** What the rooms above want shown stands in the body under `timelineValues`: codes, keys and dates, nothing sealed. */
const describeOther: Describe<{ readonly timelineValues?: Values }> = (body, _reader, { kind }) => as(categoryOfRoom[roomOf(kind)] ?? 'other', body.timelineValues ?? {});

function describe(operation: Operation, reader: Reader): Shown | null {
  const room = roomOf(operation.kind);
  const what = operation.kind.slice(room.length + 1);
  const table = (room === 'case' ? caseDescriptions : room === 'person' ? personDescriptions : {}) as Readonly<Record<string, Describe<unknown>>>;
  return (table[what] ?? (describeOther as Describe<unknown>))(operation.body, reader, operation);
}

/** The entry of one operation as this reader may see it; nothing when even its existence is not for her. */
export function timelineEntryOf(operation: Operation, reader: Reader): TimelineEntry | null {
  const shown = describe(operation, reader);
  if (!shown) return null;
  const recordedAt = instantOf(operation.madeAt);
  const room = roomOf(operation.kind);
  return {
    id: operation.id,
    kind: operation.kind,
    category: shown.category,
    ...whenOf(shown.happened, recordedAt),
    recordedAt,
    actorLabel: operation.actorLabel,
    agency: operation.actorLabel.slice(operation.actorLabel.lastIndexOf(', ') + 2),
    node: operation.node,
    summary: `${room}.timeline.${operation.kind.slice(room.length + 1)}`,
    values: shown.values,
    isWithheld: shown.isWithheld ?? false,
  };
}

function whenOf(happened: Moment | undefined, recordedAt: Instant): Pick<TimelineEntry, 'at' | 'precision'> {
  switch (happened?.precision) {
    case undefined:
      return { at: recordedAt, precision: 'minute' };
    case 'minute':
      return { at: happened.at, precision: 'minute' };
    case 'day':
      return { at: `${happened.day}T00:00:00.000Z`, precision: 'day' };
    case 'month':
      return { at: `${happened.month}-01T00:00:00.000Z`, precision: 'month' };
    case 'unknown':
      return { at: recordedAt, precision: 'unknown' };
  }
}

/** The operations of a file as entries, newest first. */
export const timelineOf = (operations: readonly Operation[], reader: Reader): TimelineEntry[] =>
  operations
    .toSorted((one, other) => (one.madeAt === other.madeAt ? (one.id > other.id ? -1 : 1) : one.madeAt > other.madeAt ? -1 : 1))
    .flatMap((operation) => timelineEntryOf(operation, reader) ?? []);
