import { Type, type Static } from 'typebox';
import { closed } from '#kernel/text-types.ts';
import { UuidText } from '../envelope/words.ts';

export const comparisonRequest = 'comparison-request';
export const comparisonAnswer = 'comparison-answer';
/** Bytes of tags or encodings in one answer. */
export const pageBytes = 3_000_000;
export const mostPages = 200;

const Base64 = (maximum: number) => Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: maximum });
/** 32 bytes of chance: half of what the keys of a run are made of. */
const Share = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
const run = { runId: UuidText, agreement: UuidText, share: Share, page: Type.Integer({ minimum: 0, maximum: mostPages }) };

/** What one node asks another, sealed. The same again gets the same answer, another under the same name gets none. */
export const ComparisonQuestion = Type.Union([
  Type.Object({ kind: Type.Literal('facts'), ...run, points: Base64(200_000) }, closed),
  Type.Object({ kind: Type.Literal('encodings'), ...run, persons: Type.Integer({ minimum: 0, maximum: 10_000_000 }) }, closed),
]);
export type ComparisonQuestion = Static<typeof ComparisonQuestion>;

/** `preparing`: ask again at once. `points`: those asked, evaluated, in their order. */
export const ComparisonAnswer = Type.Union([
  Type.Object({ state: Type.Literal('preparing') }, closed),
  Type.Object({ state: Type.Literal('ready'), share: Share, pages: Type.Integer({ minimum: 1, maximum: mostPages }), points: Base64(200_000), content: Base64(8_000_000) }, closed),
]);
export type ComparisonAnswer = Static<typeof ComparisonAnswer>;
