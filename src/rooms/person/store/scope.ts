import { sql } from 'kysely';
import type { ChildId, Uuid } from '#kernel/identifier.ts';
import type { Instant } from '#kernel/instant.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { deleteRowsOf } from '#platform/db/delete-rows.ts';
import type { Transaction } from '#platform/db/transact.ts';
import { lockHead } from '#platform/ledger/chain.ts';
import type { UnitOfWork } from '#platform/services.ts';

/** Where a child's file lies at this node: who sees it, and whether this agency is responsible (`open`) or was (`past`). */
export interface ChildScope {
  readonly teamId: Uuid;
  readonly workerId: Uuid | null;
  readonly standing: 'open' | 'past';
  readonly since: Instant;
}

type ScopeTables = {
  'access.child_scope': { child_id: ChildId; team_id: Uuid; worker_id: Uuid | null; standing: 'open' | 'past'; since: Instant };
};

const tablesOf = (transaction: Transaction) => transaction.withTables<ScopeTables>();

/** The scope of a child within the caller's reach. */
export async function findScope(transaction: Transaction, childId: ChildId): Promise<ChildScope | undefined> {
  const row = await tablesOf(transaction).selectFrom('access.child_scope').selectAll().where('child_id', '=', childId).executeTakeFirst();
  return row && { teamId: row.team_id, workerId: row.worker_id, standing: row.standing, since: row.since };
}

/**
 * The first thing every writer asks. Refuses with `not-found` (nothing, or out of reach) and `child-not-held` (handed over).
 * From here to the end of the transaction nobody else writes: what is read now is what is decided on, and nothing is
 * added to a file that is just leaving. The ledger is the lock that every writer takes anyway; taking another one before
 * it could block two writers on each other.
 */
export async function requireOpenFile(unit: Pick<UnitOfWork, 'transaction'>, childId: ChildId): Promise<Result<ChildScope>> {
  await lockHead(unit.transaction, 'operation');
  const scope = await findScope(unit.transaction, childId);
  if (!scope) return refuse('not-found');
  return scope.standing === 'open' ? succeed(scope) : refuse('child-not-held');
}

/**
 * Puts a child into a team's hands: from now on its members see her. For projectors only: who decides this is often not
 * among those who see her afterwards, or before (a child who comes back), so it is done with the node's reach.
 */
export async function placeChild(transaction: Transaction, childId: ChildId, place: { teamId: Uuid; workerId: Uuid | null; since: Instant }): Promise<void> {
  const row = { team_id: place.teamId, worker_id: place.workerId, standing: 'open' as const, since: place.since };
  await withNodeReach(transaction, () =>
    tablesOf(transaction).insertInto('access.child_scope').values({ child_id: childId, ...row })
      .onConflict((conflict) => conflict.column('child_id').doUpdateSet(row)).execute());
}

/** Names who works on the file. For projectors only. */
export async function setScopeWorker(transaction: Transaction, childId: ChildId, workerId: Uuid | null): Promise<void> {
  await withNodeReach(transaction, () => tablesOf(transaction).updateTable('access.child_scope').set({ worker_id: workerId }).where('child_id', '=', childId).execute());
}

/** Leaves a pointer where the file was: handed over, seen only by grant. For projectors only. */
export async function leaveChild(transaction: Transaction, childId: ChildId, since: Instant): Promise<void> {
  await withNodeReach(transaction, () =>
    tablesOf(transaction).updateTable('access.child_scope').set({ standing: 'past', since }).where('child_id', '=', childId).execute());
}

async function withNodeReach(transaction: Transaction, work: () => Promise<unknown>): Promise<void> {
  const before = await sql<{ reach: string }>`select current_setting('app.reach') as reach`.execute(transaction);
  const setReach = (reach: string) => sql`select set_config('app.reach', ${reach}, true)`.execute(transaction);
  await setReach('node');
  await work();
  await setReach(before.rows[0]!.reach);
}

/** For a child who is erased: who she is, and where her file lay. For projectors only. */
export const forgetChild = (transaction: Transaction, childId: ChildId): Promise<void> => deleteRowsOf(transaction, childId, ['person.identifier_token', 'person.child', 'access.child_scope']);
