import { Type, type Static } from 'typebox';
import { closeReasons } from '#rooms/case/schema.ts';
import { closed, InstantText, nullable, text } from '#kernel/text-types.ts';

export const successorKinds = ['family', 'authority', 'organisation', 'the_young_adult'] as const;
/** Who goes on caring after this agency, by name; an agency of the federation takes over by a handover instead. */
export const Successor = Type.Object({ kind: Type.Enum([...successorKinds]), name: text(160), phone: Type.Optional(text(40)) }, closed);
export type Successor = Static<typeof Successor>;
/** Why nobody goes on. */
export const noSuccessorReasons = ['of_age', 'death', 'lost_after_search', 'left_by_own_will', 'duplicate', 'not_needed'] as const;

export const ClosingView = Type.Object({
  status: Type.Enum(['proposed', 'closed']), reason: Type.Enum([...closeReasons]), summary: Type.String(), successor: nullable(Successor), noSuccessor: nullable(Type.Enum([...noSuccessorReasons])),
  byLabel: Type.String(), at: InstantText,
  /** The reader proposed it herself: somebody else must approve. */
  isOwn: Type.Boolean(),
});
export type ClosingView = Static<typeof ClosingView>;
