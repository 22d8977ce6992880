import { Type, type Static } from 'typebox';
import { ChildIdText, closed, NodeIdText, nullable } from '#kernel/text-types.ts';

export const conscienceRequest = 'conscience-request';
export const conscienceAnswer = 'conscience-answer';
/** Children compared in one request. */
export const childrenAtOnce = 500;

const Head = Type.Object({ epoch: Type.Integer({ minimum: 0 }), hash: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) }, closed);
const HeldWord = Type.Object(
  { childId: ChildIdText, status: Type.Enum(['hold', 'past']), epoch: Type.Integer({ minimum: 0 }), pointer: NodeIdText, isClosed: Type.Boolean(), head: nullable(Head), isMoving: Type.Boolean() },
  closed,
);
/** What one node says of the custody of some children to another that has had to do with them; children that it does not know are left out. */
export const HeldWords = Type.Object({ held: Type.Array(HeldWord, { maxItems: childrenAtOnce }) }, closed);
/** Which children are asked about. */
export const AskedChildren = Type.Object({ childIds: Type.Array(ChildIdText, { minItems: 1, maxItems: childrenAtOnce }) }, closed);
export type HeldWords = Static<typeof HeldWords>;
