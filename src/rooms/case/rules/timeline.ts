import { instantOf } from '#kernel/hybrid-clock.ts';
import type { Instant } from '#kernel/instant.ts';
import { roomOf, type Operation } from '#kernel/operation.ts';
import { entryOf, hasWithheld, type PersonEntry } from '#rooms/person/rules.ts';
import { purposes, type Consent, type Moment, type TimelineCategory, type TimelineEntry } from '../schema.ts';
import { caseEntryOf, type CaseBodies, type CaseKind } from './operations.ts';
import { canReadAttachment, canReadConcern, canReadNote, type Reader } from './readers.ts';

type Values = TimelineEntry['values'];

/** What one kind of act shows; `null` hides the whole entry, `isWithheld` only says that there is one. */
interface Shown {
  readonly values: Values;
  readonly happened?: Moment | undefined;
  readonly isWithheld?: boolean;
}
type Describe<Body> = (body: Body, reader: Reader, actor: string) => Shown | null;

const key = (name: string) => ({ key: name });
/** Words that the text asks for: empty where another agency held them back. */
const told = (words: string | undefined): string => words ?? '';
const given = (name: string, value: string | undefined): Values => (value === undefined ? {} : { [name]: value });
const withheld: Shown = { values: {}, isWithheld: true };
const purposeKeys = (consent: Consent, answer: 'granted' | 'refused') =>
  purposes.filter((purpose) => consent.answers[purpose] === answer).map((purpose) => key(`case.purpose.${purpose}`));

const caseDescriptions: { readonly [What in CaseKind]: readonly [TimelineCategory, Describe<CaseBodies[What]>] } = {
  'child-received': ['file', ({ found, urgency }) => ({ happened: found.when, values: { urgency: key(`law.risk-level.${urgency}`), by: found.by ?? 'unknown' } })],
  arrived: ['team', () => ({ values: {} })],
  placed: ['team', ({ teamId, reason }) => ({ values: { teamId, ...given('reason', reason) } })],
  'move-proposed': ['team', ({ teamId, reason }) => ({ values: { teamId, reason } })],
  'move-declined': ['team', ({ reason }) => ({ values: given('reason', reason) })],
  'worker-assigned': ['team', ({ workerId, reason }) => ({ values: { hasWorker: workerId !== null, ...given('workerId', workerId ?? undefined), ...given('reason', reason) } })],
  'note-written': ['note', ({ noteId, kind, text, happened, corrects }, reader, actor) => {
    const values = { noteId, kind: key(`case.note.${kind}`), ...given('corrects', corrects) };
    if (canReadNote(reader, { kind, actor })) return { happened, values: { ...values, ...given('text', text) } };
    return kind === 'supervision_private' ? null : { values, isWithheld: true };
  }],
  'concerns-recorded': ['concern', ({ concerns }, reader) => {
    const codes = concerns.map((concern) => concern.code).filter((code) => canReadConcern(reader, code));
    return { values: { codes }, isWithheld: codes.length < concerns.length };
  }],
  'concern-settled': ['concern', ({ code, severity, reason }, reader) =>
    canReadConcern(reader, code) ? { values: { code, severity: key(`case.severity.${severity}`), reason: told(reason) } } : withheld],
  'urgency-changed': ['concern', ({ urgency, reason }) => ({ values: { urgency: key(`law.risk-level.${urgency}`), reason: told(reason) } })],
  'consent-recorded': ['consent', ({ consent }) => ({ values: {
    givenBy: key(`case.consentBy.${consent.givenBy}`), granted: purposeKeys(consent, 'granted'), refused: purposeKeys(consent, 'refused'), isOverride: consent.override !== undefined,
  } })],
  'consent-withdrawn': ['consent', ({ purposes: withdrawn, by, reason }) => ({ values: { purposes: withdrawn.map((purpose) => key(`case.purpose.${purpose}`)), givenBy: key(`case.consentBy.${by}`), ...given('reason', reason) } })],
  'consent-withdrawn-there': ['consent', ({ purposes: withdrawn }) => ({ values: { purposes: withdrawn.map((purpose) => key(`case.purpose.${purpose}`)) } })],
  'contact-added': ['contact', ({ contact }) => ({ values: { name: contact.name, role: key(`case.contactRole.${contact.role}`) } })],
  'deadlines-started': ['deadline', ({ deadlines }) => ({ values: { deadlines: deadlines.map(({ clock, title }) => clock ?? told(title ?? undefined)), count: deadlines.length } })],
  'deadline-completed': ['deadline', ({ deadlineId, note }) => ({ values: { deadlineId, ...given('note', note) } })],
  'deadline-postponed': ['deadline', ({ deadlineId, dueAt, reason }) => ({ values: { deadlineId, dueAt: { instant: dueAt }, reason } })],
  closed: ['file', ({ reason, summary }) => ({ values: { reason: key(`case.closeReason.${reason}`), summary: told(summary) } })],
  reopened: ['file', ({ reason }) => ({ values: { reason: told(reason) } })],
  annulled: ['file', ({ reason }) => ({ values: { reason: told(reason) } })],
  'attachment-added': ['document', ({ attachmentId, kind, title }, { roles }) => {
    const values = { attachmentId, kind: key(`case.attachment.${kind}`) };
    return canReadAttachment(roles, kind) ? { values: { ...values, title: told(title) } } : { values, isWithheld: true };
  }],
  'attachment-removed': ['document', ({ attachmentId, reason }) => ({ values: { attachmentId, reason: told(reason) } })],
  'attachment-restored': ['document', ({ attachmentId }) => ({ values: { attachmentId } })],
  'attachment-destroyed': ['document', ({ attachmentId }) => ({ values: { attachmentId } })],
  printed: ['document', ({ document, copies }) => ({ values: { document: key(`case.print.${document}`), copies } })],
};

