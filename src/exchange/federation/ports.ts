import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Problem } from '#kernel/problem.ts';
import type { Result } from '#kernel/result.ts';
import type { Caller, NodeServices, UnitOfWork } from '#platform/services.ts';
import type { CaseCategory, FlowPurpose, KeptPeer } from '#rooms/governance/schema.ts';
import type { OperationShapes } from '#rooms/governance/rules.ts';
import type { KnownWay } from '#rooms/handover/index.ts';
import type { BodyOf, Envelope, MessageType, VerifiedBlock } from './envelope/index.ts';
import type { ComparisonSessions } from './comparison/sessions.ts';
import type { Quota, QuotaLimits } from './quota.ts';
import type { Shelf } from './shelf.ts';
import type { Wire } from './wire.ts';

/* What the wire needs of the rooms and of the machine. Main composes it; tests stand in for any part. */

/** A COMMIT as custody knows it; the wire adds the sealed case file of each child. */
export interface DueCommit {
  readonly members: readonly { readonly cid: ChildId; readonly epoch: number; readonly origin: NodeId; readonly release: string }[];
  readonly acceptance: string;
  /** Under what the files leave: the agreement of the offer, also when its term has ended since. */
  readonly flow: { readonly agreementId: Uuid; readonly agreementVersion?: number | undefined; readonly purpose: FlowPurpose; readonly category: CaseCategory; readonly country: string };
}

/** An ACK as custody knows it; the wire adds what became of each case file, and countersigns. */
export interface DueAck {
  readonly group: readonly { readonly cid: ChildId; readonly epoch: number; readonly blockHash: string }[];
  readonly contact: 'seen' | 'not_yet';
}

/** The wire adds the file. */
export type DueFileCopy = Omit<BodyOf<'FILE_COPY'>, 'caseFile'>;

type DueBody<T extends MessageType> = T extends 'COMMIT' ? DueCommit : T extends 'ACK' ? DueAck : T extends 'FILE_COPY' ? DueFileCopy : BodyOf<T>;

/** A message that the node owes to a peer by its saved state (R13). */
export type DueMessage<T extends MessageType = MessageType> = T extends MessageType
  ? {
      /** Stays the same while the same thing is owed; another key means send again, a key that is gone means stop. */
      readonly key: string;
      /** `answer`: sent again now and then until the key is gone; `receipt`: until the peer has stored it. */
      readonly resentUntil: 'answer' | 'receipt';
      readonly to: NodeId;
      readonly typ: T;
      readonly handoverId?: Uuid;
      /** Made only when the message is put on the work sheet, unless it is at hand. */
      readonly body: DueBody<T> | ((unit: UnitOfWork) => Promise<DueBody<T>>);
      /** The children it is about: the message is sealed under the first one's key and listed under all of them. */
      readonly childIds: readonly ChildId[];
      /** Ours, and the peer's as the sender's state knows it; those of the link unless told. */
      readonly incarnations?: { readonly ours: number; readonly theirs: number };
    }
  : never;

/** A message that was read, proven and found in order, for the room that it concerns. */
export interface ReceivedMessage<T extends MessageType = MessageType> {
  readonly envelope: Envelope<T>;
  /** As it came: what an answer must quote. */
  readonly jws: string;
  /** Of a COMMIT or TRACK: its blocks, proven, in the order of its members. Empty for all others. The acceptance in an ACCEPT or REQUEST is proven, too. */
  readonly blocks: readonly VerifiedBlock[];
}

/**
 * What became of a message. What was written stays in `applied` and `refused`; after `parked` nothing stays.
 * `refused` gives no receipt, so that the peer sends it again (an old incarnation, a node in recovery).
 * `parked` is kept, shown and tried again. `recorded` is what was appended to the ledger.
 */
export type Reception =
  | {
      readonly outcome: 'applied';
      readonly recorded: readonly Operation[];
      /** Sent once, though not owed by saved state (SYNCR). */
      readonly answers: readonly DueMessage[];
      /** Of a COMMIT: the children who are held here since; only their files are opened and kept. */
      readonly taken: readonly ChildId[];
      /** Run in the same transaction once the files of those taken are on record, so that they arrive with their history. */
      readonly afterFiles?: () => Promise<readonly Operation[]>;
    }
  | { readonly outcome: 'refused'; readonly problem: Problem; readonly recorded: readonly Operation[] }
  | { readonly outcome: 'parked'; readonly problem: Problem };

