import { Type, type Static } from 'typebox';
import { endpoint } from '#kernel/endpoint.ts';
import type { ChildId } from '#kernel/identifier.ts';
import { ChildIdText, closed, nullable, text } from '#kernel/text-types.ts';

/**
 * What becomes of a field when two files of one child become one: `same` in both; `only_one` of them says it; both
 * values stay, one shown (`both_kept`, to be settled by a person); lists are `joined`; of two numbers the `gravest` counts.
 */
export const fieldOutcomes = ['same', 'only_one', 'both_kept', 'joined', 'gravest'] as const;
const ComparedField = Type.Object({ field: Type.String(), surviving: Type.Unknown(), joining: Type.Unknown(), outcome: Type.Enum([...fieldOutcomes]) });
export type ComparedField = Static<typeof ComparedField>;

const Counted = Type.Object({ notes: Type.Integer(), attachments: Type.Integer(), concerns: Type.Integer(), consents: Type.Integer(), contacts: Type.Integer(), openDeadlines: Type.Integer() });
export const Reconciliation = Type.Object({
  /** The file that goes on, and the one that becomes its alias: the longer chain survives, else the older registration. */
  surviving: ChildIdText, joining: ChildIdText,
  fields: Type.Array(ComparedField), comesAlong: Counted,
});
export type Reconciliation = Static<typeof Reconciliation>;

export const compareFiles = endpoint({
  method: 'GET', path: '/api/children/:childId/reconciliation/:otherId', summary: 'Two files that may be of one child, side by side, and what would become of each field',
  input: Type.Object({ childId: ChildIdText, otherId: ChildIdText }, closed), output: Reconciliation,
});
export const mergeFiles = endpoint({
  method: 'POST', path: '/api/children/:childId/merge', summary: 'Make this file an alias of another one of the same child; cannot be undone',
  input: Type.Object({ childId: ChildIdText, into: ChildIdText, reason: text(2000) }, closed), output: Type.Object({ childId: ChildIdText }),
});
export const findAlias = endpoint({
  method: 'GET', path: '/api/children/:childId/alias', summary: 'The file to which this identifier leads since two files became one; null when it stands for itself',
  input: Type.Object({ childId: ChildIdText }, closed), output: Type.Object({ into: nullable(ChildIdText) }),
});

/** `handover.merged`, in both files: the one joined the other. */
export interface Merged {
  readonly joining: ChildId;
  readonly into: ChildId;
  readonly reason: string;
  /** How many recorded acts came along. */
  readonly acts: number;
}
/** `handover.block-signed`: the chain's last word about a child, signed by this node alone. */
export interface BlockSigned {
  readonly operationId: string;
  readonly blockHash: string;
  readonly release: string;
}
