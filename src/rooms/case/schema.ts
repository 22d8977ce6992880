import { Type, type Static, type TSchema } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { field } from '#kernel/field.ts';
import { AccompanimentLabel, PriorityReason, RiskLevel } from '#rooms/law/schema.ts';
import { ChildIdText, closed, CountryCode, DayText, InstantText, nullable, text, UuidText } from '#kernel/text-types.ts';
import { LanguageCode, PartialProfile, Place, ProfileView, Source } from '#rooms/person/schema.ts';

const optional = Type.Optional;
const label = (name: string) => `case.field.${name}`;

/** When something happened, as precisely as anybody knows. */
export const Moment = Type.Union([
  Type.Object({ precision: Type.Literal('minute'), at: InstantText }, closed),
  Type.Object({ precision: Type.Literal('day'), day: DayText }, closed),
  Type.Object({ precision: Type.Literal('month'), month: Type.String({ pattern: '^\\d{4}-\\d{2}$' }) }, closed),
  Type.Object({ precision: Type.Literal('unknown') }, closed),
]);
export type Moment = Static<typeof Moment>;

/** Who came upon the child first: the codes of `reference/care/finders.json`, which has their names. */
export const finders = ['migration_officer', 'police', 'protection_officer', 'shelter', 'health_worker', 'school', 'consulate', 'community', 'relative', 'self', 'returning_authority', 'unknown'] as const;

export const Found = Type.Object(
  {
    place: field(optional(Place), label('foundPlace'), 'D'),
    when: field(optional(Moment), label('foundWhen'), 'C'),
    by: field(optional(Type.Enum(finders)), label('foundBy'), 'B'),
    circumstances: field(optional(text(2000)), label('circumstances'), 'D'),
  },
  closed,
);
export type Found = Static<typeof Found>;

/** N need, P push, T transit, D detention or procedure, R return, F protective factor; the rows stand in `reference`. */
export const ConcernCode = Type.String({ pattern: '^[NPTDRF]\\d{2}$' });
export const concernSources = ['child', 'companion', 'observed', 'document', 'other'] as const;
/** One need, risk or protective factor. Severity 0 none, 1 some, 2 serious, 3 grave; the graver answer stays until settled. */
export const Concern = Type.Object(
  {
    code: ConcernCode,
    severity: field(Type.Integer({ minimum: 0, maximum: 3 }), label('severity'), 'B', 'safest'),
    source: Type.Enum(concernSources),
    period: optional(Type.Enum(['origin', 'transit', 'here', 'return'])),
    note: field(optional(text(1000)), label('concernNote'), 'D'),
  },
  closed,
);
export type Concern = Static<typeof Concern>;

export const purposes = ['registration', 'sharing', 'tracing', 'photo'] as const;
export type Purpose = (typeof purposes)[number];
const PurposeAnswer = Type.Enum(['granted', 'refused', 'not_asked']);
export const overrideReasons = ['carer_absent', 'carer_is_risk', 'imminent_harm', 'mandatory_report', 'court_order', 'legal_exception'] as const;
export const explainedTopics = ['who_we_are', 'what_for', 'who_sees', 'may_refuse', 'may_withdraw', 'services_not_conditional'] as const;

/** What was asked for, who answered, what was explained and how it was checked that it was understood. */
export const Consent = Type.Object(
  {
    answers: Type.Object({ registration: optional(PurposeAnswer), sharing: optional(PurposeAnswer), tracing: optional(PurposeAnswer), photo: optional(PurposeAnswer) }, closed),
    givenBy: Type.Enum(['child', 'parent', 'carer', 'guardian', 'authority', 'worker']),
    /** The child's own word beside the adult's: decisive on sharing from 12 years. */
    childView: Type.Enum(['agrees', 'disagrees', 'not_asked', 'unable']),
    form: Type.Enum(['oral', 'written', 'thumbprint']),
    explained: Type.Object({ topics: Type.Array(Type.Enum(explainedTopics), { maxItems: 10 }), language: optional(LanguageCode), means: Type.Enum(['spoken', 'interpreter', 'pictures', 'written', 'audio']) }, closed),
    understanding: Type.Enum(['own_words', 'asked_questions', 'said_yes', 'not_checked']),
    override: optional(Type.Object({ reason: Type.Enum(overrideReasons), note: text(500), wasToldToChild: Type.Boolean() }, closed)),
  },
  closed,
);
export type Consent = Static<typeof Consent>;

export const Contact = Type.Object(
  {
    id: UuidText,
    role: Type.Enum(['family', 'lawyer', 'guardian', 'consulate', 'shelter', 'health', 'school', 'authority', 'other']),
    name: text(160),
    agency: optional(text(160)),
    phone: optional(text(40)),
    email: optional(text(120)),
    note: optional(text(500)),
    isSafeToCall: optional(Type.Boolean()),
  },
  closed,
);
export type Contact = Static<typeof Contact>;