/** The door of a room that speaks through messages. */
export interface MessagePort {
  /** The types that `receive` takes. No two ports take the same. */
  readonly types: readonly MessageType[];
  /**
   * All that is owed now, or all that is owed about these children (more does no harm).
   * Runs in a transaction of the node itself.
   */
  dueMessages(unit: UnitOfWork, childIds?: readonly ChildId[]): Promise<readonly DueMessage[]>;
  /** Applies one message in the caller's transaction. It may come twice, late, or before its cause. Throwing parks it. */
  receive(unit: UnitOfWork, message: ReceivedMessage): Promise<Reception>;
  /** Records a message that a peer gave back after a restore; `isOurs` when this node had sent it. Without it: what custody says. */
  recall?(unit: UnitOfWork, envelope: Envelope, isOurs: boolean): Promise<readonly Operation[]>;
}

/** The custody messages (OFFER to SYNCR): written by the handover room. */
export type CustodyPort = MessagePort;

/** Where a child is, as this node knows it: a step on the way to the custodian. */
export interface PointerPort {
  /** `here`: this node is the custodian; a node identifier: ask there; null: never heard of her. */
  findPointer(unit: UnitOfWork, asked: CustodianQuestion): Promise<KnownWay | null>;
}

/** By the child's identifier, by the 16 letters of the card she carries, or by the folio of a document that this node printed. */
export type CustodianQuestion = { readonly childId: ChildId } | { readonly cardNumber: string } | { readonly folio: string };

/** A photo or document of a child: `name` is how her operations call it, `hash` the SHA-256 of its bytes in base64url. */
export interface FileReference {
  readonly name: string;
  readonly hash: string;
  readonly size: number;
}

/** The bytes of photos and documents, wherever the case room keeps them. */
export interface FilePort {
  listFiles(unit: UnitOfWork, childId: ChildId): Promise<readonly FileReference[]>;
  readFile(unit: UnitOfWork, childId: ChildId, hash: string): Promise<Result<Buffer>>;
  /** Keeps bytes whose hash was verified; once more does no harm. */
  storeFile(unit: UnitOfWork, childId: ChildId, file: FileReference, content: Buffer): Promise<void>;
}

/** Wakes the courier: main by a timer, tests by hand. One wish at a time; a new one replaces the old. */
export interface Scheduler {
  wakeAt(milliseconds: number, work: () => Promise<void>): void;
}

/** How often this node came back from a backup (custody/1 section 1): kept outside the database, so that restoring that cannot lower it. */
export interface IncarnationKeeper {
  current(): number;
  /** Raises it above what it was and above `least`, for good before it returns. @returns the new number */
  raise(least: number): number;
}

/** Whom this node trusts, kept beside the keys as the incarnation is: a peer younger than a backup must be asked after its restore. */
export interface PeerBook {
  read(): readonly KeptPeer[];
  /** Durable before it returns. */
  write(peers: readonly KeptPeer[]): void;
}

/** An act of erasing as it stands in the log, sealed by the node: kept beside the keys, so that no restored backup brings a child back. */
export interface KeptErasure {
  readonly operationId: Uuid;
  /** Base64url. */
  readonly sealed: string;
}
export interface ErasureBook {
  read(): readonly KeptErasure[];
  /** Durable before it returns. */
  write(erasures: readonly KeptErasure[]): void;
}

/** Everything the federation of one node is made of. */
export interface FederationParts {
  readonly node: NodeServices;
  /** The node itself, as it stands in the ledger. */
  readonly caller: Caller;
  readonly incarnation: IncarnationKeeper;
  readonly peerBook: PeerBook;
  readonly erasureBook: ErasureBook;
  readonly wire: Wire;
  readonly ports: readonly MessagePort[];
  readonly pointers: PointerPort;
  readonly files: FilePort;
  /** Of all rooms: what may leave a file, and what may come in. */
  readonly shapes: OperationShapes;
  readonly scheduler: Scheduler;
  /** True behind a poor or one-way line: the node also fetches what peers have for it. */
  readonly fetchesFromPeers: boolean;
  /** True when peers may leave parcels here for a peer that nobody can reach. */
  readonly isRelay?: boolean;
  /** What one peer may ask of this node; as `defaultQuota` unless told. */
  readonly quota?: Partial<QuotaLimits>;
  /** A failure that is nobody's answer (the database is away): for the node's log. The courier goes on later by itself. */
  readonly onFailure: (error: unknown) => void;
}

/** The parts with what ties them together while the node runs. */
export interface Engine extends FederationParts {
  /** A message was taken in: answers may be owed, and its sender is there. */
  readonly onAccepted: (childIds: readonly ChildId[]) => void;
  readonly limits: QuotaLimits;
  readonly quotas: Quota;
  /** Messages that go in parts, as they were sealed, by their names. */
  readonly underWay: Map<string, string>;
  /** Private comparisons whose pages peers fetch just now. */
  readonly comparisons: ComparisonSessions;
  /** The file that peers fetch just now. */
  readonly shelf: Shelf;
}
