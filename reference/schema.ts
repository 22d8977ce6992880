import { Type, type Static, type TProperties } from 'typebox';
import { Bilingual, Certainty, HolidayCalendar, Jurisdiction, Obligation, Clock, provenance, Relation } from '#rooms/law/schema.ts';

/** The shape of every reviewed table. The law room owns the rows that clocks and duties are counted from. */
export { Clock, HolidayCalendar, Obligation };

const row = <P extends TProperties>(properties: P) => Type.Object({ ...properties, ...provenance }, { additionalProperties: false });
const named = { es: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) };
const word = Type.String({ pattern: '^[a-z0-9_]+$' });
const constant = Type.String({ pattern: '^[A-Z0-9][A-Z0-9_.-]*$' });
const countryCode = Type.String({ pattern: '^[A-Z]{2}$' });
const sensitivity = Type.Enum(['A', 'B', 'C', 'D', 'E']);

export const Source = Type.Object(
  { code: constant, title: Type.String(), where: Type.String(), licence: Type.String(), read: Type.String() },
  { additionalProperties: false },
);
export const Country = row({
  code: countryCode,
  alpha3: Type.String({ pattern: '^[A-Z]{3}$' }),
  ...named,
  isCorridor: Type.Boolean(),
  dial: Type.String(),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
});
export const Agency = row({
  code: constant,
  country: Jurisdiction,
  kind: word,
  acronym: Type.Union([Type.String(), Type.Null()]),
  ...named,
  role: Bilingual,
});
export const Definition = row({ code: constant, jurisdiction: Jurisdiction, concept: word, article: Type.String(), ...named });
export const Procedure = row({
  code: constant,
  jurisdiction: Jurisdiction,
  ...named,
  states: Type.Array(
    Type.Object({ code: Type.String(), actors: Type.Array(constant), ...named, output: Type.Union([Bilingual, Type.Null()]), next: Type.Array(Type.String()) }),
  ),
  exceptions: Type.Array(Type.Object({ code: constant, ...named })),
});
export const ReturnMessage = row({
  code: Type.String({ pattern: '^M\\d+$' }),
  phase: Type.Enum(['before', 'during', 'arrival', 'after']),
  sender: Type.Array(constant),
  receiver: Type.Array(constant),
  ...named,
  content: Bilingual,
  answer: Bilingual,
});
export const Document = row({
  code: constant,
  jurisdiction: Jurisdiction,
  ...named,
  obligations: Type.Array(Type.String(), { minItems: 1 }),
  fields: Type.Array(Type.Object({ code: word, ...named }), { minItems: 1 }),
});
export const RiskCode = row({
  code: Type.String({ pattern: '^[PTDRF]\\d{2}$' }),
  group: Type.Enum(['push', 'transit', 'procedure', 'return', 'protective']),
  period: Type.Enum(['origin', 'transit', 'procedure', 'return', 'any']),
  ...named,
  sensitivity,
});
export const Need = row({ code: Type.String({ pattern: '^N\\d{2}$' }), ...named, isImmediate: Type.Boolean(), sensitivity });
export const SolutionCode = row({
  code: constant,
  ...named,
  /** What must be true before this solution may be carried out. */
  guards: Type.Array(Type.Object({ code: word, ...named, obligations: Type.Array(Type.String(), { minItems: 1 }) })),
});
export const CodeRow = row({ code: word, ...named });
export const RelationRow = row({ code: Relation, ...named, tie: Type.Enum(['parent', 'relative', 'unrelated', 'unknown']) });
export const DeclineReason = row({ code: word, ...named, isForcedEventReason: Type.Boolean() });
/** A clock of custody between agencies. `agreed`: the urgency under which an agreement may set other hours. */
export const CustodyClock = row({
  code: word, ...named, hours: Type.Integer({ minimum: 0 }), agreed: Type.Union([Type.Enum(['emergency', 'forced', 'planned']), Type.Null()]),
  atZero: Type.Enum(['next_receiver', 'alarm', 'search']), call: Type.Enum(['receiver', 'other_agency', 'supervisor']),
});
export const Language = row({
  code: Type.String({ pattern: '^[a-z]{3}$' }),
  ...named,
  endonym: Type.Union([Type.String(), Type.Null()]),
  isIndigenous: Type.Boolean(),
  isSigned: Type.Boolean(),
  areas: Type.Array(Type.String({ pattern: '^[A-Z]{2}(-[A-Z0-9]+)?$' })),
});
export const Place = row({
  code: Type.String({ pattern: '^[A-Za-z0-9-]+$' }),
  kind: Type.Enum(['admin1', 'admin2', 'town', 'border_crossing', 'reception_centre', 'consulate']),
  country: countryCode,
  parent: Type.String(),
  /** Proper names are the same in Spanish and English. */
  name: Type.String({ minLength: 1 }),
  iso: Type.Optional(Type.String()),
  latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
});
export const Route = row({
  code: constant,
  ...named,
  mode: Type.Enum(['rail', 'road_foot']),
  /** Waypoints help smugglers as much as helpers: never shown to the public. */
  isRestricted: Type.Literal(true),
  waypoints: Type.Array(
    Type.Object({ place: Type.String(), kilometresFromPrevious: Type.Union([Type.Integer(), Type.Null()]), certainty: Certainty, where: Type.String() }),
    { minItems: 2 },
  ),
});

export type Source = Static<typeof Source>;
export type Country = Static<typeof Country>;
export type Agency = Static<typeof Agency>;
export type Definition = Static<typeof Definition>;
export type Procedure = Static<typeof Procedure>;
export type ReturnMessage = Static<typeof ReturnMessage>;
export type Document = Static<typeof Document>;
export type RiskCode = Static<typeof RiskCode>;
export type Need = Static<typeof Need>;
export type SolutionCode = Static<typeof SolutionCode>;
export type CodeRow = Static<typeof CodeRow>;
export type RelationRow = Static<typeof RelationRow>;
export type DeclineReason = Static<typeof DeclineReason>;
export type CustodyClock = Static<typeof CustodyClock>;
export type Language = Static<typeof Language>;
export type Place = Static<typeof Place>;
export type Route = Static<typeof Route>;
