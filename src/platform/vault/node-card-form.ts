import { Type, type Static } from 'typebox';
import { nodeIdPattern, type NodeId } from '#kernel/identifier.ts';
import { instantPattern, type Instant } from '#kernel/instant.ts';
import { datedKeySchema, publicKeySchema } from './key-form.ts';

const closed = { additionalProperties: false } as const;
const attributes = {
  name: Type.String({ minLength: 1, maxLength: 120 }),
  /** The organisation that answers for the node. */
  member: Type.String({ minLength: 1, maxLength: 120 }),
  /** ISO 3166-1, two letters: where the node works. */
  country: Type.String({ pattern: '^[A-Z]{2}$' }),
  endpoint: Type.String({ pattern: '^https?://[A-Za-z0-9.:/_-]+$', maxLength: 200 }),
  softwareVersion: Type.String({ pattern: '^[0-9A-Za-z.+-]{1,40}$' }),
  /** Answered day and night, with country code. */
  dutyPhone: Type.String({ pattern: '^\\+[0-9]{7,15}$' }),
  /** Where things for the node are left while nobody can reach it; the first that takes them. */
  relays: Type.Optional(Type.Array(Type.Unsafe<NodeId>(Type.String({ pattern: nodeIdPattern })), { minItems: 1, maxItems: 3 })),
  /** Grows with every card of a node: of two cards the higher one counts. */
  serial: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  issuedAt: Type.Unsafe<Instant>(Type.String({ pattern: instantPattern })),
};
const attributesSchema = Type.Object(attributes, closed);
/** What an administrator says about a node. */
export type NodeCardAttributes = Static<typeof attributesSchema>;

export const nodeCardSchema = Type.Object(
  {
    ...attributes,
    typ: Type.Literal('node-card/1'),
    nodeId: Type.Unsafe<NodeId>(Type.String({ pattern: nodeIdPattern })),
    root: publicKeySchema,
    audit: publicKeySchema,
    /** All that the node ever had: what an old key signed stays verifiable. */
    signing: Type.Array(datedKeySchema, { minItems: 1, maxItems: 200 }),
    sealing: Type.Array(datedKeySchema, { minItems: 1, maxItems: 200 }),
  },
  closed,
);
/** A node as its peers know it (custody/1 section 2). */
export type NodeCard = Static<typeof nodeCardSchema>;