/** Who may read each kind stands in `rules/readers.ts`. */
export const noteKinds = ['general', 'interview', 'health', 'legal', 'supervision_private'] as const;
export type NoteKind = (typeof noteKinds)[number];
export const closeReasons = ['goals_met', 'transferred_with_receipt', 'left_area_with_new_owner', 'turned_18_with_plan', 'reunified_and_monitored', 'death', 'family_declined_not_high_risk', 'duplicate'] as const;
export const attachmentKinds = ['photo', 'identity_document', 'official_letter', 'medical', 'court', 'consent_form', 'drawing', 'other'] as const;
export const printedDocuments = ['delivery_record', 'referral_letter', 'file_summary', 'timeline', 'child_card', 'consent_form'] as const;
/** Pictures are re-encoded; anything else is refused with `unsupported-media`. */
export const acceptedMedia = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export const attachmentByteLimit = 8 * 1024 * 1024;
/** A removal can be undone for this long; then the bytes are destroyed. */
export const undoMilliseconds = 10_000;

export const Deadline = Type.Object({
  id: UuidText,
  /** Code of the law's clock, or null for a reminder that a worker set. */
  clock: nullable(Type.String()),
  title: nullable(Type.String()),
  triggeredAt: InstantText,
  dueAt: InstantText,
  /** From then on a supervisor is told; later than `dueAt` only for acts due "at once". */
  escalateAt: InstantText,
  basis: Type.Enum(['statute', 'policy', 'own']),
  status: Type.Enum(['open', 'done', 'cancelled']),
  isOverdue: Type.Boolean(),
  postponed: Type.Integer(),
});
export type Deadline = Static<typeof Deadline>;

export const Attachment = Type.Object({
  id: UuidText, kind: Type.Enum(attachmentKinds), title: Type.String(), mediaType: Type.Enum(acceptedMedia), size: Type.Integer(),
  addedAt: InstantText, actorLabel: Type.String(), hasPreview: Type.Boolean(), removedAt: nullable(InstantText), canRestore: Type.Boolean(),
});
export type Attachment = Static<typeof Attachment>;

const Stated = { actorLabel: Type.String(), at: InstantText, operationId: UuidText };
export const ConcernView = Type.Object({ ...Concern.properties, ...Stated, hasOtherAnswers: Type.Boolean() });
export type ConcernView = Static<typeof ConcernView>;
export const ConsentView = Type.Object({ purpose: Type.Enum(purposes), answer: Type.Enum(['granted', 'refused', 'not_asked', 'withdrawn']), givenBy: nullable(Consent.properties.givenBy), isOverride: Type.Boolean(), at: nullable(InstantText), actorLabel: nullable(Type.String()) });
export type ConsentView = Static<typeof ConsentView>;

export const statisticalBands = ['0-5', '6-11', '12-14', '15-17', '18+', 'unknown'] as const;
/** Completed years today and the band in each jurisdiction (law room, `ageBands`); doubt is resolved in the child's favour. */
export const Ages = Type.Object({
  youngest: Type.Integer(),
  /** Null when nothing is known of the birth. */
  oldest: nullable(Type.Integer()),
  mexican: Type.Enum(['nina_nino', 'adolescente', 'adult']),
  international: Type.Enum(['child', 'adult']),
  statistical: Type.Enum(statisticalBands),
  isPresumed: Type.Boolean(),
});
export type Ages = Static<typeof Ages>;
export const Labels = Type.Object({ mexican: AccompanimentLabel, mexicanReason: Type.String(), international: AccompanimentLabel, internationalReason: Type.String() });
export type Labels = Static<typeof Labels>;

export const FileView = Type.Object({
  childId: ChildIdText,
  /** `open`: this agency is responsible; `past`: handed over, seen here only by grant. */
  standing: Type.Enum(['open', 'past']),
  status: Type.Enum(['open', 'closed']),
  initials: Type.String(),
  profile: ProfileView,
  ages: Ages,
  labels: Labels,
  received: Type.Object({ ...Found.properties, ...Stated }),
  urgency: Type.Object({ level: RiskLevel, reason: nullable(Type.String()), flags: Type.Array(PriorityReason), suggested: RiskLevel, suggestedBecause: Type.Array(Type.String()) }),
  concerns: Type.Array(ConcernView),
  consents: Type.Array(ConsentView),
  contacts: Type.Array(Type.Object({ ...Contact.properties, ...Stated })),
  deadlines: Type.Array(Deadline),
  attachments: Type.Array(Attachment),
  team: Type.Object({ teamId: nullable(UuidText), workerId: nullable(UuidText), proposedTeamId: nullable(UuidText), proposalReason: nullable(Type.String()) }),
  closure: nullable(Type.Object({ reason: Type.Enum(closeReasons), summary: Type.String(), ...Stated })),
});
export type FileView = Static<typeof FileView>;

