import { Type, type Static } from 'typebox';
import { closed, Hash, Incarnation, InstantText, NodeIdText, orNull, Sequence } from './words.ts';

export const receiptSchema = Type.Object(
  {
    typ: Type.Literal('receipt/1'),
    /** Who stored the message, and whose message it was. */
    from: NodeIdText,
    to: NodeIdText,
    mid: Hash,
    seq: Sequence,
    /** The newest message of this link in our inbox: a sender that knows of less has gone back in time. */
    inboxHead: Type.Object({ inc: Incarnation, seq: Sequence, mid: orNull(Hash) }, closed),
    receivedAt: InstantText,
  },
  closed,
);
/** The word of the receiver that it has stored a message for good: nothing more, no answer. */
export type Receipt = Static<typeof receiptSchema>;
