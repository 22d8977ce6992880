import { Type, type Static } from 'typebox';

/**
 * How far a row can be trusted: `verified` read in the cited text; `secondary` seen only in a report about it;
 * `memory` to be confirmed before a deployment relies on it; `design` our own proposal, not law.
 */
const certainties = ['verified', 'secondary', 'memory', 'design'] as const;
export const Certainty = Type.Enum(certainties);
export type Certainty = Static<typeof Certainty>;

export const Bilingual = Type.Object({ es: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, { additionalProperties: false });
export type Bilingual = Static<typeof Bilingual>;

/** The two properties every reviewed row carries; `source` holds codes of `reference/sources`. */
export const provenance = {
  source: Type.Array(Type.String({ pattern: '^[A-Z][A-Z0-9-]*$' }), { minItems: 1 }),
  certainty: Certainty,
  note: Type.Optional(Bilingual),
};

/** ISO 3166-1 alpha-2, or `INT` for what binds or guides across borders. */
export const Jurisdiction = Type.String({ pattern: '^([A-Z]{2}|INT)$' });

/** `law` binds; `guidance` interprets; `arrangement` is agreed between agencies; `policy` is what this system proposes. */
const Force = Type.Enum(['law', 'guidance', 'arrangement', 'policy']);

/** One duty of the law register. The code is the register's own and never changes its meaning. */
export const Obligation = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Z][A-Za-z0-9.-]*$' }),
    jurisdiction: Jurisdiction,
    force: Force,
    instrument: Type.String({ minLength: 1 }),
    article: Type.Union([Type.String(), Type.Null()]),
    es: Type.String({ minLength: 1 }),
    en: Type.String({ minLength: 1 }),
    owedBy: Type.Array(Type.String(), { minItems: 1 }),
    /** The time the instrument sets, in words; null where it sets none. */
    timing: Type.Union([Bilingual, Type.Null()]),
    ...provenance,
  },
  { additionalProperties: false },
);
export type Obligation = Static<typeof Obligation>;

/** What happens to a child, a request or a place and may start a clock. */
export const lawEvents = [
  'migration_authority_contact',
  'held_in_migration_station',
  'urgent_measure_requested',
  'urgent_measure_ordered',
  'asylum_wish_known',
  'country_entered',
  'asylum_filed_by_another',
  'asylum_filed',
  'asylum_decision_notified',
  'regularisation_filed',
  'shelter_admitted_origin_unknown',
  'shelter_register_reported',
  'data_request_received',
  'data_request_granted',
  'child_missing_known',
  'reception_centre_admitted',
  'data_breach_known',
  'migration_apprehension',
  'placed_in_care',
  'unaccompanied_child_identified',
  'best_interests_determined',
  'risk_level_set',
  'returned_to_country',
  'family_handover_done',
  'safety_alert_raised',
] as const;
export const LawEvent = Type.Enum(lawEvents);
export type LawEvent = Static<typeof LawEvent>;

export const riskLevels = ['emergency', 'high', 'medium', 'low'] as const;
export const RiskLevel = Type.Enum(riskLevels);
export type RiskLevel = Static<typeof RiskLevel>;

/**
 * One clock: when `event` happens in `jurisdiction` (anywhere, if `INT`), the act is due within `amount` of `unit`.
 * `immediate` has no number in law: the policy in `rules/clocks.ts` gives one and the deadline says that it is policy.
 */
