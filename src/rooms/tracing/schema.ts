import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import { ChildIdText, closed, CountryCode, nullable, text } from '#kernel/text-types.ts';
import { ProbabilityBand } from './schema/band.ts';

const optional = Type.Optional;

/** Why a record was found, as keys of `locales`: `search.reason.<field>.<level>`. */
export const SearchReason = Type.Object({ field: Type.String(), level: Type.String(), speaksFor: Type.Boolean() });

export const SearchHit = Type.Object({
  /** Null when the caller may not open the file: then only initials, custodian and the way to ask for access show. */
  childId: nullable(ChildIdText),
  /** Under this number access can be asked for; means nothing else. */
  reference: ChildIdText,
  initials: Type.String(),
  mayOpen: Type.Boolean(),
  standing: Type.Enum(['open', 'past']),
  custodian: Type.Object({ name: Type.String(), dutyPhone: Type.String(), isThisNode: Type.Boolean() }),
  band: ProbabilityBand,
  reasons: Type.Array(SearchReason),
});
export type SearchHit = Static<typeof SearchHit>;

/** Search before create. A POST: what is asked for never stands in an address. */
export const searchChildren = endpoint({
  method: 'POST',
  path: '/api/search',
  summary: 'Is the child known here? Compares what was told with every record, forgiving spelling, order and precision',
  input: Type.Object(
    {
      names: text(200), nickname: optional(text(60)), birth: optional(Type.String({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' })), age: optional(Type.Integer({ minimum: 0, maximum: 25 })),
      sex: optional(Type.Enum(['F', 'M', 'X'])), nationality: optional(CountryCode), municipality: optional(text(80)), department: optional(text(80)), motherName: optional(text(160)), fatherName: optional(text(160)), phone: optional(text(40)),
      limit: optional(Type.Integer({ minimum: 1, maximum: 20 })),
    },
    closed,
  ),
  output: Type.Object({ hits: Type.Array(SearchHit), searched: Type.Integer() }),
});

export * from './schema/band.ts';
export * from './schema/request.ts';
export * from './schema/comparison.ts';
export * from './schema/candidate.ts';
export * from './schema/duplicate.ts';