export const timelineCategories = ['identity', 'concern', 'consent', 'note', 'contact', 'team', 'deadline', 'document', 'file', 'custody', 'journey', 'tracing', 'other'] as const;
export type TimelineCategory = (typeof timelineCategories)[number];
/** A value of a summary: words as told, a code of `reference` (N03, CLK-…), a `key` of `locales`, or an instant. */
const Shown = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Object({ key: Type.String() }), Type.Object({ instant: InstantText })]);
/**
 * One act in the file; `summary` is a key of `locales` that `values` fill. `at` is when it happened, as far as told: of
 * `day` and `month` only that part counts, without time zone. `recordedAt` orders the timeline.
 */
export const TimelineEntry = Type.Object({
  id: UuidText, kind: Type.String(), category: Type.Enum(timelineCategories), at: InstantText, precision: Type.Enum(['minute', 'day', 'month', 'unknown']), recordedAt: InstantText,
  actorLabel: Type.String(), agency: Type.String(), node: Type.String(), summary: Type.String(), values: Type.Record(Type.String(), Type.Union([Shown, Type.Array(Shown)])), isWithheld: Type.Boolean(),
});
export type TimelineEntry = Static<typeof TimelineEntry>;

export const ListItem = Type.Object({
  childId: ChildIdText, initials: Type.String(), displayName: Type.String(), sex: nullable(Type.String()), ages: Ages, nationalities: Type.Array(CountryCode), labels: Labels,
  urgency: RiskLevel, flags: Type.Array(PriorityReason), status: Type.Enum(['open', 'closed']), teamId: nullable(UuidText), workerId: nullable(UuidText), proposedTeamId: nullable(UuidText),
  receivedAt: InstantText, nextDueAt: nullable(InstantText), isOverdue: Type.Boolean(), hasDisputes: Type.Boolean(),
});
export type ListItem = Static<typeof ListItem>;
export const ListCounts = Type.Object({ total: Type.Integer(), overdue: Type.Integer(), dueToday: Type.Integer(), dueThisWeek: Type.Integer(), withoutWorker: Type.Integer(), moveProposed: Type.Integer(), emergency: Type.Integer(), high: Type.Integer(), medium: Type.Integer(), low: Type.Integer() });

const child = { childId: ChildIdText };
const Nothing = Type.Object({});
const post = <I extends Record<string, TSchema>, O extends TSchema>(path: string, summary: string, input: I, output: O) =>
  endpoint({ method: 'POST', path: `/api/children/:childId${path}`, summary, input: Type.Object({ ...child, ...input }, closed), output });
const get = <I extends Record<string, TSchema>, O extends TSchema>(path: string, summary: string, input: I, output: O) =>
  endpoint({ method: 'GET', path: `/api/children/:childId${path}`, summary, input: Type.Object({ ...child, ...input }, closed), output });

export const receiveChild = endpoint({
  method: 'POST',
  path: '/api/children',
  summary: 'Receive a child: rapid intake; opens the file and makes this agency responsible',
  input: Type.Object(
    {
      /** How many candidates the search showed before a new file was made. */
      searchedFirst: Type.Object({ candidatesShown: Type.Integer({ minimum: 0 }) }, closed),
      profile: PartialProfile,
      source: Source,
      found: Found,
      concerns: optional(Type.Array(Concern, { maxItems: 60 })),
      urgency: optional(RiskLevel),
      flags: optional(Type.Array(PriorityReason, { maxItems: 11 })),
      consent: optional(Consent),
      note: optional(text(4000)),
      /** The caller's first team unless told. */
      teamId: optional(UuidText),
      workerId: optional(UuidText),
    },
    closed,
  ),
  output: Type.Object({ childId: ChildIdText }),
});

