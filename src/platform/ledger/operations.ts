import { sql } from 'kysely';
import type { ChildId, NodeId, Uuid } from '#kernel/identifier.ts';
import type { HybridTime } from '#kernel/hybrid-clock.ts';
import type { Instant } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { succeed, valueOf, type Result } from '#kernel/result.ts';
import { readOperation } from '#kernel/upcast.ts';
import type { NodeServices } from '../services.ts';
import type { Transaction } from '../db/transact.ts';
import { linkHash, lockHead, moveHead, type ChainHead } from './chain.ts';

export type OperationRow = {
  sequence: number;
  id: Uuid;
  kind: string;
  child_id: ChildId | null;
  actor: string;
  device: string;
  node: NodeId;
  made_at: HybridTime;
  received_at: Instant;
  schema_version: number;
  sealed: Buffer;
  previous_hash: string;
  hash: string;
};

export type OperationTables = { 'platform.operation': OperationRow };

const context = 'platform.operation';

/** What the hash of an operation covers: all columns but the hashes themselves. */
export const linkOf = (row: Omit<OperationRow, 'previous_hash' | 'hash'>) => ({ ...row, sealed: row.sealed.toString('base64url') });

/**
 * Appends operations to the node's hash-chained log, in the caller's transaction. An operation that is there already
 * (same id) is passed over, so that a file received twice is recorded once; one of before its child was erased cannot be
 * read any more and counts as not there.
 * @returns the operations that are new
 */
export async function append(node: NodeServices, transaction: Transaction, operations: readonly Operation[]): Promise<Operation[]> {
  if (operations.length === 0) return [];
  const tables = transaction.withTables<OperationTables>();
  const head = await lockHead(transaction, 'operation');
  const known = await readableAmong(transaction, operations.map((operation) => operation.id));
  const fresh = operations.filter((operation) => !known.has(operation.id));
  const receivedAt = node.clock.now();
  const rows: OperationRow[] = [];
  let last: ChainHead = head;
  const sealed = await sealContents(node, transaction, fresh);
  for (const operation of fresh) {
    const row = {
      sequence: last.sequence + 1,
      id: operation.id,
      kind: operation.kind,
      child_id: operation.childId,
      actor: operation.actor,
      device: operation.device,
      node: operation.node,
      made_at: operation.madeAt,
      received_at: receivedAt,
      schema_version: operation.schemaVersion,
      sealed: sealed.get(operation)!,
    };
    const hash = linkHash(last.hash, linkOf(row));
    rows.push({ ...row, previous_hash: last.hash, hash });
    last = { sequence: row.sequence, hash };
  }
  if (rows.length > 0) {
    await tables.insertInto('platform.operation').values(rows).execute();
    await moveHead(transaction, 'operation', last);
  }
  return fresh;
}

/** Which of these operations stand in the log and can be opened: the bytes behind the first name the key that sealed them. */
async function readableAmong(transaction: Transaction, ids: readonly Uuid[]): Promise<Set<Uuid>> {
  const { rows } = await sql<{ id: Uuid }>`select o.id from platform.operation o left join vault.child_key k on k.child_id = o.child_id
    where o.id = any(${[...ids]}) and (o.child_id is null or (k.wrapped is not null and substring(o.sealed from 2 for 8) = k.key_id))`.execute(transaction);
  return new Set(rows.map(({ id }) => id));
}

/** What only the child's own key opens, and of what is about no child, the node's. */
async function sealContents(node: NodeServices, transaction: Transaction, operations: readonly Operation[]): Promise<Map<Operation, Buffer>> {
  const sealed = new Map<Operation, Buffer>();
  for (const [childId, own] of Map.groupBy(operations, (operation) => operation.childId)) {
    const contents = own.map(({ actorLabel, base, body }) => ({ actorLabel, base, body }));
    const all = childId === null ? contents.map((content) => node.vault.sealForNode(content, context)) : await node.vault.sealAllForChild(transaction, childId, contents, context);
    for (const [index, operation] of own.entries()) sealed.set(operation, all[index]!);
  }
  return sealed;
}

/** Opens one row; refuses with `erased` when the child's key was destroyed. */
export async function openOperation(node: NodeServices, transaction: Transaction, row: OperationRow): Promise<Result<Operation>> {
  const opened = row.child_id === null
    ? succeed(node.vault.openForNode(row.sealed, context))
    : await node.vault.openForChild(transaction, row.child_id, row.sealed, context);
  if (!opened.ok) return opened;
  const content = opened.value as Pick<Operation, 'actorLabel' | 'base' | 'body'>;
  return succeed(readOperation({
    id: row.id, kind: row.kind, childId: row.child_id, actor: row.actor, device: row.device, node: row.node,
    madeAt: row.made_at, schemaVersion: row.schema_version, ...content,
  }));
}

/** All that was recorded about a child and is visible in this transaction, oldest first; of one who came back after an erasure what was recorded since. Refuses `erased` when nothing can be read. */
export async function operationsOf(node: NodeServices, transaction: Transaction, childId: ChildId): Promise<Result<Operation[]>> {
  const rows = await transaction.withTables<OperationTables>().selectFrom('platform.operation').selectAll()
    .where('child_id', '=', childId).orderBy('sequence').execute();
  const operations: Operation[] = [];
  let erased: Result<Operation[]> | null = null;
  for (const row of rows) {
    const opened = await openOperation(node, transaction, row);
    if (opened.ok) operations.push(opened.value);
    else if (opened.problem.code === 'erased') erased = opened;
    else return opened;
  }
  return erased && operations.length === 0 ? erased : succeed(operations);
}

/** These operations, in the order of the log. Throws where one cannot be opened. */
export async function operationsNamed(node: NodeServices, transaction: Transaction, ids: readonly Uuid[]): Promise<Operation[]> {
  if (ids.length === 0) return [];
  const rows = await transaction.withTables<OperationTables>().selectFrom('platform.operation').selectAll().where('id', 'in', [...ids]).orderBy('sequence').execute();
  const operations: Operation[] = [];
  for (const row of rows) operations.push(valueOf(await openOperation(node, transaction, row)));
  return operations;
}