export const Clock = Type.Object(
  {
    code: Type.String({ pattern: '^CLK-[A-Z0-9-]+$' }),
    jurisdiction: Jurisdiction,
    event: LawEvent,
    /** Only for this level, when `event` is `risk_level_set`. */
    riskLevel: Type.Optional(RiskLevel),
    /** `foreign`: not for nationals of the jurisdiction. */
    appliesTo: Type.Enum(['any', 'foreign']),
    es: Type.String({ minLength: 1 }),
    en: Type.String({ minLength: 1 }),
    unit: Type.Enum(['immediate', 'hours', 'natural_days', 'business_days', 'months']),
    amount: Type.Integer({ minimum: 0 }),
    /** What the law lets the time be lengthened by, once, in the same unit; 0 if it does not. */
    extension: Type.Integer({ minimum: 0 }),
    /** The act may still be done late, for a reason. */
    isExcusable: Type.Boolean(),
    /** It starts again each time the act is done, until the case is closed. */
    isRecurring: Type.Boolean(),
    owedBy: Type.Array(Type.String(), { minItems: 1 }),
    obligations: Type.Array(Type.String(), { minItems: 1 }),
    basis: Type.Enum(['statute', 'policy']),
    ...provenance,
  },
  { additionalProperties: false },
);
export type Clock = Static<typeof Clock>;

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** The public holidays of one country, over whole years. */
export const HolidayCalendar = Type.Object(
  {
    country: Type.String({ pattern: '^[A-Z]{2}$' }),
    /** IANA zone in which a day begins and ends. */
    timeZone: Type.String(),
    firstYear: Type.Integer(),
    lastYear: Type.Integer(),
    days: Type.Array(Type.Object({ day: Day, es: Type.String(), en: Type.String(), ...provenance }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);
export type HolidayCalendar = Static<typeof HolidayCalendar>;

/** `unknown` is an answer: nobody asked, nobody knew, or the child did not want to say. */
export const Answer = Type.Enum(['yes', 'no', 'unknown']);
export type Answer = Static<typeof Answer>;

export const relations = [
  'mother', 'father', 'step_parent', 'sibling', 'half_sibling', 'grandparent', 'aunt_uncle', 'cousin', 'own_child',
  'spouse_partner', 'parent_in_law', 'other_relative', 'godparent', 'family_friend', 'neighbour', 'fellow_traveller',
  'smuggler', 'other_unrelated', 'unknown',
] as const;
/** What a person is to the child. */
export const Relation = Type.Enum(relations);
export type Relation = Static<typeof Relation>;

/** One person who is with the child, as facts from which every jurisdiction's label is computed. */
export const Companion = Type.Object({
  relation: Relation,
  isAdult: Answer,
  /** In law: parental authority, custody (also provisional) or guardianship, as far as known. */
  legalBasis: Type.Enum(['parental_authority', 'custody', 'guardianship', 'none', 'unknown']),
  /** Looked after the child at home before the journey, by custom and not by a court. */
  isHabitualCarer: Answer,
  /** The claimed relation was checked (papers, consulate, both told separately). */
  isRelationVerified: Type.Boolean(),
});
export type Companion = Static<typeof Companion>;

/** Who is with the child: a list that may be empty (alone), or not known. */
export const Company = Type.Union([Type.Object({ known: Type.Literal(true), companions: Type.Array(Companion) }), Type.Object({ known: Type.Literal(false) })]);
export type Company = Static<typeof Company>;

export const accompanimentLabels = ['accompanied', 'separated', 'unaccompanied', 'unknown'] as const;
export const AccompanimentLabel = Type.Enum(accompanimentLabels);
export type AccompanimentLabel = Static<typeof AccompanimentLabel>;

/** When a child was born, as precisely as anybody knows. */
export const Birth = Type.Union([
  Type.Object({ precision: Type.Literal('day'), day: Day }),
  Type.Object({ precision: Type.Literal('month'), month: Type.String({ pattern: '^\\d{4}-\\d{2}$' }) }),
  Type.Object({ precision: Type.Literal('year'), year: Type.Integer({ minimum: 1900, maximum: 2100 }) }),
  Type.Object({ precision: Type.Literal('estimated'), age: Type.Integer({ minimum: 0, maximum: 40 }), recordedOn: Day }),
  Type.Object({ precision: Type.Literal('unknown') }),
]);
export type Birth = Static<typeof Birth>;

/** Why a child comes first, without anybody having to decide it. */
export const priorityReasons = [
  'unaccompanied_under_12',
  'pregnant_or_parenting',
  'trafficking_or_sexual_violence',
  'organised_crime_threat',
  'disability_or_chronic_illness',
  'indigenous_monolingual',
  'alone_with_unverified_adult',
  'suicidal',
  'detained',
  'shelter_full',
  'clock_breach',
] as const;
export const PriorityReason = Type.Enum(priorityReasons);
export type PriorityReason = Static<typeof PriorityReason>;