export const listFiles = endpoint({
  method: 'GET',
  path: '/api/children',
  summary: 'Files within reach, filtered, with counts from the same query',
  input: Type.Object(
    {
      status: optional(Type.Enum(['open', 'closed'])), teamId: optional(UuidText), workerId: optional(Type.Union([UuidText, Type.Literal('none')])), urgency: optional(RiskLevel),
      nationality: optional(CountryCode), ageBand: optional(Type.Enum(statisticalBands)), label: optional(AccompanimentLabel), due: optional(Type.Enum(['overdue', 'today', 'week'])),
      move: optional(Type.Literal('proposed')), order: optional(Type.Enum(['due', 'received'])), cursor: optional(Type.String({ maxLength: 200 })), limit: optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|100)$' })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(ListItem), counts: ListCounts, nextCursor: nullable(Type.String()) }),
});

export const viewFile = get('', "The child's file in one call", {}, FileView);
export const viewTimeline = get('/timeline', 'Everything recorded about the child, newest first', { category: optional(Type.Enum(timelineCategories)), cursor: optional(Type.String({ maxLength: 200 })), limit: optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|100)$' })) }, Type.Object({ entries: Type.Array(TimelineEntry), nextCursor: nullable(Type.String()) }));
export const concernHistory = get('/concerns/:code/history', 'Every answer on one need or risk', { code: ConcernCode }, Type.Object({ code: ConcernCode, answers: Type.Array(Type.Object({ ...Concern.properties, ...Stated, standing: Type.Enum(['current', 'contested', 'replaced']) })) }));
export const writeNote = post('/notes', 'Write a note; a correction is a new note that names the old one', { kind: Type.Enum(noteKinds), text: text(8000), happened: optional(Moment), corrects: optional(UuidText) }, Type.Object({ noteId: UuidText }));
export const recordConcerns = post('/concerns', 'Record needs, risks and protective factors', { concerns: Type.Array(Concern, { minItems: 1, maxItems: 60 }) }, Nothing);
export const settleConcern = post('/concerns/:code/settlement', 'Decide the severity of one need or risk', { code: ConcernCode, severity: Concern.properties.severity, reason: text(500) }, Nothing);
export const changeUrgency = post('/urgency', 'Change how urgent the file is; only a supervisor lowers it', { urgency: RiskLevel, flags: optional(Type.Array(PriorityReason, { maxItems: 11 })), reason: text(500) }, Nothing);
export const recordConsent = post('/consents', 'Record what was consented to, by whom, and what was explained', { consent: Consent }, Nothing);
export const withdrawConsent = post('/consents/withdrawal', 'Record that consent is withdrawn', { purposes: Type.Array(Type.Enum(purposes), { minItems: 1, maxItems: 4 }), by: Consent.properties.givenBy, reason: optional(text(500)) }, Nothing);
export const addContact = post('/contacts', 'Add a contact, or a newer version of one', Contact.properties, Nothing);
export const assignWorker = post('/worker', 'Give the file to a worker of its team, or to nobody', { workerId: nullable(UuidText), reason: optional(text(500)) }, Nothing);
export const moveTeam = post('/team', 'Move the file to another team: a supervisor at once, a case worker as a proposal', { teamId: UuidText, reason: text(500) }, Type.Object({ isProposed: Type.Boolean() }));
export const answerMove = post('/team/answer', 'Accept or decline a proposed move', { isAccepted: Type.Boolean(), reason: optional(text(500)) }, Nothing);
export const setDeadline = post('/deadlines', 'Set a reminder', { title: text(200), dueAt: InstantText }, Type.Object({ deadlineId: UuidText }));
export const completeDeadline = post('/deadlines/:deadlineId/completion', 'Say that what was due is done', { deadlineId: UuidText, note: optional(text(500)) }, Nothing);
export const postponeDeadline = post('/deadlines/:deadlineId/postponement', 'Postpone a deadline, with the reason', { deadlineId: UuidText, dueAt: InstantText, reason: text(500) }, Nothing);
export const closeFile = post('/closure', 'Close the file', { reason: Type.Enum(closeReasons), summary: text(2000) }, Nothing);
export const reopenFile = post('/reopening', 'Open a closed file again', { reason: text(500) }, Nothing);
export const attachFile = post('/attachments', 'Attach a document or a photo', { kind: Type.Enum(attachmentKinds), title: text(160), bytes: Type.String({ minLength: 4, maxLength: 11_200_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }) }, Type.Object({ attachmentId: UuidText }));
export const readAttachment = get('/attachments/:attachmentId', 'The bytes of an attachment, in base64', { attachmentId: UuidText, size: optional(Type.Enum(['full', 'preview'])) }, Type.Object({ title: Type.String(), mediaType: Type.Enum(acceptedMedia), bytes: Type.String() }));
export const removeAttachment = post('/attachments/:attachmentId/removal', 'Remove an attachment; can be undone for ten seconds', { attachmentId: UuidText, reason: text(300) }, Nothing);
export const restoreAttachment = post('/attachments/:attachmentId/restoration', 'Undo a removal', { attachmentId: UuidText }, Nothing);
export const recordPrint = post('/prints', 'Record what was printed and how many copies', { document: Type.Enum(printedDocuments), copies: Type.Integer({ minimum: 1, maximum: 50 }) }, Nothing);
