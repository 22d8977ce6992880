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

/** The scope of the node itself. */
export const nodeScope = (now: Instant): RowScope => ({ reach: 'node', workerId: null, teamIds: [], now });
