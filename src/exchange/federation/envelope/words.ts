import { Type, type TSchema } from 'typebox';
import { childIdPattern, nodeIdPattern, type ChildId, type NodeId, type Uuid } from '#kernel/identifier.ts';
import { instantPattern, type Instant } from '#kernel/instant.ts';

/** The words that every message of custody/1 is made of: each with its exact form and its bound. */
export const closed = { additionalProperties: false } as const;
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const ChildIdText = Type.Unsafe<ChildId>(Type.String({ pattern: childIdPattern }));
export const NodeIdText = Type.Unsafe<NodeId>(Type.String({ pattern: nodeIdPattern }));
/** UUID version 7: handovers, referrals, searches. */
export const UuidText = Type.Unsafe<Uuid>(Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' }));
export const InstantText = Type.Unsafe<Instant>(Type.String({ pattern: instantPattern }));
/** SHA-256 in base64url: of a canonical payload, a block, a file. */
export const Hash = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
export const Epoch = Type.Integer({ minimum: 0, maximum: 1_000_000 });
/** Counts minutes, so that it also rises where the former number is lost. */
export const Incarnation = Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 });
export const Sequence = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
/** A word of a code list, e.g. `no_capacity`: never free text. */
export const Code = Type.String({ pattern: '^[a-z0-9]+([._-][a-z0-9]+)*$', maxLength: 64 });
/** The name of a document that both sides have, e.g. an agreement. */
export const Reference = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$', maxLength: 80 });
/** One line for people: no control characters, nor those that turn the direction of writing and so disguise a text. */
export const Line = (maximum: number) =>
  Type.String({ minLength: 1, maxLength: maximum, pattern: '^[^\\u0000-\\u001f\\u007f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+$' });

/** A signed text inside a message: JWS compact, also with the payload left out. */
export const SignedText = (maximum: number) => Type.String({ pattern: '^[A-Za-z0-9_-]+[.][A-Za-z0-9_-]*[.][A-Za-z0-9_-]{86}$', maxLength: maximum });
/** Something sealed to the receiver (HPKE): key id, encapsulated key, ciphertext. */
export const SealedText = (maximum: number) =>
  Type.String({ pattern: '^[A-Za-z0-9_-]{43}[.][A-Za-z0-9_-]{43}[.][A-Za-z0-9_-]{22,}$', maxLength: maximum });

/** Children that move together: siblings, a family, those of one bus. */
export const largestGroup = 40;
export const Member = Type.Object({ cid: ChildIdText, epoch: Epoch }, closed);
/** In a REQUEST the epoch is 0: the custodian assigns it when it grants. */
export const Group = Type.Array(Member, { minItems: 1, maxItems: largestGroup });

/** Signed custody blocks and acceptances: small, they carry no data about the child. */
export const SignedBlockText = SignedText(12_000);
