import { Type, type Static, type TSchema } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { field } from '#kernel/field.ts';
import { ChildIdText, CountryCode, InstantText, text, UuidText } from '#kernel/text-types.ts';
import { Answer, Birth, Companion, Relation } from '#rooms/law/schema.ts';

/** What may stand in any field instead of a value: nobody knows, the child did not want to say, or it was not the moment to ask. */
export const Unanswered = Type.Object({ answer: Type.Enum(['unknown', 'declined', 'later']) }, { additionalProperties: false });
export type Unanswered = Static<typeof Unanswered>;

const answerable = <T extends TSchema>(schema: T) => Type.Union([schema, Unanswered]);
const optional = Type.Optional;

/** ISO 639-3. */
export const LanguageCode = Type.String({ pattern: '^[a-z]{3}$' });

/** A place as far as it is known: codes for lists and statistics, words for what codes do not say. */
export const Place = Type.Object(
  {
    country: optional(CountryCode),
    /** ISO 3166-2, for example `GT-13`. */
    department: optional(Type.String({ pattern: '^[A-Z]{2}-[A-Z0-9]{1,3}$' })),
    municipality: optional(text(80)),
    /** Code of `reference/places`, when it was picked from there. */
    code: optional(Type.String({ pattern: '^[A-Za-z0-9-]{2,80}$' })),
    text: optional(text(200)),
  },
  { additionalProperties: false },
);
export type Place = Static<typeof Place>;

export const sexes = ['F', 'M', 'X'] as const;
const Sex = Type.Enum(sexes);

