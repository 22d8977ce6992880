import { Type, type Static } from 'typebox';
import { ChildIdText, closed, Epoch, Hash, InstantText, NodeIdText, SignedBlockText, SignedText, UuidText } from '#exchange/federation/envelope/words.ts';

/* What an export holds: the only forms that are read. Opaque identifiers, hashes, signatures and the cards of agencies; nothing about a child. */

/** A card lists every key that its node ever had. */
const cards = Type.Array(SignedText(200_000), { maxItems: 200 });
/** By whom and when it was made; `seal` is its signature over everything else in the file. */
const sealed = { exportedBy: NodeIdText, exportedAt: InstantText, cards, seal: SignedText(400) };
const SignedBlockForm = Type.Object({ release: SignedBlockText, acceptance: Type.Union([SignedBlockText, Type.Null()]) }, closed);

/** The receiver's signature over the blocks of all whom it took in one handover. */
const Taking = Type.Object({ hid: UuidText, by: NodeIdText, blocks: Type.Array(Hash, { minItems: 1, maxItems: 40 }), at: InstantText, signature: SignedText(400) }, closed);
/** A node's word that it has stored a message of this handover. */
const StoredMessage = Type.Object({ hid: UuidText, message: Type.String({ pattern: '^[A-Z_]{3,20}$' }), mid: Hash, signed: SignedText(4000) }, closed);

/** Who was responsible for one child, by the chain that the exporting node has. */
export const CustodyProof = Type.Object({
  typ: Type.Literal('amparo-custody-proof/1'), cid: ChildIdText, ...sealed,
  blocks: Type.Array(SignedBlockForm, { maxItems: 1000 }),
  /** Closings and mergers: the last words of a custodian beside the chain. */
  endings: Type.Array(SignedBlockText, { maxItems: 1000 }),
  takings: Type.Array(Taking, { maxItems: 1000 }),
  /** Other nodes that hold the registration. */
  witnesses: Type.Array(SignedText(2000), { maxItems: 200 }),
  receipts: Type.Array(StoredMessage, { maxItems: 5000 }),
}, closed);
export type CustodyProof = Static<typeof CustodyProof>;

/** Two blocks that one node signed for the same child and epoch, to two different successors: it has given her twice. */
export const EquivocationProof = Type.Object({
  typ: Type.Literal('amparo-equivocation-proof/1'), cid: ChildIdText, epoch: Epoch, ...sealed, blocks: Type.Array(SignedBlockForm, { minItems: 2, maxItems: 2 }),
}, closed);
export type EquivocationProof = Static<typeof EquivocationProof>;

const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
/** The head of an empty chain has no hash. */
const LinkHash = Type.Union([Hash, Type.Literal('')]);
const part = { count: Count, sha256: Hash };
/** Of an operation only that it is there: kind, moment and hash, neither child nor content. */
const OperationLink = Type.Object({ sequence: Count, kind: Type.String({ maxLength: 80 }), receivedAt: InstantText, node: NodeIdText, previousHash: LinkHash, hash: Hash }, closed);
/** An entry of the access log as it was hashed: who looked when at which opaque identifier, never at what it says. */
const AccessEntry = Type.Object({ content: Type.Record(Type.String({ maxLength: 40 }), Type.Unknown()), previousHash: LinkHash, hash: Hash }, closed);

/** What an auditor gets for a period. */
export const AuditExport = Type.Object({
  typ: Type.Literal('amparo-audit-export/1'), exportId: UuidText, from: InstantText, until: InstantText, ...sealed,
  /** Accounts of this node: one asked, another released it. */
  requestedBy: Type.String({ maxLength: 80 }), releasedBy: Type.String({ maxLength: 80 }),
  manifest: Type.Object({ operations: Type.Object(part, closed), access: Type.Object(part, closed), receipts: Type.Object(part, closed) }, closed),
  operations: Type.Array(OperationLink, { maxItems: 50_000 }),
  access: Type.Array(AccessEntry, { maxItems: 50_000 }),
  receipts: Type.Array(Type.Object({ given: Type.Boolean(), message: Type.String({ maxLength: 20 }), mid: Hash, signed: SignedText(4000) }, closed), { maxItems: 50_000 }),
  /** The newest links of both chains when the file was made, signed with the key kept for it. */
  heads: SignedText(4000),
}, closed);
export type AuditExport = Static<typeof AuditExport>;

export type ProofDocument = CustodyProof | EquivocationProof | AuditExport;
/** A document before it is sealed. */
export type Unsealed<D extends ProofDocument> = Omit<D, 'seal'>;
