import type { ChildId, NodeId, Uuid } from './identifier.ts';
import type { HybridTime } from './hybrid-clock.ts';

/** Version of the operation bodies written today; older ones pass through upcasters. */
export const operationSchemaVersion = 1;

/**
 * One recorded act: the unit of the log from which every derived table is rebuilt.
 * `kind` is `<room>.<what-happened>`, for example `case.note-written`; the room owns the shape of `body`.
 */
export interface Operation<Kind extends string = string, Body = unknown> {
  readonly id: Uuid;
  readonly kind: Kind;
  /** The child it belongs to, or null for acts about the node itself (accounts, agreements). */
  readonly childId: ChildId | null;
  /** The worker's identifier, or the node's when the node itself acts (a timer, a received message). */
  readonly actor: string;
  /** How the actor is shown: role and agency, e.g. "Trabajo social, DIF Tapachula". Never in the clear in the database. */
  readonly actorLabel: string;
  readonly device: string;
  /** The node at which it was made: stays the same when the file travels. */
  readonly node: NodeId;
  readonly madeAt: HybridTime;
  /** The operation each changed field was based on, by field path: how concurrent writing is noticed. */
  readonly base: Readonly<Record<string, string>>;
  readonly schemaVersion: number;
  readonly body: Body;
}

/** What a room's `decide` returns: the acts to record and the answer to give. The command fills in who, where and when. */
export interface Decision<Output> {
  readonly operations: readonly NewOperation[];
  readonly output: Output;
}

export interface NewOperation {
  readonly kind: string;
  readonly childId: ChildId | null;
  readonly body: unknown;
  readonly base?: Readonly<Record<string, string>>;
}

/** The room that owns an operation: the part of its kind before the dot. */
export const roomOf = (kind: string): string => kind.slice(0, kind.indexOf('.'));
