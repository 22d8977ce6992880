import { Type, type Static } from 'typebox';
import type { Uuid } from '#kernel/identifier.ts';
import { messageTypes, type BodyOf, type HandoverType, type MessageType } from './bodies.ts';
import { closed, Hash, Incarnation, InstantText, NodeIdText, orNull, Sequence, UuidText } from './words.ts';

/** The frame of every message (custody/1 section 6). `body` has a schema of its own for each `typ`. */
export const headSchema = Type.Object(
  {
    /** Of the body's form: see `message-versions.ts`. */
    v: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    typ: Type.Enum([...messageTypes]),
    /** SHA-256 of the canonical payload without this member: the same content has the same name. */
    mid: Hash,
    from: NodeIdText,
    to: NodeIdText,
    /** The sender's incarnation, and the receiver's as the sender knows it: a message for or of an older one is void. */
    inc: Incarnation,
    tinc: Incarnation,
    /** Position on this directed link in this pair of incarnations, and the message before it there. */
    seq: Type.Integer({ ...Sequence, minimum: 1 }),
    prevMid: orNull(Hash),
    hid: Type.Optional(UuidText),
    sentAt: InstantText,
    body: Type.Object({}),
  },
  closed,
);
type Head = Omit<Static<typeof headSchema>, 'typ' | 'hid' | 'body'>;

/** What the sender decides about a message; name and sender are filled in when it is built. */
export type Letter<T extends MessageType = MessageType> = Omit<Head, 'v' | 'mid' | 'from'> & Content<T>;
/** A message that was read and proven: `typ` tells the shape of `body`, and whether there is a `hid`. */
export type Envelope<T extends MessageType = MessageType> = Head & Content<T>;

type Content<T extends MessageType> = T extends MessageType ? { typ: T; body: BodyOf<T> } & (T extends HandoverType ? { hid: Uuid } : { hid?: never }) : never;
