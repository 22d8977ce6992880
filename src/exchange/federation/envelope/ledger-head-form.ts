import { Type, type Static } from 'typebox';
import { closed, Incarnation, InstantText, NodeIdText, Sequence } from './words.ts';

const ChainEnd = Type.Object({ sequence: Sequence, hash: Type.String({ pattern: '^([A-Za-z0-9_-]{43})?$' }) }, closed);
export const ledgerHeadSchema = Type.Object({ typ: Type.Literal('ledger-head/1'), node: NodeIdText, inc: Incarnation, at: InstantText, operation: ChainEnd, access: ChainEnd }, closed);
/** Where a node's two chains stood at a moment: numbers and hashes, no word about anybody. */
export type LedgerHead = Static<typeof ledgerHeadSchema>;
