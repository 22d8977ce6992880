import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import type { Problem } from '#kernel/problem.ts';
import type { Role } from '#kernel/role.ts';
import type { Database } from './db/connect.ts';
import type { RowScope, Transaction } from './db/transact.ts';
import type { Press } from './paper/press.ts';
import type { Vault } from './vault/index.ts';

/** The node's clock and chance, so that tests and the campaign can hold them in their hand. */
export interface Clock {
  readonly now: () => Instant;
  readonly milliseconds: () => number;
}

/** What the agency is called and how it is reached; shown on every page and on paper. */
export interface NodeSettings {
  readonly name: string;
  readonly shortName: string;
  readonly country: string;
  /** Place shown on documents, e.g. "Tapachula, Chiapas". */
  readonly place: string;
  readonly publicAddress: string;
  readonly dutyPhone: string;
  /** The number that anyone may be told. */
  readonly publicHelpline: string;
  readonly isTraining: boolean;
  /** Where sealed photos and documents are kept. */
  readonly fileFolder: string;
  /** Peers with whom things for this node are left while nobody can reach it (behind a poor line). */
  readonly relays?: readonly NodeId[];
}

/**
 * Writes a room's tables from recorded operations: the only writer of those tables, also when they are rebuilt. It gets a
 * run of them, all of one child (or all of none), in their order.
 */
export type Projector = (unit: Pick<UnitOfWork, 'node' | 'transaction'>, run: readonly Operation[]) => Promise<void>;

/** As `Projector`, for what is written operation by operation. */
export type Projection = (unit: Pick<UnitOfWork, 'node' | 'transaction'>, operation: Operation) => Promise<void>;

export const eachByItself = (projection: Projection): Projector => async (unit, run) => {
  for (const operation of run) await projection(unit, operation);
};

/** Everything a verb may use of the node it runs in. One object per node; several nodes can live in one process. */
export interface NodeServices {
  readonly nodeId: NodeId;
  readonly settings: NodeSettings;
  readonly database: Database;
  readonly vault: Vault;
  /** Sets documents as PDF. */
  readonly press: Press;
  readonly clock: Clock;
  readonly randomBytes: (count: number) => Uint8Array;
  /** By room name: who writes the tables of that room. */
  readonly projectors: Readonly<Record<string, Projector>>;
  /** What workers may not do as the node stands now (a restored node, a locked machine); null when nothing forbids it. */
  readonly whyNotNow: (unit: UnitOfWork, verb: string) => Promise<Problem | null>;
  /** Called after each commit with what was recorded: wakes the outbox, refreshes the search index. */
  readonly onRecorded: (operations: readonly Operation[]) => void;
}

/** Who asks: a signed-in worker, or the node itself for timers and received messages. */
export interface Caller {
  readonly kind: 'worker' | 'node';
  /** The worker's account, or the node's identifier. */
  readonly actor: string;
  readonly workerId: Uuid | null;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly teamIds: readonly Uuid[];
  readonly deviceId: string;
  /** Second factor given within the last minutes: needed for export, break-glass, keys. */
  readonly hasSteppedUp: boolean;
  /** Why a file outside the own caseload is opened, from the agreement's list. */
  readonly purpose: string | null;
  /** Given by the client for writes that may be sent twice. */
  readonly requestId: Uuid | null;
}

/** One transaction under way, with whom it is for. */
export interface UnitOfWork {
  readonly node: NodeServices;
  readonly transaction: Transaction;
  readonly caller: Caller;
  readonly now: Instant;
  readonly newIdentifier: () => Uuid;
  readonly newChildId: () => ChildId;
}

/** The row scope that a caller's role gives. */
export function rowScopeOf(caller: Caller, now: Instant): RowScope {
  const has = (...wanted: Role[]) => wanted.some((role) => caller.roles.includes(role));
  const reach =
    caller.kind === 'node' ? 'node'
    : has('supervisor', 'coordinator') ? 'agency'
    : has('case_worker', 'lawyer', 'consular_officer', 'shelter_staff') ? 'team'
    : 'none';
  return { reach, workerId: caller.workerId, teamIds: caller.teamIds, now };
}
