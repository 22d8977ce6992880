import { Type, type Static } from 'typebox';
import { nodeIdPattern, type NodeId } from '#kernel/identifier.ts';
import { closed, CodeText, InstantText, NodeIdText } from '#kernel/text-types.ts';

export const HashText = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
/** A signed statement as it travels (JWS compact). */
export const SignedText = Type.String({ minLength: 80, maxLength: 65_536, pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$' });

/** A place on a directed line: the sender's incarnation, the receiver's as the sender knew it, the number there. */
const LinkPosition = Type.Object({ inc: Type.Integer({ minimum: 0 }), tinc: Type.Integer({ minimum: 0 }), seq: Type.Integer({ minimum: 0 }) }, closed);
export type LinkPosition = Static<typeof LinkPosition>;

const stated = { kid: HashText, since: InstantText, reason: CodeText };

/**
 * KEY-REVOKE (custody/1 section 2), signed by the root: somebody else may have a key since a moment. One statement for each peer,
 * so that none learns how much another hears; messages of the key beyond `lastGood` are void.
 */
export const KeyRevocation = Type.Object({ typ: Type.Literal('key-revocation/1'), nodeId: NodeIdText, peer: NodeIdText, ...stated, lastGood: LinkPosition, revokedAt: InstantText }, closed);
export type KeyRevocation = Static<typeof KeyRevocation>;

/** Body of `governance.own-key-revoked`: for each peer the last message that is known to be ours. */
export const OwnKeyRevoked = Type.Object({ ...stated, lastGood: Type.Unsafe<Readonly<Record<NodeId, LinkPosition>>>(Type.Record(Type.String({ pattern: nodeIdPattern }), LinkPosition)) }, closed);
export type OwnKeyRevoked = Static<typeof OwnKeyRevoked>;

/** Body of `governance.peer-key-revoked`: the root's word, and the messages beyond it that had been taken in before it came. */
export const PeerKeyRevoked = Type.Object({ nodeId: NodeIdText, revocation: SignedText, voided: Type.Array(HashText, { maxItems: 10_000 }) }, closed);
export type PeerKeyRevoked = Static<typeof PeerKeyRevoked>;

/** A revoked key of a peer, as this node knows it. */
export const RevokedKey = Type.Object({ ...stated, lastGood: LinkPosition, voided: Type.Array(HashText), at: InstantText });
export type RevokedKey = Static<typeof RevokedKey>;