export const documentKinds = ['birth_certificate', 'national_id', 'passport', 'consular_id', 'curp', 'migration_document', 'school_record', 'health_card', 'other'] as const;
export const IdentityDocument = Type.Object(
  {
    /** Minted by whoever records it; a later version of the same document carries the same one. */
    id: UuidText,
    kind: Type.Enum(documentKinds),
    country: optional(CountryCode),
    number: optional(text(60)),
    hasSeenOriginal: optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type IdentityDocument = Static<typeof IdentityDocument>;

export const verifications = ['not_verified', 'papers', 'consulate', 'both_told_separately', 'authority', 'dna'] as const;

/** Somebody around the child: family or companion, with her now or elsewhere. Facts, from which the labels are computed. */
export const PersonAround = Type.Object(
  {
    id: UuidText,
    relation: Relation,
    name: optional(text(160)),
    age: optional(Type.Integer({ minimum: 0, maximum: 120 })),
    /** Told when the age is not; the age decides when it is there. */
    isAdult: optional(Answer),
    isWithChild: optional(Answer),
    legalBasis: optional(Companion.properties.legalBasis),
    /** Looked after the child at home before the journey. */
    isHabitualCarer: optional(Answer),
    verification: optional(Type.Enum(verifications)),
    phone: optional(text(40)),
    isAlive: optional(Answer),
    whereabouts: optional(text(300)),
    isPossibleDanger: optional(Answer),
    note: optional(text(500)),
  },
  { additionalProperties: false },
);
export type PersonAround = Static<typeof PersonAround>;

export const SiblingLink = Type.Object({ childId: ChildIdText, relation: Type.Enum(['sibling', 'half_sibling', 'cousin', 'travels_together']) }, { additionalProperties: false });
export type SiblingLink = Static<typeof SiblingLink>;

const label = (name: string) => `person.field.${name}`;
const list = <T extends TSchema>(item: T, maxItems = 40) => answerable(Type.Array(item, { minItems: 1, maxItems }));

/**
 * Who the child is, as told. Each property is one field: label in `locales`, sensitivity and merge rule stand on it.
 * Lists with an `id` (documents, people) merge by it: a newer version of the same person replaces the older.
 */
export const Profile = Type.Object(
  {
    givenNames: field(answerable(text(120)), label('givenNames'), 'C'),
    firstSurname: field(answerable(text(80)), label('firstSurname'), 'C'),
    secondSurname: field(answerable(text(80)), label('secondSurname'), 'C'),
    nickname: field(answerable(text(60)), label('nickname'), 'C'),
    nameInOwnLanguage: field(answerable(text(160)), label('nameInOwnLanguage'), 'C'),
    otherNames: field(list(text(160)), label('otherNames'), 'C', 'union'),
    birth: field(answerable(Birth), label('birth'), 'C'),
    sex: field(answerable(Sex), label('sex'), 'B'),
    genderIdentity: field(answerable(text(80)), label('genderIdentity'), 'D'),
    nationalities: field(list(CountryCode, 5), label('nationalities'), 'B', 'union'),
    languages: field(list(LanguageCode, 12), label('languages'), 'B', 'union'),
    needsInterpreter: field(answerable(Type.Boolean()), label('needsInterpreter'), 'B'),
    selfIdentification: field(answerable(text(80)), label('selfIdentification'), 'C'),
    habitualResidence: field(answerable(Place), label('habitualResidence'), 'C'),
    originPlace: field(answerable(Place), label('originPlace'), 'C'),
    phone: field(answerable(text(40)), label('phone'), 'D'),
    identityDocuments: field(list(IdentityDocument), label('identityDocuments'), 'C', 'append'),
    /** Whether anybody is with her: tells "alone" from "not asked" when no companion is listed. */
    company: field(answerable(Type.Enum(['alone', 'with_others'])), label('company'), 'B'),
    people: field(list(PersonAround, 60), label('people'), 'D', 'append'),
    siblings: field(list(SiblingLink), label('siblings'), 'C', 'append'),
  },
  { additionalProperties: false },
);
export type FieldName = keyof Static<typeof Profile>;
export const fieldNames = Object.keys(Profile.properties) as FieldName[];

/** Some fields of a profile: what one person said or saw at one moment. */
export const PartialProfile = Type.Partial(Profile, { additionalProperties: false });
export type PartialProfile = Static<typeof PartialProfile>;

export const sources = ['child', 'companion', 'document', 'other'] as const;
export const Source = Type.Enum(sources);
export type Source = Static<typeof Source>;

const bodySource = field(Source, label('source'), 'A');

/** Body of `person.observed`: facts from someone who was there; they merge field by field. */
export const Observed = Type.Object({
  fields: PartialProfile,
  source: bodySource,
  sourceNote: field(optional(text(200)), label('sourceNote'), 'C'),
});
export type Observed = Static<typeof Observed>;

/** Body of `person.settled`: one field decided among the answers it names, which it replaces. */
export const Settled = Type.Object({
  field: field(Type.Enum(fieldNames), label('settledField'), 'A'),
  fields: PartialProfile,
  settles: Type.Array(UuidText, { minItems: 1, maxItems: 200 }),
  /** Missing only where another agency held it back. */
  reason: field(optional(text(500)), label('reason'), 'C'),
});
export type Settled = Static<typeof Settled>;

/** The answer each changed field was based on: by field, the `operationId` that was current on the screen. */
export const Base = Type.Partial(Type.Object(Object.fromEntries(fieldNames.map((name) => [name, UuidText])) as Record<FieldName, typeof UuidText>), { additionalProperties: false });

/** One answer to one field: what, who said so, when, from whom. */
export const FieldAnswer = Type.Object({
  operationId: UuidText,
  value: Type.Unknown(),
  actorLabel: Type.String(),
  at: InstantText,
  source: Type.Union([Source, Type.Literal('settled')]),
  note: optional(Type.String()),
  /** `current`: shown; `contested`: another answer given without knowing of the current one; `replaced`: changed later. */
  standing: Type.Enum(['current', 'contested', 'replaced']),
});
export type FieldAnswer = Static<typeof FieldAnswer>;

/** The state of a person: the values to show, and for each field which operation gave it and which fields have two answers. */
export const ProfileView = Type.Object({
  values: PartialProfile,
  /** Current operation by field: send it back as `base` when changing the field. */
  versions: Base,
  disputes: Type.Array(Type.Enum(fieldNames)),
  /** For each field in `disputes`: the current answer first, then those that contest it. */
  answers: Type.Partial(Type.Object(Object.fromEntries(fieldNames.map((name) => [name, Type.Array(FieldAnswer)])) as Record<FieldName, ReturnType<typeof Type.Array<typeof FieldAnswer>>>)),
});
export type ProfileView = Static<typeof ProfileView>;

/** What the tracing engine indexes of a child: as told, a missing part left out. `birth.date` is a day, a month or a year. */
export interface SearchRecord {
  readonly key: string;
  readonly givenNames: readonly string[];
  readonly surnames: readonly string[];
  readonly nicknames: readonly string[];
  readonly aliases: readonly string[];
  readonly birth?: { readonly date: string } | { readonly estimatedAge: number; readonly recordedOn: string };
  readonly sex?: string;
  readonly nationalities: readonly string[];
  readonly municipality?: string;
  readonly department?: string;
  readonly motherNames: readonly string[];
  readonly fatherNames: readonly string[];
  readonly phones: readonly string[];
  readonly identifiers: readonly string[];
  readonly languages: readonly string[];
}

const child = { childId: ChildIdText };

export const observePerson = endpoint({
  method: 'POST',
  path: '/api/children/:childId/observations',
  summary: 'Record what was said or seen about who the child is',
  input: Type.Object({ ...child, ...Observed.properties, base: optional(Base) }, { additionalProperties: false }),
  output: Type.Object({ fields: Type.Array(Type.Enum(fieldNames)) }),
});

export const settleField = endpoint({
  method: 'POST',
  path: '/api/children/:childId/fields/:field/settlement',
  summary: 'Decide which answer holds for a field that has two, or correct a list',
  input: Type.Object({ ...child, field: Type.Enum(fieldNames), value: Type.Unknown(), settles: Settled.properties.settles, reason: text(500) }, { additionalProperties: false }),
  output: Type.Object({}),
});

export const viewProfile = endpoint({
  method: 'GET',
  path: '/api/children/:childId/profile',
  summary: 'Who the child is: values, versions, and fields with two answers',
  input: Type.Object(child, { additionalProperties: false }),
  output: ProfileView,
});

export const fieldHistory = endpoint({
  method: 'GET',
  path: '/api/children/:childId/fields/:field/history',
  summary: 'Every answer to one field: who said so, when, and what it was before',
  input: Type.Object({ ...child, field: Type.Enum(fieldNames) }, { additionalProperties: false }),
  output: Type.Object({ field: Type.Enum(fieldNames), answers: Type.Array(FieldAnswer) }),
});