const personValues = ({ body }: PersonEntry): Values =>
  'settles' in body
    ? { field: key(`person.field.${body.field}`), reason: told(body.reason) }
    : { fields: Object.keys(body.fields).map((name) => key(`person.field.${name}`)), source: key(`person.source.${body.source}`) };

const categoryOfRoom: Readonly<Record<string, TimelineCategory>> = { person: 'identity', handover: 'custody', journey: 'journey', tracing: 'tracing' };

/** What another room wants shown stands in the body under `timelineValues`: codes, keys and dates, nothing sealed. */
const valuesOfOther = (body: unknown): Values => (body as { readonly timelineValues?: Values } | null)?.timelineValues ?? {};

function describe(operation: Operation, reader: Reader): (Shown & { readonly category: TimelineCategory }) | null {
  const room = roomOf(operation.kind);
  if (room === 'case') {
    const [category, describeBody] = caseDescriptions[operation.kind.slice('case.'.length) as CaseKind] ?? ['other'];
    const entry = caseEntryOf(operation, reader.node);
    const shown = entry && describeBody ? (describeBody as Describe<unknown>)(entry.body, reader, entry.actor) : withheld;
    return shown && { ...shown, category };
  }
  const category = categoryOfRoom[room] ?? 'other';
  if (room !== 'person') return { category, values: valuesOfOther(operation.body) };
  const entry = entryOf(operation, reader.node);
  return entry ? { category, values: personValues(entry) } : { category, ...withheld };
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
    isWithheld: (shown.isWithheld ?? false) || hasWithheld(operation.body),
  };
}

function whenOf(happened: Moment | undefined, recordedAt: Instant): Pick<TimelineEntry, 'at' | 'precision'> {
  switch (happened?.precision) {
    case undefined:
      return { at: recordedAt, precision: 'minute' };
    case 'minute':
      return { at: happened.at, precision: 'minute' };
    case 'day':
      return { at: `${happened.day}T00:00:00.000Z` as Instant, precision: 'day' };
    case 'month':
      return { at: `${happened.month}-01T00:00:00.000Z` as Instant, precision: 'month' };
    case 'unknown':
      return { at: recordedAt, precision: 'unknown' };
  }
}

/** The operations of a file as entries, newest first. */
export const timelineOf = (operations: readonly Operation[], reader: Reader): TimelineEntry[] =>
  operations
    .toSorted((one, other) => (one.madeAt === other.madeAt ? (one.id > other.id ? -1 : 1) : one.madeAt > other.madeAt ? -1 : 1))
    .flatMap((operation) => timelineEntryOf(operation, reader) ?? []);
