import { sql, type Transaction as KyselyTransaction } from 'kysely';
import type { Instant } from '#kernel/instant.ts';
import type { Database } from './connect.ts';

export type Transaction = KyselyTransaction<Record<never, never>>;

/**
 * Whose eyes look at the rows. Row-level security reads it; without it no child's row is visible.
 * `reach`: `none` (no child), `team` (children of the worker's teams and those granted), `agency` (all of this node),
 * `node` (the node itself: messages, timers, rebuilding).
 */
export interface RowScope {
  readonly reach: 'none' | 'team' | 'agency' | 'node';
  readonly workerId: string | null;
  readonly teamIds: readonly string[];
  readonly now: Instant;
}

/**
 * Runs `work` in one transaction as the application role, with the row scope set for its length only.
 * `durable: false` lets the commit return before it is on disk: for access logs of reads, never for acts.
 */
export function transact<T>(
  database: Database,
  scope: RowScope,
  work: (transaction: Transaction) => Promise<T>,
  options: { readonly durable?: boolean } = {},
): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    await sql`select set_config('role', 'amparo_app', true),
      set_config('app.reach', ${scope.reach}, true),
      set_config('app.worker', ${scope.workerId ?? ''}, true),
      set_config('app.teams', ${`{${scope.teamIds.join(',')}}`}, true),
      set_config('app.now', ${scope.now}, true),
      set_config('synchronous_commit', ${options.durable === false ? 'off' : 'on'}, true)`.execute(transaction);
    return work(transaction);
  });
}

const mostAttempts = 6;

/** Two that wait for each other: the database ends one, which left nothing behind and is simply done again, six times at most. */
export async function unlessDeadlocked<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (attempt === mostAttempts || (error as { code?: unknown }).code !== '40P01') throw error;
    }
  }
}

/** The scope of the node itself. */
export const nodeScope = (now: Instant): RowScope => ({ reach: 'node', workerId: null, teamIds: [], now });

/**
 * Lets `work` see and write what belongs to the node as a whole (protocol rows, a child who leaves or arrives), inside
 * a caller's transaction that has already been authorised; the caller's own scope is back afterwards.
 */
export async function asNode<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ reach: string }>`select current_setting('app.reach') as reach, set_config('app.reach', 'node', true)`.execute(transaction);
  const result = await work();
  const before = rows[0]!.reach;
  if (before !== 'node') await sql`select set_config('app.reach', ${before}, true)`.execute(transaction);
  return result;
}

/**
 * For a count over everything that a caller may see. Who sees the whole agency gets rows and their scope joined as a
 * whole: PostgreSQL expects a policy to leave few rows and would look each one up by itself, five times as long over 10,000
 * files, and growing. Of a team's few it is right. So it is planned for each caller, never kept.
 */
export async function joinedWhole<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
  await sql`select set_config('enable_nestloop', case current_setting('app.reach', true) when 'agency' then 'off' else 'on' end, true),
    set_config('plan_cache_mode', 'force_custom_plan', true)`.execute(transaction);
  const result = await work();
  await sql`select set_config('enable_nestloop', 'on', true), set_config('plan_cache_mode', 'auto', true)`.execute(transaction);
  return result;
}
